import assert from 'node:assert/strict';
import type { GpuEngine } from '../../../src/core/train/gpuEngine.js';
import { gpuLost, gpuNotAvailable } from '../../../src/worker/gpu/gpuFailures.js';
import { type GpuOpening, gpuOpener } from '../../../src/worker/gpu/gpuOpener.js';
import type { GpuRoute } from '../../../src/worker/gpu/gpuRoute.js';
import { withPatience } from '../../../src/worker/gpu/patience.js';
import { findUserNode } from '../../../src/worker/gpu/userNode.node.js';

const SHAPE = { trainingCount: 4, validationCount: 0, featureCount: 2, hasIntercept: true };
const PROCESS: GpuRoute = { kind: 'process', program: process.execPath };
const PAGE: GpuRoute = { kind: 'page' };

/** Engines that open as told; which of them were closed is kept. */
function ways(outcomes: Record<GpuRoute['kind'], boolean | Error>) {
  const closed: string[] = [];
  const opening: GpuOpening = {
    routes: async () => ({ routes: [PROCESS, PAGE], missing: [] }),
    engineOn: ({ kind }) =>
      ({
        open: async () => {
          const outcome = outcomes[kind];
          if (outcome instanceof Error) throw outcome;
          return { api: 'WebGPU', device: kind, isSoftware: outcome };
        },
        close: () => closed.push(kind),
      }) as unknown as GpuEngine,
  };
  return { opening, closed };
}

describe('the search for a GPU', () => {
  it('takes the first real one, and looks no farther', async () => {
    const { opening, closed } = ways({ process: false, page: new Error('not asked') });
    assert.equal((await gpuOpener(opening)(SHAPE)).adapter.device, 'process');
    assert.deepEqual(closed, []);
  });

  it('prefers a real one in the page to a software one in a process', async () => {
    const { opening, closed } = ways({ process: true, page: false });
    assert.equal((await gpuOpener(opening)(SHAPE)).adapter.device, 'page');
    assert.deepEqual(closed, ['process']);
  });

  it('takes the first software one where there is no other', async () => {
    const { opening, closed } = ways({ process: true, page: true });
    assert.equal((await gpuOpener(opening)(SHAPE)).adapter.device, 'process');
    assert.deepEqual(closed, ['page']);
  });

  it('goes on where a way has none or dies, and tells all it found', async () => {
    const { opening, closed } = ways({
      process: gpuLost('its process ended with exit code 1'),
      page: gpuNotAvailable(['WebGPU found no adapter', 'WebGL gave no context']),
    });
    await assert.rejects(gpuOpener(opening)(SHAPE), {
      code: 'train/gpu-not-available',
      message: /exit code 1.* No GPU can be used: WebGPU found no adapter; WebGL gave no context\.$/,
    });
    assert.deepEqual(closed, ['process', 'page']);
  });

  it('ends with what is no answer about a GPU', async () => {
    const { opening } = ways({ process: new TypeError('a bug'), page: false });
    await assert.rejects(gpuOpener(opening)(SHAPE), TypeError);
  });

  it('is over at once when it is cancelled', async () => {
    const { opening } = ways({ process: false, page: false });
    await assert.rejects(gpuOpener({ ...opening, signal: AbortSignal.abort() })(SHAPE), {
      code: 'cancelled',
    });
  });

  it('loses patience with an engine that does not answer', async () => {
    let isClosed = false;
    const silent = { open: () => new Promise(() => {}), close: () => (isClosed = true) };
    const engine = withPatience(silent as unknown as GpuEngine, { open: 20, call: 20 });
    await assert.rejects(engine.open(SHAPE), { code: 'train/gpu-lost', message: /no answer for 0\.02 s/ });
    assert.ok(isClosed);
  });
});

describe("the user's Node", () => {
  it('is found by its path, and on the path', async () => {
    assert.deepEqual(await findUserNode(process.execPath), { program: process.execPath });
    assert.equal(typeof (await findUserNode(null)), 'object');
  });
});
