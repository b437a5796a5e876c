import assert from 'node:assert/strict';
import { LOSSES, type Loss, OPTIMISERS, type Optimiser } from '../../../src/core/train/hyperparameters.js';
import { KernelTrainer } from '../../../src/core/train/kernelTrainer.js';
import { ModelsTrainer } from '../../../src/core/train/modelsTrainer.js';
import { Generator } from '../../../src/core/train/random.js';
import type { TrainerStart } from '../../../src/core/train/trainer.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';

const breathe = () => {};
/** Rows that make two whole blocks and a rest, batches with a short last one. */
const N = 611;
const BATCH = 100;
const BATCHES = Int32Array.of(3, 6, 0, 5, 1, 2, 4, 6, 0, 3);
const FACTORS = Float64Array.from(BATCHES, (_, step) => 1 / (1 + step));

type Rows = { x: readonly (readonly number[])[]; y: readonly number[] };

function sampleRows(width: number, count = N): Rows {
  const generator = new Generator(7, 'weights');
  const x = Array.from({ length: count }, () => Array.from({ length: width }, () => generator.normal()));
  return { x, y: x.map(() => Math.floor(4 * generator.unit())) };
}

async function kernelWith({ x, y }: Rows) {
  const kernel = await loadKernel();
  const shape = {
    ...{ trainingCount: y.length, validationCount: 0 },
    ...{ featureCount: x[0]!.length, hasIntercept: true },
  };
  const trainer = new KernelTrainer(kernel, shape);
  const store = trainer.store('training');
  for (const [i, row] of x.entries()) store.rows.set(row, i * trainer.stride);
  store.targets.set(y);
  return { kernel, rows: { kernel: trainer, shape } };
}

const startOf = (width: number, loss: Loss = 'squared', optimiser: Optimiser = 'sgd'): TrainerStart => ({
  ...{ batchSize: BATCH, loss, bend: 0.4, optimiser, momentum: 0.8, l2: 0.1 },
  parameters: Float64Array.from({ length: width + 1 }, (_, k) => 0.2 + 0.01 * k),
});

/** Blocks of rows are added up in another order than single models do it. */
function assertClose(actual: Float64Array, expected: Float64Array, what: string): void {
  for (const [k, value] of expected.entries())
    assert.ok(Math.abs(actual[k]! - value) < 1e-12 * Math.max(1, Math.abs(value)), `${what}: ${actual[k]}`);
}

describe('many models on the same batches', () => {
  // Expected: what the kernel's single-model steps come to, one model after the other.
  for (const [width, count] of [
    [1, 3],
    [7, 6],
    [130, 9],
  ] as const)
    for (const loss of LOSSES)
      for (const optimiser of OPTIMISERS)
        it(`go where each goes alone: ${count} x ${width}, ${loss}, ${optimiser}`, async () => {
          const { kernel, rows } = await kernelWith(sampleRows(width));
          const models = new ModelsTrainer(kernel, rows, { count, areRowsCounted: false });
          const rates = Float64Array.from({ length: count }, (_, model) => 0.002 * (model + 1));
          const start = startOf(width, loss, optimiser);
          models.start({ ...start, rates });
          models.startAveraging();
          await models.runSteps({ batches: BATCHES, factors: FACTORS, limit: 1e9 }, breathe);
          const losses = await models.meanLosses('training', breathe);
          const alone = rows.kernel;
          for (const [model, rate] of rates.entries()) {
            alone.start(start);
            alone.startAveraging();
            const own = FACTORS.map((factor) => factor * rate);
            await alone.runSteps({ batches: BATCHES, rates: own, limit: 1e9 }, breathe);
            assertClose(models.parameters(model), alone.parameters(), `model ${model}`);
            const loss = await alone.meanLoss('training', breathe);
            assertClose(losses.subarray(model, model + 1), Float64Array.of(loss), 'loss');
          }
        });

  // Expected: the same steps on a file in which each row stands as often as it counts.
  it('count rows as if they stood there so often', async () => {
    const width = 5;
    const sample = sampleRows(width, 40);
    const counts = Uint8Array.from(sample.y, (_, i) => (i % 4 === 0 ? 2 : i % 4 === 1 ? 0 : 1));
    const { kernel, rows } = await kernelWith(sample);
    const models = new ModelsTrainer(kernel, rows, { count: 2, areRowsCounted: true });
    models.setCounts(0, new Uint8Array(40).fill(1));
    models.setCounts(1, counts);
    const start = { ...startOf(width), batchSize: 40 };
    const [batches, factors] = [new Int32Array(8), new Float64Array(8).fill(1)];
    models.start({ ...start, rates: Float64Array.of(0.1, 0.1) });
    await models.runSteps({ batches, factors, limit: 1e9 }, breathe);
    const losses = await models.meanLosses('training', breathe);
    const standing = [...sample.y.keys()].flatMap((i) => new Array<number>(counts[i]!).fill(i));
    const expanded = { x: standing.map((i) => sample.x[i]!), y: standing.map((i) => sample.y[i]!) };
    for (const [model, file] of [sample, expanded].entries()) {
      const alone = (await kernelWith(file)).rows.kernel;
      alone.start(start);
      await alone.runSteps({ batches, rates: factors.map(() => 0.1), limit: 1e9 }, breathe);
      assertClose(models.parameters(model), alone.parameters(), `model ${model}`);
      assertClose(
        losses.subarray(model, model + 1),
        Float64Array.of(await alone.meanLoss('training', breathe)),
        'loss',
      );
    }
  });

  it('end one by one: a model that diverges leaves the others alone', async () => {
    const width = 3;
    const { kernel, rows } = await kernelWith(sampleRows(width));
    const run = async (rates: Float64Array) => {
      const models = new ModelsTrainer(kernel, rows, { count: rates.length, areRowsCounted: false });
      models.start({ ...startOf(width), rates });
      await models.runSteps({ batches: BATCHES, factors: new Float64Array(10).fill(1), limit: 1e6 }, breathe);
      return models;
    };
    const pair = await run(Float64Array.of(0.1, 0.2));
    // The next models take the same memory.
    const alone = [pair.parameters(0), pair.parameters(1)];
    const together = await run(Float64Array.of(1e200, 0.1, 40, 0.2));
    assert.deepEqual(together.parameters(1), alone[0]);
    assert.deepEqual(together.parameters(3), alone[1]);
    // The first step is made on finite losses; the second one sees what came of it.
    assert.equal(together.endedAt[0], 1);
    assert.ok(together.endedAt[2]! > 1);
    assert.deepEqual([together.endedAt[1], together.endedAt[3]], [-1, -1]);
    const losses = await together.meanLosses('training', breathe);
    assert.ok(Number.isNaN(losses[0]) && Number.isFinite(losses[1]!));
  });

  it('slice batches that take longer than a breath, and come to the same', async () => {
    const width = 199;
    const sample = sampleRows(width, 1500);
    const { kernel, rows } = await kernelWith(sample);
    const models = new ModelsTrainer(kernel, rows, { count: 80, areRowsCounted: false });
    let breaths = 0;
    const start = { ...startOf(width), batchSize: 1500 };
    models.start({ ...start, rates: new Float64Array(80).fill(0.01) });
    const steps = { batches: new Int32Array(2), factors: Float64Array.of(1, 1), limit: 1e9 };
    await models.runSteps(steps, () => {
      breaths++;
    });
    assert.ok(breaths > 2, String(breaths));
    rows.kernel.start(start);
    const rates = new Float64Array(2).fill(0.01);
    await rows.kernel.runSteps({ batches: steps.batches, rates, limit: 1e9 }, breathe);
    assertClose(models.parameters(79), rows.kernel.parameters(), 'parameters');
  });

  it('say how many fit where so many do not', async () => {
    const { kernel, rows } = await kernelWith(sampleRows(3, 20_000));
    const shape = { count: 1_000_000, areRowsCounted: true };
    let fits = 0;
    assert.throws(
      () => new ModelsTrainer(kernel, { ...rows, kernel: limited(rows.kernel, 1e8) }, shape),
      (error: { code: string; message: string; details: { replacement: string } }) => {
        assert.equal(error.code, 'train/too-many-models');
        fits = Number(error.details.replacement);
        assert.match(
          error.message,
          new RegExp(`^1000000 models on 20000 rows of 3 features .*; ${fits} fit`),
        );
        return true;
      },
    );
    assert.ok(fits > 1000, String(fits));
    new ModelsTrainer(
      kernel,
      { ...rows, kernel: limited(rows.kernel, 1e8) },
      { count: fits, areRowsCounted: true },
    );
  });
});

/** A kernel whose memory behind the rows ends after `most` bytes. */
function limited(trainer: KernelTrainer, most: number): KernelTrainer {
  const copy: KernelTrainer = Object.create(trainer);
  copy.roomBehind = (bytes) => {
    if (bytes > most) throw new RangeError('no more memory');
    return trainer.roomBehind(bytes);
  };
  return copy;
}
