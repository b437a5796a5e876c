import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import { openTraining } from '../../../src/core/train/openTraining.js';
import {
  Channel,
  type GpuCarried,
  type GpuCarriedBack,
  type Port,
  type Side,
  threadPort,
  type Wire,
} from '../../../src/protocol/index.js';
import { CarriedPorts } from '../../../src/worker/gpu/carriedPort.js';
import { gpuOpener } from '../../../src/worker/gpu/gpuOpener.js';
import { serveEngine } from '../../../src/worker/gpu/serveEngine.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { scaledSample, train } from '../../core/train/sampleTables.js';
import { eventually } from '../../eventually.js';
import { testProcess } from './processEngine.js';

type NoCalls = Record<never, never>;
type WorkerEnd = { calls: NoCalls; events: GpuCarried } & Side;
type HostEnd = { calls: NoCalls; events: GpuCarriedBack } & Side;

/** Two threads' ends: engines of runs here, the real engine behind the carried words there. */
function carriedEngine() {
  const { port1, port2 } = new MessageChannel();
  const worker = new Channel<WorkerEnd, HostEnd>(threadPort(port1), {});
  const host = new Channel<HostEnd, WorkerEnd>(threadPort(port2), {});
  const ports = new CarriedPorts({
    gpuOpen: (open) => worker.announce('gpuOpen', open),
    gpuPost: (post) => worker.announce('gpuPost', post),
    gpuClose: (close) => worker.announce('gpuClose', close),
  });
  worker.on('gpuPosted', (posted) => ports.posted(posted));
  worker.on('gpuLost', (lost) => ports.lost(lost));
  const engine = testProcess();
  const said: string[] = [];
  let hear: (message: Wire) => void = () => {};
  host.on('gpuOpen', ({ token }) => {
    said.push(`open ${token}`);
    const port: Port = {
      post: (message) => host.announce('gpuPosted', { token, message }),
      listen: (on) => {
        hear = on;
        return () => {};
      },
    };
    serveEngine(engine, port);
  });
  host.on('gpuPost', ({ message }) => hear(message));
  host.on('gpuClose', ({ token }) => {
    said.push(`close ${token}`);
    engine.close();
  });
  const end = () => {
    engine.close();
    port1.close();
  };
  return { ports, host, said, end };
}

const sample = scaledSample(300, [1, 5]);
const settings = { epochs: 20, batchSize: 32 };

describe('a GPU in the page, over a carried port', function () {
  this.timeout(30_000);
  let carried: ReturnType<typeof carriedEngine>;
  beforeEach(() => {
    carried = carriedEngine();
  });
  afterEach(() => carried.end());

  /** A run on the engine of the page, as the worker opens it. */
  const openRun = () =>
    openTraining(sample.table, sample.spec, {
      ...{ hyperparameters: settings, backend: 'gpu', loadKernel },
      openGpu: gpuOpener({
        routes: async () => ({ routes: [{ kind: 'page' }], missing: [] }),
        engineOn: () => carried.ports.open(7),
      }),
    });

  it('trains there, and lets go of it', async () => {
    const run = await openRun();
    assert.equal(run.backend.kind, 'gpu', run.backend.reason);
    const { gapToExact } = await run.run();
    assert.ok(gapToExact! < 0.01);
    await eventually(() => assert.deepEqual(carried.said, ['open 7', 'close 7']));
  });

  it('goes on with the kernel when the page is gone', async () => {
    const run = await openRun();
    const ended = run.run((now) => {
      if (now.epochs.length === 5)
        carried.host.announce('gpuLost', { token: 7, reason: 'the panel was closed' });
    });
    const { backend, warnings, gapToExact } = await ended;
    assert.equal(backend.kind, 'cpu');
    assert.match(warnings[0]!.message, /the panel was closed/);
    const exact = (await train(sample, settings)).gapToExact!;
    assert.ok(Math.abs(gapToExact! - exact) < 1e-4);
  });

  it('says why where there is no page, and drops what comes late', async () => {
    const { ports } = carried;
    const engine = ports.open(8);
    const opening = engine.open({
      trainingCount: 1,
      validationCount: 0,
      featureCount: 1,
      hasIntercept: true,
    });
    ports.lost({ token: 8, reason: 'the panel is not on screen' });
    await assert.rejects(opening, { code: 'train/gpu-lost', message: /the panel is not on screen/ });
    ports.posted({ token: 8, message: { kind: 'done', id: 1, value: null } });
    ports.lost({ token: 9, reason: 'nobody asked' });
  });
});
