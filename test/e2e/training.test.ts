import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { fromRunner, useWorkbench } from './session.js';

const folder = path.join(fromRunner('RESULTS'), '../training');

describe('Training', () => {
  const session = useWorkbench({
    files: ['houses.csv', 'cars.csv'],
    size: { width: 1500, height: 1500 },
    hasMotion: true,
  });

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });

  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });
  const part = (name: string) => session.workbench.panel.part(name);
  const epochs = async () => Number(/epoch (\d+)/.exec((await part('epochs').textContent()) ?? '')?.[1]);
  const runRow = (number: number) => session.workbench.panel.frame.locator(`[data-run="${number}"]`);
  const untilState = (number: number, state: RegExp) =>
    eventually(async () => assert.match((await runRow(number).textContent()) ?? '', state), 40_000);

  it('shows the settings with their Auto values before anything is trained', async () => {
    const { workbench } = session;
    await workbench.openFile('houses.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    await workbench.panel.openView('training');
    await eventually(async () => {
      const text = (await part('settings').textContent()) ?? '';
      assert.match(text, /auto, small file/);
    });
    await picture('0-before');
  });

  it('draws a run while it goes on, in a short sequence of pictures', async () => {
    await part('train-button').click();
    for (let shot = 1; shot <= 6; shot++) {
      await eventually(async () => assert.ok((await epochs()) >= shot * 18));
      await picture(`live-${shot}`);
    }
    await untilState(1, /finished/);
    await picture('live-7-finished');
  });
});
