import assert from 'node:assert/strict';
import type { GpuPlaces } from '../../../src/protocol/gpuContract.js';
import { type GpuMeans, gpuRoutes } from '../../../src/worker/gpu/gpuRoute.js';

const OWN = '/server/node';
const USERS = '/home/user/node';

function means(more: Partial<GpuMeans> = {}): GpuMeans {
  return { ownProgram: OWN, hasDawn: true, userNode: async () => ({ program: USERS }), ...more };
}

function places(runtime: GpuPlaces['runtime'], hasPage = true): GpuPlaces {
  return { runtime, hasPage, nodePath: null };
}

const notAsked = () => assert.fail('the user has nothing to do with it');

describe('the route to a GPU', () => {
  it('is a process on the own Node of a server, then the page', async () => {
    assert.deepEqual(await gpuRoutes(places('node'), means({ userNode: notAsked })), {
      routes: [{ kind: 'process', program: OWN }, { kind: 'page' }],
      missing: [],
    });
  });

  it('is a process on the Node of the user inside Electron, then the page', async () => {
    const { routes } = await gpuRoutes(places('electron'), means());
    assert.deepEqual(routes, [{ kind: 'process', program: USERS }, { kind: 'page' }]);
  });

  it('is the page where the user has no Node, and says so', async () => {
    const none = means({ userNode: async () => 'No Node was found on the path.' });
    assert.deepEqual(await gpuRoutes(places('electron'), none), {
      routes: [{ kind: 'page' }],
      missing: ['No Node was found on the path.'],
    });
  });

  for (const runtime of ['node', 'electron'] as const)
    it(`is the page where Dawn is not there: ${runtime}`, async () => {
      const { routes, missing } = await gpuRoutes(
        places(runtime),
        means({ hasDawn: false, userNode: notAsked }),
      );
      assert.deepEqual(routes, [{ kind: 'page' }]);
      assert.deepEqual(missing, ['This build has no Dawn for this platform.']);
    });

  it('is the page in a browser', async () => {
    const { routes } = await gpuRoutes(places('browser'), means({ userNode: notAsked }));
    assert.deepEqual(routes, [{ kind: 'page' }]);
  });

  it('is the process alone in a terminal', async () => {
    const { routes, missing } = await gpuRoutes(places('node', false), means());
    assert.deepEqual([routes, missing], [[{ kind: 'process', program: OWN }], []]);
  });

  it('is none where there is nothing, with a word for each way', async () => {
    const { routes, missing } = await gpuRoutes(places('node', false), means({ hasDawn: false }));
    assert.deepEqual(routes, []);
    assert.equal(missing.length, 2);
  });
});
