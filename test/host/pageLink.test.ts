import { strict as assert } from 'node:assert';
import { PageLink } from '../../src/host/pageLink.js';
import type { Handlers, PanelHostSide, Wire } from '../../src/protocol/index.js';

function makeLink() {
  const told: unknown[] = [];
  const post = (message: Wire) => {
    if (message.kind === 'event') told.push([message.name, message.payload]);
  };
  const link = new PageLink({ post, listen: () => () => {} }, {} as Handlers<PanelHostSide>);
  return { link, told };
}

const TRAINING = ['showView', { view: 'training', trainingTab: 'run' }];

describe('PageLink', () => {
  it('tells a page that is there, and no other', () => {
    const { link, told } = makeLink();
    link.tell('cursor', { line: 1 });
    link.come();
    link.tell('cursor', { line: 2 });
    link.lose();
    link.tell('cursor', { line: 3 });
    assert.deepEqual(told, [['cursor', { line: 2 }]]);
  });

  it('keeps what commands ask for until there is a page, and tells it once', () => {
    const { link, told } = makeLink();
    link.showView('fit', null);
    link.showView('training', 'run');
    link.showSimulation();
    link.tellWanted();
    assert.deepEqual(told, []);
    link.come();
    link.tellWanted();
    link.tellWanted();
    assert.deepEqual(told, [TRAINING, ['showSimulation', null]]);
  });

  it('tells a page that is there at once what a command asks for', () => {
    const { link, told } = makeLink();
    link.come();
    link.showView('training', 'run');
    assert.deepEqual(told, [TRAINING]);
  });

  it('is silent after its end', () => {
    const { link, told } = makeLink();
    link.come();
    link.dispose();
    link.tell('cursor', { line: 1 });
    link.showSimulation();
    assert.deepEqual(told, []);
    assert.equal(link.hasPage, false);
  });
});
