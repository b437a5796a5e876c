import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { WorkerClient } from '../../src/host/workerClient.js';
import {
  AUTO_SETTINGS,
  type GpuPlaces,
  type LossCurve,
  NO_CHOICES,
  NO_CURVE,
  type SourceRef,
  type TrainingDelta,
  type TrainingOpened,
  type TrainingSettings,
  type TrainRequest,
  withDelta,
} from '../../src/protocol/index.js';
import { eventually } from '../eventually.js';
import { bundleWorker } from './workerBundle.js';

const HOUSES: SourceRef = {
  kind: 'file',
  path: path.resolve('media/samples/houses.csv'),
  name: 'houses.csv',
};
const READ = { source: HOUSES, reading: NO_CHOICES, memoryBudget: 1024 };
const PRICE = '`price (kUSD)` ~ `area (sqft)` + `age (years)`';

/** As the extension host of a server without a page. */
const SERVER: GpuPlaces = { runtime: 'node', nodePath: null, hasPage: false };
const ON_GPU: TrainingSettings = { ...AUTO_SETTINGS, epochs: 20, backend: 'gpu' };

function requestOf(token: number, more: Partial<TrainRequest> = {}): TrainRequest {
  const settings: TrainingSettings = { ...AUTO_SETTINGS, epochs: 200 };
  const run = { settings, token, pace: 'full', isStepwise: false, gpu: SERVER } as const;
  return { ...READ, formula: PRICE, ...run, ...more };
}

/** Command lines of the GPU processes that this process has begun. */
function gpuProcesses(): string[] {
  const lines = execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.trim().startsWith(`${process.pid} `) && /process\.js/.test(line));
}

describe('Training in the worker thread', function () {
  this.timeout(60_000);
  let bundle: string;
  let client: WorkerClient;
  before(async () => {
    bundle = await bundleWorker();
    // The process with Dawn lies beside the worker.
    symlinkSync(path.resolve('dist/gpu'), path.join(path.dirname(bundle), 'gpu'), 'junction');
  });
  after(() => rmSync(path.dirname(bundle), { recursive: true, force: true }));
  beforeEach(() => {
    client = new WorkerClient(bundle);
  });
  afterEach(() => client.dispose());

  /** Everything a run announces, put together. */
  function follow(token: number) {
    const seen = {
      opened: null as TrainingOpened | null,
      curve: NO_CURVE as LossCurve,
      deltas: [] as TrainingDelta[],
    };
    client.on('trainingOpened', (opened) => {
      if (opened.token === token) seen.opened = opened;
    });
    client.on('trainingDelta', (delta) => {
      if (delta.token !== token) return;
      seen.deltas.push(delta);
      seen.curve = withDelta(seen.curve, delta.curve);
    });
    return seen;
  }

  /** Resolves with the first announcement that is as asked for. */
  function delta(token: number, isIt: (delta: TrainingDelta) => boolean): Promise<TrainingDelta> {
    return new Promise((resolve) => {
      const stop = client.on('trainingDelta', (one) => {
        if (one.token !== token || !isIt(one)) return;
        stop();
        resolve(one);
      });
    });
  }

  it('plans without training', async () => {
    const { settings } = requestOf(1);
    const plan = await client.call('planTraining', { ...READ, formula: PRICE, settings, token: 1 });
    assert.equal(plan.epochs.value, 200);
    assert.equal(plan.epochs.isAuto, false);
    assert.ok(plan.learningRate.isAuto && plan.learningRate.value > 0 && plan.learningRate.value < 2);
    // A fifth of the rows, in whole rows.
    assert.deepEqual(plan.validation.value, { kind: 'share', share: 0.2 });
    assert.equal(plan.validationCount, Math.round(0.2 * (plan.rowCount + plan.validationCount)));
    assert.equal(plan.backend.name, 'CPU kernel');
  });

  it('trains to the exact answer and tells every epoch on the way', async () => {
    const seen = follow(2);
    const end = await client.call('train', requestOf(2));
    assert.equal(end.endedBy, 'epochs');
    assert.ok(end.gapToExact !== null && end.gapToExact < 0.01, `gap ${end.gapToExact}`);
    const { opened, curve } = seen;
    assert.ok(opened?.exact && opened.exactLoss !== null);
    assert.deepEqual(opened.names, ['(Intercept)', 'area (sqft)', 'age (years)']);
    // Epoch 0 is before the first update.
    assert.equal(curve.train.length, 201);
    assert.equal(curve.stepCount, 200 * opened.plan.stepsPerEpoch);
    assert.equal(curve.train.at(-1), end.trainLoss);
    assert.equal(curve.validation.at(-1), end.validationLoss);
    assert.ok(curve.train[0]! > curve.train[200]!);
    const entries = Math.ceil(curve.stepCount / curve.stepsPerEntry);
    assert.equal(curve.low.length, entries);
    end.coefficients.forEach(({ estimate }, k) => {
      const exact = opened.exact![k]!;
      assert.ok(Math.abs(estimate! - exact) <= 0.01 * Math.abs(exact), `${estimate} for ${exact}`);
    });
  });

  it('gives the same losses for the same seed, and others for another', async () => {
    const runs = [];
    for (const [token, seed] of [
      [3, 7],
      [4, 7],
      [5, 8],
    ] as const) {
      const seen = follow(token);
      await client.call('train', requestOf(token, { settings: { ...AUTO_SETTINGS, epochs: 12, seed } }));
      runs.push(seen.curve);
    }
    assert.deepEqual(runs[0], runs[1]);
    assert.notDeepEqual(runs[0]!.low, runs[2]!.low);
  });

  it('announces no more than thirty times a second', async () => {
    const seen = follow(6);
    const began = performance.now();
    await client.call('train', requestOf(6, { pace: 'watch', settings: { ...AUTO_SETTINGS, epochs: 30 } }));
    const seconds = (performance.now() - began) / 1000;
    assert.ok(seconds > 1, `watched for ${seconds} s`);
    // One more at the end.
    assert.ok(seen.deltas.length <= 30 * seconds + 2, `${seen.deltas.length} in ${seconds} s`);
  });

  it('pauses, steps, resumes and stops, and keeps what there is', async () => {
    const seen = follow(7);
    const request = requestOf(7, { pace: 'watch', settings: { ...AUTO_SETTINGS, epochs: 400 } });
    const running = delta(7, ({ curve }) => curve.stepCount > 0);
    const training = client.call('train', request);
    await running;
    const paused = delta(7, ({ now }) => now.isPaused);
    assert.equal(await client.call('steer', { token: 7, action: 'pause' }), true);
    const { curve } = await paused;
    await new Promise((resume) => setTimeout(resume, 120));
    assert.equal(seen.curve.stepCount, curve.stepCount);
    const stepped = delta(7, (one) => one.curve.stepCount > curve.stepCount);
    await client.call('steer', { token: 7, action: 'step' });
    const { curve: after, now } = await stepped;
    assert.equal(after.stepCount, curve.stepCount + 1);
    assert.ok(now.isPaused && now.gradientNorm > 0);
    assert.equal(now.coefficients.length, 3);
    const resumed = delta(7, (one) => !one.now.isPaused && one.curve.stepCount > after.stepCount);
    await client.call('steer', { token: 7, action: 'resume' });
    await resumed;
    await client.call('steer', { token: 7, action: 'stop' });
    const end = await training;
    assert.equal(end.endedBy, 'stopped');
    assert.ok(end.coefficients.every(({ estimate }) => estimate !== null));
    assert.equal(await client.call('steer', { token: 7, action: 'stop' }), false);
  });

  it('begins with one update where it is asked to', async () => {
    const first = delta(8, ({ now, curve }) => now.isPaused && curve.stepCount === 1);
    const training = client.call('train', requestOf(8, { isStepwise: true }));
    await first;
    await client.call('steer', { token: 8, action: 'stop' });
    assert.equal((await training).endedBy, 'stopped');
  });

  it('stops a run that diverges, and names a learning rate that works', async () => {
    const settings: TrainingSettings = { ...AUTO_SETTINGS, learningRate: 1e3 };
    let replacement = '';
    await assert.rejects(client.call('train', requestOf(9, { settings })), (error: unknown) => {
      assert.ok(error instanceof Error && 'code' in error && error.code === 'train/diverged');
      replacement = (error as unknown as { details: { replacement: string } }).details.replacement;
      return true;
    });
    const end = await client.call(
      'train',
      requestOf(10, { settings: { ...settings, learningRate: Number(replacement) } }),
    );
    assert.ok(end.gapToExact !== null && end.gapToExact < 0.01);
  });

  it('refuses a second run while one is under way, and takes it afterwards', async () => {
    const running = delta(11, ({ curve }) => curve.stepCount > 0);
    const first = client.call('train', requestOf(11, { pace: 'slow' }));
    await running;
    await assert.rejects(client.call('train', requestOf(12)), {
      code: 'train/already-running',
      message: /houses\.csv/,
      hint: /^Stop /,
    });
    await client.call('steer', { token: 11, action: 'stop' });
    await first;
    await client.call('train', requestOf(13));
  });

  it('ends a paused run when it is cancelled, and is free at once', async () => {
    const abort = new AbortController();
    const paused = delta(14, ({ now }) => now.isPaused);
    const training = client.call('train', requestOf(14, { isStepwise: true }), abort.signal);
    await paused;
    abort.abort();
    await assert.rejects(training, { code: 'cancelled' });
    await client.call('fingerprint', { source: HOUSES });
    await client.call('train', requestOf(15, { settings: { ...AUTO_SETTINGS, epochs: 2 } }));
  });

  it('fits while it trains', async () => {
    const running = delta(16, ({ curve }) => curve.stepCount > 0);
    const training = client.call('train', requestOf(16, { settings: { ...AUTO_SETTINGS, epochs: 20_000 } }));
    await running;
    const fit = { ...READ, formula: PRICE, confidence: 0.95, token: 17 };
    assert.ok((await client.call('fit', fit)).summary.n > 400);
    await client.call('steer', { token: 16, action: 'stop' });
    await training;
  });

  it('says in a plan that a GPU is tried later, and starts none', async () => {
    const settings = { ...ON_GPU };
    const plan = await client.call('planTraining', { ...READ, formula: PRICE, settings, token: 1 });
    assert.equal(plan.backend.name, 'GPU');
    assert.match(plan.backend.reason, /^tried when the run begins/);
  });

  it('trains on the GPU of a process, and names it', async () => {
    const seen = follow(18);
    const { gapToExact, warnings } = await client.call('train', requestOf(18, { settings: ON_GPU }));
    assert.match(seen.opened!.plan.backend.name, /^WebGPU, /);
    assert.ok(gapToExact! >= 0 && gapToExact! < 0.01);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['train/float32'],
    );
  });

  it('trains on the CPU where no GPU can be had, and says why', async () => {
    const seen = follow(19);
    const gpu: GpuPlaces = { runtime: 'browser', nodePath: null, hasPage: false };
    const { warnings } = await client.call('train', requestOf(19, { settings: ON_GPU, gpu }));
    assert.equal(seen.opened!.plan.backend.name, 'CPU kernel');
    assert.equal(warnings[0]!.code, 'train/gpu-not-available');
    assert.match(warnings[0]!.message, /^A browser starts no process\. There is no page/);
  });

  for (const [nodePath, message] of [
    ['node', /^The Node path node is not absolute\./],
    [path.resolve('package.json'), /^.*package\.json did not say which version of Node it is\./],
  ] as const)
    it(`takes no program for a Node that is none: ${path.basename(nodePath)}`, async () => {
      const gpu: GpuPlaces = { runtime: 'electron', nodePath, hasPage: false };
      const { warnings } = await client.call('train', requestOf(20, { settings: ON_GPU, gpu }));
      assert.match(warnings[0]!.message, message);
    });

  it('trains on the Node of the user where the host is Electron', async () => {
    const seen = follow(21);
    const gpu: GpuPlaces = { runtime: 'electron', nodePath: process.execPath, hasPage: false };
    await client.call('train', requestOf(21, { settings: ON_GPU, gpu }));
    assert.match(seen.opened!.plan.backend.name, /^WebGPU, /);
  });

  it('ends at once when it is cancelled on the GPU, and its process with it', async () => {
    const abort = new AbortController();
    const running = delta(22, ({ curve }) => curve.stepCount > 0);
    const settings = { ...ON_GPU, epochs: 100_000 };
    const training = client.call('train', requestOf(22, { settings }), abort.signal);
    await running;
    abort.abort();
    await assert.rejects(training, { code: 'cancelled' });
    await client.call('train', requestOf(23, { settings: { ...AUTO_SETTINGS, epochs: 2 } }));
    await eventually(() => assert.deepEqual(gpuProcesses(), []));
  });

  const REFUSED: readonly [string, Partial<TrainingSettings>][] = [
    ['train/learning-rate', { learningRate: 0 }],
    ['train/learning-rate', { learningRate: -1 }],
    ['train/learning-rate', { learningRate: Number.NaN }],
    ['train/batch-size', { batchSize: 0 }],
    ['train/epochs', { epochs: 1.5 }],
    ['train/validation-share', { validation: { kind: 'share', share: 1 } }],
    ['train/validation-column', { validation: { kind: 'column', column: 'nothing' } }],
  ];
  for (const [code, settings] of REFUSED)
    it(`refuses ${JSON.stringify(settings)} with ${code}`, async () => {
      const request = requestOf(18, { settings: { ...AUTO_SETTINGS, ...settings } });
      await assert.rejects(client.call('train', request), { code });
      await assert.rejects(client.call('planTraining', request), { code });
    });

  it('takes a batch larger than the file as all of it, and a share of 0 as none', async () => {
    const settings: TrainingSettings = {
      ...AUTO_SETTINGS,
      batchSize: 100_000,
      epochs: 5,
      validation: { kind: 'share', share: 0 },
    };
    const seen = follow(19);
    const end = await client.call('train', requestOf(19, { settings }));
    assert.equal(seen.opened?.plan.stepsPerEpoch, 1);
    assert.equal(end.validationLoss, null);
    assert.ok(end.warnings.some(({ code }) => code === 'train/batch-larger-than-rows'));
  });
});
