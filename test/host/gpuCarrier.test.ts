import { strict as assert } from 'node:assert';
import { GpuCarrier } from '../../src/host/gpuCarrier.js';
import { packAnswer, type Wire } from '../../src/protocol/index.js';

const CALL: Wire = { kind: 'call', id: 1, name: 'open', args: null };
const answer = (value: unknown): Wire => ({ kind: 'done', id: 1, value });

function makeCarrier(hasPage = true) {
  const page: unknown[][] = [];
  const worker: unknown[][] = [];
  const carrier = new GpuCarrier({
    hasPage: () => hasPage,
    toPage: (name, payload) => page.push([name, payload]),
    toWorker: (name, payload) => worker.push([name, payload]),
  });
  return { carrier, page, worker };
}

describe('GpuCarrier', () => {
  it('carries a port to the page and back, to its end', () => {
    const { carrier, page, worker } = makeCarrier();
    carrier.gpuOpen({ token: 7 });
    carrier.gpuPost({ token: 7, message: CALL });
    carrier.gpuPosted({ token: 7, message: answer(null) });
    carrier.gpuClose({ token: 7 });
    carrier.gpuClose({ token: 7 });
    assert.deepEqual(page, [
      ['gpuOpen', { token: 7 }],
      ['gpuPost', { token: 7, message: CALL }],
      ['gpuClose', { token: 7 }],
    ]);
    assert.deepEqual(worker, [['gpuPosted', { token: 7, message: answer(null) }]]);
  });

  it('drops what is of no open run', () => {
    const { carrier, page, worker } = makeCarrier();
    carrier.gpuOpen({ token: 7 });
    carrier.gpuPost({ token: 8, message: CALL });
    carrier.gpuPosted({ token: 8, message: answer(null) });
    carrier.gpuLost({ token: 8, reason: 'it says so' });
    carrier.gpuClose({ token: 7 });
    carrier.gpuPosted({ token: 7, message: answer(null) });
    assert.equal(page.length, 2);
    assert.deepEqual(worker, []);
  });

  it('says so where there is no page', () => {
    const { carrier, page, worker } = makeCarrier(false);
    carrier.gpuOpen({ token: 7 });
    assert.deepEqual(page, []);
    assert.deepEqual(worker, [['gpuLost', { token: 7, reason: 'the panel is not on screen' }]]);
  });

  it('tells the worker once that a Worker or the page is gone', () => {
    const { carrier, worker } = makeCarrier();
    carrier.gpuOpen({ token: 7 });
    carrier.gpuOpen({ token: 8 });
    carrier.gpuLost({ token: 7, reason: 'no script' });
    carrier.loseAll('the panel is out of sight');
    carrier.loseAll('the panel was closed');
    assert.deepEqual(worker, [
      ['gpuLost', { token: 7, reason: 'no script' }],
      ['gpuLost', { token: 8, reason: 'the panel is out of sight' }],
    ]);
  });

  it('brings numbers over that JSON cannot hold', () => {
    for (const loss of [Number.POSITIVE_INFINITY, Number.NaN, -0, 0.1]) {
      const { carrier, worker } = makeCarrier();
      carrier.gpuOpen({ token: 1 });
      carrier.gpuPosted({ token: 1, message: packAnswer(answer(loss)) });
      assert.deepEqual(worker, [['gpuPosted', { token: 1, message: answer(loss) }]]);
    }
  });
});
