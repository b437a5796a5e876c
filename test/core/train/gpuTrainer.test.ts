import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import type { TrainingResult, TrainingRun } from '../../../src/core/train/trainingRun.js';
import { certifiedTable } from '../fit/tableOf.js';
import { openOnGpu, trainOnGpu } from './processGpu.js';
import { type Sample, scaledSample, train } from './sampleTables.js';

const sample = scaledSample(300, [1, 5, 1000]);

/** A call has no more steps: see callPace.ts. */
const MOST_SUBMITTED = 1024;

/** Losses of standardised rows in float32: every number is off by half a unit of its 24 bits, errors by a few. */
const FLOAT32 = 64 * 2 ** -24;

function codes({ warnings }: TrainingResult): string[] {
  return warnings.map(({ code }) => code);
}

function assertNear(actual: number, expected: number, share: number): void {
  assert.ok(Math.abs(actual - expected) <= share * Math.abs(expected), `${actual} for ${expected}`);
}

/** Resolves with the run's state once so many updates are made. */
function stepsOf(run: TrainingRun, count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (run.stepLosses.stepCount >= count ? resolve() : setTimeout(look, 2));
    look();
  });
}

async function rejection(work: Promise<unknown>): Promise<GausslineError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof GausslineError, String(error));
  return error;
}

describe('a training run on a GPU', function () {
  this.timeout(60_000);

  // Not Adam here: of a gradient that is zero but for its rounding it makes a whole step, up or down.
  for (const settings of [
    { epochs: 12, batchSize: 32 },
    { epochs: 12, batchSize: 32, optimiser: 'momentum', l2: 0.1, validation: { kind: 'share', share: 0.2 } },
    { epochs: 12, batchSize: 'all', averaging: true, initialWeights: 'normal' },
    { epochs: 12, loss: 'huber' },
  ] as const)
    it(`comes to what the kernel comes to: ${JSON.stringify(settings)}`, async () => {
      const kernel = await train(sample, settings);
      const gpu = await trainOnGpu(sample, settings);
      assert.equal(gpu.stepCount, kernel.stepCount);
      assert.equal(gpu.epochs.length, kernel.epochs.length);
      for (const [i, { trainLoss, validationLoss }] of kernel.epochs.entries()) {
        assertNear(gpu.epochs[i]!.trainLoss, trainLoss, FLOAT32);
        if (validationLoss !== null) assertNear(gpu.epochs[i]!.validationLoss!, validationLoss, FLOAT32);
        else assert.equal(gpu.epochs[i]!.validationLoss, null);
      }
      for (const [k, { name, estimate }] of kernel.coefficients.entries()) {
        assert.equal(gpu.coefficients[k]!.name, name);
        assertNear(gpu.coefficients[k]!.estimate!, estimate!, 1e-4);
      }
    });

  it('is told truthfully: the adapter, and what float32 means', async () => {
    const { backend, warnings } = await trainOnGpu(sample, { epochs: 2 });
    assert.equal(backend.kind, 'gpu');
    assert.match(backend.name, /^WebGPU, ./);
    assert.equal(backend.reason, 'batch x features = 32 x 3 = 96, as chosen');
    const float32 = warnings.find(({ code }) => code === 'train/float32');
    assert.match(
      float32?.message ?? '',
      /^WebGPU, .* trained in float32, about 7 digits; .*double precision/,
    );
  });

  it('gives the same losses for the same seed, and others for another', async () => {
    const settings = { seed: 3, epochs: 8, initialWeights: 'normal' } as const;
    const runs = [];
    for (const seed of [3, 3, 4]) {
      const { run } = await openOnGpu(sample, { ...settings, seed });
      const { epochs, coefficients } = await run.run();
      runs.push({ epochs, coefficients, losses: run.stepLosses.series() });
    }
    assert.deepEqual(runs[1], runs[0]);
    assert.notDeepEqual(runs[2]!.losses, runs[0]!.losses);
  });

  it('never shows a gap below zero, and measures the last one in double precision', async () => {
    const { run } = await openOnGpu(sample, { batchSize: 'all', epochs: 60 });
    const { gapToExact, trainLoss, epochs } = await run.run();
    for (const epoch of epochs.slice(0, -1)) assert.ok(run.gapOf(epoch.trainLoss)! >= 0);
    assert.equal(epochs.at(-1)!.trainLoss, trainLoss);
    // Parameters that are off by about 1e-7 cost the square of it; a loss in float32 would be off by 1e-7 itself.
    assert.ok(Math.abs(gapToExact!) < 1e-11, String(gapToExact));
    assert.equal(run.parts.trainer.isDouble, false);
  });

  it('takes a batch larger than n for all rows and says so', async () => {
    const result = await trainOnGpu(sample, { batchSize: 1000, epochs: 5 });
    assert.ok(codes(result).includes('train/batch-larger-than-rows'));
    assert.equal(result.stepCount, 5);
  });

  for (const [learningRate, optimiser] of [
    [50, 'sgd'],
    [50, 'momentum'],
    [1e300, 'sgd'],
  ] as const)
    it(`stops at a learning rate of ${learningRate} with ${optimiser}, and knows one that works`, async () => {
      const settings = { optimiser, epochs: 10, learningRate };
      const { run } = await openOnGpu(sample, settings);
      const { code, details } = await rejection(run.run());
      assert.equal(code, 'train/diverged');
      assert.ok(run.coefficients().every(({ estimate }) => Number.isFinite(estimate)));
      const result = await trainOnGpu(sample, { ...settings, learningRate: Number(details.replacement) });
      assert.ok(result.trainLoss < result.epochs[0]!.trainLoss);
    });

  it('ends by patience with the best parameters', async () => {
    const result = await trainOnGpu(sample, {
      validation: { kind: 'share', share: 0.3 },
      schedule: 'constant',
      stopping: { tolerance: null, patience: 4, seconds: null },
    });
    assert.equal(result.endedBy, 'patience');
    const best = Math.min(...result.epochs.map(({ validationLoss }) => validationLoss!));
    assertNear(result.validationLoss!, best, FLOAT32);
  });

  it('pauses, makes single steps, resumes and ends as an undisturbed one', async () => {
    const settings = { epochs: 6, batchSize: 30 };
    const { run } = await openOnGpu(sample, settings);
    run.control.pause();
    const ended = run.run();
    run.control.step();
    await stepsOf(run, 1);
    run.control.step();
    run.control.step();
    await stepsOf(run, 3);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(run.stepLosses.stepCount, 3);
    run.control.resume();
    assert.deepEqual((await ended).epochs, (await trainOnGpu(sample, settings)).epochs);
  });

  it('hears a stop soon, and keeps what there is', async () => {
    const { run } = await openOnGpu(sample, { epochs: 100_000 });
    const ended = run.run();
    await stepsOf(run, 200);
    const before = run.stepLosses.stepCount;
    run.control.stop();
    const result = await ended;
    // What was submitted is still answered, and nothing after it.
    const after = run.stepLosses.stepCount - before;
    assert.ok(after <= MOST_SUBMITTED, `${after} steps after the stop`);
    assert.equal(result.endedBy, 'stopped');
    assert.ok(result.gapToExact! > -1e-13 && result.gapToExact! < 1);
  });

  for (const file of ['cars', 'trees', 'airquality'])
    it(`comes near the exact answer with default settings: r/${file}.csv`, async () => {
      const { gapToExact } = await trainOnGpu(certifiedSample(file));
      assert.ok(gapToExact! < 0.01, String(gapToExact));
    });
});

describe('a training run that loses its GPU', function () {
  this.timeout(60_000);

  for (const settings of [
    {},
    { optimiser: 'momentum', batchSize: 'all' },
    { optimiser: 'adam', epochs: 60 },
    { averaging: true, epochs: 60 },
  ] as const)
    it(`goes on with the kernel, and arrives: ${JSON.stringify(settings)}`, async () => {
      const { run, crash } = await openOnGpu(sample, settings);
      const half = (run.parts.plan.stepsPerEpoch * run.parts.plan.epochs.value) / 1.5;
      const ended = run.run();
      await stepsOf(run, half);
      crash();
      const result = await ended;
      assert.equal(result.endedBy, 'epochs');
      // The failed call's batches were made again: not one is missing, none is there twice.
      assert.equal(result.stepCount, run.parts.plan.stepsPerEpoch * run.parts.plan.epochs.value);
      assert.ok(result.gapToExact! < 0.01, String(result.gapToExact));
      assert.equal(result.backend.kind, 'cpu');
      assert.match(result.backend.reason, /^WebGPU, .* was lost after step \d+$/);
      assert.ok(codes(result).includes('train/gpu-lost') && !codes(result).includes('train/float32'));
      const warning = result.warnings.find(({ code }) => code === 'train/gpu-lost')!;
      const step = Number(/after step (\d+)/.exec(warning.message)![1]);
      assert.ok(step >= half && step < result.stepCount, warning.message);
    });

  it('before its first update, too', async () => {
    const { run, crash } = await openOnGpu(sample, { epochs: 20 });
    crash();
    const result = await run.run();
    const kernel = await train(sample, { epochs: 20 });
    assert.deepEqual(result.epochs, kernel.epochs);
    assert.equal(result.backend.kind, 'cpu');
  });

  it('while it is paused, and hears of it with the next step', async () => {
    const { run, crash } = await openOnGpu(sample, { epochs: 20 });
    run.control.step();
    const ended = run.run();
    await stepsOf(run, 1);
    crash();
    run.control.step();
    await stepsOf(run, 2);
    assert.equal(run.backend.kind, 'cpu');
    run.control.resume();
    assert.equal((await ended).endedBy, 'epochs');
  });
});

/** The last numeric column on all other numeric columns. */
function certifiedSample(file: string): Sample {
  const table = certifiedTable(`r/${file}.csv`);
  const names = table.columns.map(({ name }) => name);
  return { table, spec: specFromColumns(names.at(-1)!, names.slice(0, -1)) };
}
