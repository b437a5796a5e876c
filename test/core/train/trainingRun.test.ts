import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import { openTraining } from '../../../src/core/train/openTraining.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { open, sampleOf, scaledSample, train } from './sampleTables.js';

const sample = scaledSample(300, [1, 5]);

async function codeOf(work: Promise<unknown>): Promise<GausslineError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof GausslineError, String(error));
    return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('a training run', () => {
  it('repeats bit for bit with the same seed, and not with another', async () => {
    const settings = {
      seed: 3,
      validation: { kind: 'share', share: 0.2 },
      initialWeights: 'normal',
    } as const;
    const first = await train(sample, settings);
    const again = await train(sample, settings);
    const other = await train(sample, { ...settings, seed: 4 });
    assert.deepEqual(again.epochs, first.epochs);
    assert.deepEqual(again.coefficients, first.coefficients);
    assert.notDeepEqual(other.epochs, first.epochs);
  });

  it('records epoch 0, every epoch and every step', async () => {
    const run = await open(sample, { epochs: 4, batchSize: 50 });
    const { epochs, stepCount } = await run.run();
    assert.deepEqual(
      epochs.map(({ epoch }) => epoch),
      [0, 1, 2, 3, 4],
    );
    assert.equal(stepCount, 24);
    assert.equal(run.stepLosses.series().low.length, 24);
    // Before the first update every prediction is the mean: half the target's variance.
    const y = sample.table.columns.at(-1)!;
    assert.ok(y.kind === 'number');
    const values = y.blocks[0]!;
    const mean = values.reduce((sum, value) => sum + value, 0) / 300;
    const half = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 600;
    assert.ok(Math.abs(epochs[0]!.trainLoss - half) < 1e-12 * half);
  });

  for (const optimiser of ['sgd', 'momentum', 'adam'] as const)
    for (const averaging of [false, true])
      it(`comes near the exact answer: ${optimiser}, averaging ${averaging}`, async () => {
        const { gapToExact } = await train(sample, { optimiser, averaging, batchSize: 32 });
        assert.ok(gapToExact! < 0.01, String(gapToExact));
      });

  for (const schedule of ['constant', 'inverse', 'cosine'] as const)
    it(`takes the schedule ${schedule}`, async () => {
      const { gapToExact } = await train(sample, { schedule });
      assert.ok(gapToExact! < 0.2, String(gapToExact));
    });

  it('shrinks the weights with a penalty, and then knows no exact minimum', async () => {
    const free = await train(sample);
    const held = await train(sample, { l2: 1 });
    assert.equal(held.gapToExact, null);
    // Uncorrelated standardised features: a penalty of 1 halves the weights, up to their small correlation.
    const ratio = held.coefficients[1]!.estimate! / free.coefficients[1]!.estimate!;
    assert.ok(Math.abs(ratio - 0.5) < 0.1, String(ratio));
  });

  it('finds the median with the absolute loss', async () => {
    // Six values without a feature but noise far off: the intercept goes to the median of y, 3, not to its mean, 22.
    const table = sampleOf({ y: [1, 2, 3, 4, 100] });
    const { coefficients } = await train(table, { loss: 'absolute', epochs: 4000 });
    assert.ok(Math.abs(coefficients[0]!.estimate! - 3) < 0.1, String(coefficients[0]!.estimate));
  });

  it('finds the mean count with both Poisson losses', async () => {
    // Without features both have the mean as their minimum: 2, and its logarithm.
    const table = sampleOf({ y: [0, 1, 2, 3, 4] });
    const mean = await train(table, { loss: 'poisson-identity' });
    const log = await train(table, { loss: 'poisson-log' });
    assert.ok(Math.abs(mean.coefficients[0]!.estimate! - 2) < 1e-6);
    assert.ok(Math.abs(log.coefficients[0]!.estimate! - Math.log(2)) < 1e-6);
  });

  it('trains without an intercept', async () => {
    const table = sampleOf({ a: [1, 2, 3], y: [2, 4.5, 6] });
    const spec = { ...table.spec, formula: 'y ~ a - 1', hasIntercept: false };
    const { coefficients } = await train({ ...table, spec });
    // Sum of products over sum of squares: (2 + 9 + 18) / 14.
    assert.deepEqual(coefficients.length, 1);
    assert.ok(Math.abs(coefficients[0]!.estimate! - 29 / 14) < 1e-9);
  });
});

describe('a training run under control', () => {
  it('pauses, makes single steps, resumes and ends as an undisturbed one', async () => {
    const settings = { epochs: 5, batchSize: 30 };
    const run = await open(sample, settings);
    run.control.pause();
    const ended = run.run();
    await turns();
    assert.equal(run.stepLosses.stepCount, 0);
    run.control.step();
    await turns();
    assert.equal(run.stepLosses.stepCount, 1);
    run.control.step();
    run.control.step();
    await turns();
    assert.equal(run.stepLosses.stepCount, 3);
    run.control.resume();
    assert.deepEqual((await ended).epochs, (await train(sample, settings)).epochs);
  });

  it('stops and keeps what there is', async () => {
    const run = await open(sample, { epochs: 1000 });
    const result = await run.run(({ epochs, control }) => {
      if (epochs.length === 4) control.stop();
    });
    assert.equal(result.endedBy, 'stopped');
    assert.equal(result.epochs.length, 4);
    assert.ok(result.trainLoss < result.epochs[0]!.trainLoss);
  });

  it('stops out of a pause', async () => {
    const run = await open(sample);
    run.control.pause();
    const ended = run.run();
    await turns();
    run.control.stop();
    assert.equal((await ended).endedBy, 'stopped');
  });

  it('calls the checkpoint often enough for a thread to breathe', async () => {
    const spans: number[] = [];
    let last = 0;
    const checkpoint = () => {
      spans.push(performance.now() - last);
      last = performance.now();
    };
    const big = scaledSample(60_000, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const hyperparameters = { epochs: 5, batchSize: 'all' } as const;
    const run = await openTraining(big.table, big.spec, { hyperparameters, loadKernel, checkpoint });
    spans.length = 0;
    last = performance.now();
    await run.run();
    // A single span may be the machine's, which had something else to do.
    const [longest, second = 0] = spans.sort((a, b) => b - a);
    assert.ok(second < 100, `${second} ms, ${longest} ms of ${spans.length} spans`);
  });

  it('ends by tolerance, by time and by patience', async () => {
    const stopping = { tolerance: null, patience: null, seconds: null };
    const flat = await train(sample, { stopping: { ...stopping, tolerance: 1e-3 } });
    assert.equal(flat.endedBy, 'tolerance');
    const late = await train(sample, {
      epochs: 1e6,
      schedule: 'constant',
      stopping: { ...stopping, seconds: 0.02 },
    });
    assert.equal(late.endedBy, 'time');
    const patient = await train(sample, {
      validation: { kind: 'share', share: 0.3 },
      schedule: 'constant',
      stopping: { ...stopping, patience: 5 },
    });
    assert.equal(patient.endedBy, 'patience');
    const best = Math.min(...patient.epochs.map(({ validationLoss }) => validationLoss!));
    assert.equal(patient.validationLoss, best);
  });
});

describe('rows held back', () => {
  it('by share, by order and by column', async () => {
    const a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const table = sampleOf({
      a,
      held: [0, 1, 0, 0, 1, 0, 0, 0, 0, 0],
      y: a.map((value) => (value % 3) + value),
    });
    const spec = specFromColumns('y', ['a']);
    const counts = async (validation: Parameters<typeof train>[1]) => {
      const { parts } = await open({ ...table, spec }, validation);
      return [parts.rowCount, parts.validationCount];
    };
    assert.deepEqual(await counts({ validation: { kind: 'share', share: 0.2 } }), [8, 2]);
    assert.deepEqual(await counts({ validation: { kind: 'order', share: 0.3 } }), [7, 3]);
    assert.deepEqual(await counts({ validation: { kind: 'column', column: 'held' } }), [8, 2]);
    assert.deepEqual(await counts({ validation: { kind: 'share', share: 0 } }), [10, 0]);
    assert.deepEqual(await counts({ validation: { kind: 'share', share: 0.001 } }), [9, 1]);
  });

  it('are measured with the parameters of the others', async () => {
    // The last two rows lie 10 above the line of the first eight, which is exact: half of 10 squared.
    const a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const table = sampleOf({ a, y: a.map((value) => 2 * value + (value > 8 ? 10 : 0)) });
    const result = await train(table, { validation: { kind: 'order', share: 0.2 } });
    assert.ok(Math.abs(result.validationLoss! - 50) < 1e-4, String(result.validationLoss));
    assert.ok(result.trainLoss < 1e-8);
  });
});

describe('bad settings', () => {
  for (const learningRate of [0, -0.1, Number.NaN, Infinity])
    it(`learning rate ${learningRate}`, async () => {
      const { code, message } = await codeOf(train(sample, { learningRate }));
      assert.equal(code, 'train/learning-rate');
      assert.ok(message.includes(String(learningRate)));
    });

  // Adam's steps are as long as the rate, however steep the loss: with 50 it strays and, with a falling rate, returns.
  for (const optimiser of ['sgd', 'momentum', 'adam'] as const)
    for (const learningRate of optimiser === 'adam' ? [1e300] : [50, 1e300])
      it(`learning rate ${learningRate} with ${optimiser}: at once, with one that works`, async () => {
        const run = await open(sample, { learningRate, optimiser, epochs: 30 });
        const { code, details } = await codeOf(run.run());
        assert.equal(code, 'train/diverged');
        assert.ok(run.epochs.length >= 1);
        const result = await train(sample, {
          learningRate: Number(details.replacement),
          optimiser,
          epochs: 30,
        });
        assert.ok(result.trainLoss < result.epochs[0]!.trainLoss);
      });

  it('a batch larger than n takes all rows and says so', async () => {
    const result = await train(sample, { batchSize: 1000 });
    assert.deepEqual(
      result.warnings.map(({ code }) => code),
      ['train/batch-larger-than-rows'],
    );
    assert.equal(result.stepCount, result.epochs.length - 1);
  });

  for (const share of [1, 1.5, -0.1, Number.NaN, 0.9999])
    it(`validation share ${share}`, async () => {
      const { code } = await codeOf(train(sample, { validation: { kind: 'share', share } }));
      assert.equal(code, 'train/validation-share');
    });

  it('a validation column that is not there, or holds back nothing', async () => {
    const column = (name: string) => train(sample, { validation: { kind: 'column', column: name } });
    assert.equal((await codeOf(column('nobody'))).code, 'train/validation-column');
    assert.equal((await codeOf(column('x0'))).code, 'train/validation-column');
  });

  it('a constant feature is left out, as in the fit', async () => {
    const { coefficients } = await train(sampleOf({ a: [1, 2, 3, 4], c: [5, 5, 5, 5], y: [1, 3, 2, 5] }));
    assert.equal(coefficients[2]!.estimate, null);
    assert.equal(coefficients[2]!.name, 'c');
  });

  it('a Poisson loss with a target below zero', async () => {
    const error = await codeOf(train(sampleOf({ a: [1, 2, 3], y: [1, -2, 3] }), { loss: 'poisson-log' }));
    assert.equal(error.code, 'train/negative-target');
    assert.match(error.message, /`y` has -2;/);
  });

  it('too few rows, as in the fit', async () => {
    const { code } = await codeOf(train(sampleOf({ a: [1, 2], y: [1, 2] })));
    assert.equal(code, 'fit/too-few-rows');
  });

  for (const settings of [{ l2: -1 }, { momentum: 1 }, { epochs: 0 }, { batchSize: 2.5 }, { seed: 0.5 }])
    it(JSON.stringify(settings), async () => {
      const { code } = await codeOf(train(sample, settings));
      assert.match(code, /^train\/(hyperparameter|epochs|batch-size)$/);
    });
});

/** Lets everything that waits go on. */
async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}
