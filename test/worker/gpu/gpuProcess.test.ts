import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { GpuEngine } from '../../../src/core/train/gpuEngine.js';
import type { TrainerSetup } from '../../../src/core/train/trainer.js';
import { openGpuProcess } from '../../../src/worker/gpu/gpuProcess.node.js';
import { eventually } from '../../eventually.js';
import { bundleWorker } from '../workerBundle.js';
import { agreesWithTheKernel } from './engineAgreement.js';
import { filledEngine, PROCESS_FILE, testProcess } from './processEngine.js';
import { sampleRows } from './sampleRows.js';

const WIDTH = 20;
const COUNT = 20_000;
const shape = { trainingCount: COUNT, validationCount: 0, featureCount: WIDTH, hasIntercept: true };
const setup: TrainerSetup = {
  ...{ batchSize: 1000, loss: 'squared', bend: 0, optimiser: 'sgd', momentum: 0, l2: 0 },
};
/** Seconds of work on a software adapter. */
const MANY = { batches: new Int32Array(4000), rates: new Float64Array(4000) };
const FEW = { batches: new Int32Array(3), rates: new Float64Array(3) };

async function startedEngine<E extends GpuEngine>(engine: E): Promise<E> {
  await filledEngine(engine, shape, { training: sampleRows(WIDTH, COUNT) });
  await engine.start({ ...setup, parameters: new Float64Array(WIDTH + 1) });
  return engine;
}

/** Not even a zombie is left. */
function isGone(pid: number | undefined): boolean {
  try {
    process.kill(pid!, 0);
    return false;
  } catch {
    return true;
  }
}

describe('the engine in a process, against the kernel', function () {
  this.timeout(60_000);
  agreesWithTheKernel(async () => testProcess());
});

describe('a GPU process', function () {
  this.timeout(60_000);
  it('that is killed by its driver in mid-run fails with train/gpu-lost, and another can be opened at once', async () => {
    const engine = await startedEngine(testProcess());
    const lost = { code: 'train/gpu-lost', message: /ended by SIGSEGV/, hint: /^Train again/ };
    const running = assert.rejects(engine.runSteps(MANY), lost);
    setTimeout(() => process.kill(engine.pid!, 'SIGSEGV'), 50);
    await running;
    await assert.rejects(engine.meanLoss({ part: 'training' }), lost);
    engine.close();
    const other = await startedEngine(testProcess());
    assert.equal((await other.runSteps(FEW)).losses.length, 3);
    other.close();
  });

  it('closed in mid-run fails what waits and is gone', async () => {
    const engine = await startedEngine(testProcess());
    const running = assert.rejects(engine.runSteps(MANY), { code: 'train/gpu-lost', message: /closed/ });
    engine.close();
    engine.close();
    await running;
    await eventually(() => assert.ok(isGone(engine.pid)));
  });

  it('does not disturb another', async () => {
    const engines = await Promise.all([startedEngine(testProcess()), startedEngine(testProcess())]);
    const [first, second] = await Promise.all(engines.map((engine) => engine.runSteps(FEW)));
    assert.deepEqual(first, second);
    engines[0]!.close();
    assert.deepEqual((await engines[1]!.runSteps(FEW)).losses.length, 3);
    engines[1]!.close();
  });

  it('leaves with whoever forked it', async () => {
    const child = fork(PROCESS_FILE, {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.disconnect();
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
  });

  it('can be opened by a thread', async () => {
    const opener = path.resolve('src/worker/gpu/gpuProcess.node.js');
    const bundle = await bundleWorker(`
      import { parentPort } from 'node:worker_threads';
      import { openGpuProcess } from ${JSON.stringify(opener)};
      const engine = openGpuProcess({ file: ${JSON.stringify(PROCESS_FILE)} });
      engine.open(${JSON.stringify(shape)}).then((adapter) => {
        engine.close();
        parentPort.postMessage(adapter.api);
      });`);
    const worker = new Worker(bundle);
    assert.deepEqual(await once(worker, 'message'), ['WebGPU']);
    // The thread ends by itself: nothing of the process is left in it.
    assert.deepEqual(await once(worker, 'exit'), [0]);
  });

  it('says what it found where there is no adapter', async () => {
    const { VK_DRIVER_FILES } = process.env;
    process.env.VK_DRIVER_FILES = os.devNull;
    const engine = testProcess();
    process.env.VK_DRIVER_FILES = VK_DRIVER_FILES;
    const expected = {
      code: 'train/gpu-not-available',
      message: /found no adapter/,
      hint: /Train on the CPU/,
    };
    await assert.rejects(engine.open(shape), expected);
    engine.close();
  });

  it('says how much memory there is where the rows do not fit', async () => {
    const engine = testProcess();
    const huge = { ...shape, trainingCount: 10_000_000, featureCount: 1000 };
    const expected = {
      code: 'train/gpu-not-available',
      message: /take 38147 MB .* holds \d+ MB in one piece/,
    };
    await assert.rejects(engine.open(huge), expected);
    engine.close();
  });

  it('that cannot be started is lost with its reason', async () => {
    const missing = openGpuProcess({ file: path.resolve('no-such-file.js') });
    await assert.rejects(missing.open(shape), { code: 'train/gpu-lost', message: /Cannot find module/ });
    const noProgram = openGpuProcess({ file: PROCESS_FILE, nodePath: path.resolve('no-such-program') });
    await assert.rejects(noProgram.open(shape), { code: 'train/gpu-lost', message: /ENOENT/ });
  });
});

describe('a GPU process with much to do', function () {
  this.timeout(60_000);
  it('agrees with itself over more steps than it keeps losses for, and over more rows than workgroups', async () => {
    const count = 140_000;
    const engine = testProcess();
    const rows = sampleRows(2, count);
    const wide = { trainingCount: count, validationCount: 0, featureCount: 2, hasIntercept: true };
    await filledEngine(engine, wide, { training: rows });
    await engine.start({ ...setup, batchSize: count, parameters: Float64Array.of(0.5, -0.25, 1) });
    const { losses, gradient } = await engine.runSteps({
      batches: new Int32Array(1),
      rates: new Float64Array(1),
    });
    const expected = plainGradient(rows, [0.5, -0.25, 1]);
    // Sums over 1024 groups of at most 192 rows each, then of 16 and 6 sums: 200 roundings of 2^-24 at most.
    for (const [k, value] of [losses[0]!, ...gradient].entries())
      assert.ok(Math.abs(value - expected[k]!) < 200 * 2 ** -24 * 4, `${k}: ${value} is not ${expected[k]}`);

    await engine.start({ ...setup, batchSize: 10, parameters: new Float64Array(3) });
    const batches = Int32Array.from({ length: 1200 }, (_, i) => i);
    const steps = await engine.runSteps({ batches, rates: new Float64Array(1200).fill(0.01) });
    await engine.start({ ...setup, batchSize: 10, parameters: new Float64Array(3) });
    await engine.runSteps({ batches: batches.slice(0, 1100), rates: new Float64Array(1100).fill(0.01) });
    const later = await engine.runSteps({
      batches: batches.slice(1100),
      rates: new Float64Array(100).fill(0.01),
    });
    assert.deepEqual(later.losses, steps.losses.slice(1100));
    assert.deepEqual(later.parameters, steps.parameters);
    engine.close();
  });
});

/** Mean loss, then the mean gradient, in double precision. */
function plainGradient(
  rows: { values: Float32Array; targets: Float32Array },
  w: readonly number[],
): number[] {
  const sums = [0, 0, 0, 0];
  for (const [i, y] of rows.targets.entries()) {
    const [a, b] = [rows.values[2 * i]!, rows.values[2 * i + 1]!];
    const error = w[0]! * a + w[1]! * b + w[2]! - y;
    for (const [k, term] of [error / 2, a, b, 1].entries()) sums[k]! += error * term;
  }
  return sums.map((sum) => sum / rows.targets.length);
}
