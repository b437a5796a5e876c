import assert from 'node:assert/strict';
import type { GpuEngine } from '../../../src/core/train/gpuEngine.js';
import { LOSSES, OPTIMISERS } from '../../../src/core/train/hyperparameters.js';
import { KernelTrainer } from '../../../src/core/train/kernelTrainer.js';
import type { TrainerSetup } from '../../../src/core/train/trainer.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { modelsAgreeWithTheKernel } from './modelsAgreement.js';
import { filledEngine, type Rows } from './processEngine.js';
import { assertClose, sampleRows } from './sampleRows.js';

const N = 45;
const VALIDATION = 70;

async function kernelTrainer(width: number, hasIntercept: boolean): Promise<KernelTrainer> {
  const shape = { trainingCount: N, validationCount: VALIDATION, featureCount: width, hasIntercept };
  const trainer = new KernelTrainer(await loadKernel(), shape);
  for (const [part, rows] of Object.entries({ training: sampleRows(width, N), validation: more(width) })) {
    const store = trainer.store(part as 'training' | 'validation');
    store.targets.set(rows.targets);
    for (let i = 0; i < rows.targets.length; i++)
      store.rows.set(rows.values.subarray(i * width, (i + 1) * width), i * trainer.stride);
  }
  return trainer;
}

function more(width: number): Rows {
  return sampleRows(width, VALIDATION, 8);
}

type Case = { setup: TrainerSetup; width: number; hasIntercept?: boolean; averagesFrom?: number };

/** The same updates on the engine and on the kernel, in double precision: losses, gradient, parameters, mean losses. */
async function compare(engine: GpuEngine, { setup, width, hasIntercept = true, averagesFrom }: Case) {
  const kernel = await kernelTrainer(width, hasIntercept);
  const size = 0.5 / Math.sqrt(width || 1);
  const parameters = Float64Array.from({ length: width + 1 }, (_, k) =>
    Math.fround(k < width ? size * (k % 2 ? 1 : -1) : hasIntercept ? 0.75 : 0),
  );
  const start = { ...setup, parameters };
  await engine.start(start);
  kernel.start(start);
  const batchCount = Math.ceil(N / setup.batchSize);
  const batches = Int32Array.from({ length: 2 * batchCount + 20 }, (_, i) => (i * 5) % batchCount);
  const rates = Float64Array.from(batches, (_, i) => 0.02 / (1 + i / 10));
  // A sum of k terms is off by at most k half units of the last place; 4 for the size of what is summed.
  const tolerance = 4 * (width + Math.min(N, setup.batchSize) + batches.length) * 2 ** -24;
  for (const [from, to] of [[0, 7] as const, [7, batches.length] as const]) {
    if (averagesFrom === from) {
      await engine.startAveraging();
      kernel.startAveraging();
    }
    const some = { batches: batches.slice(from, to), rates: rates.slice(from, to) };
    const steps = await engine.runSteps(some);
    const expected = await kernel.runSteps({ ...some, limit: Infinity }, () => {});
    assertClose(steps.losses, expected, tolerance, 'losses');
    assertClose(steps.gradient, kernel.gradient(), tolerance, 'gradient');
    assertClose(steps.parameters, kernel.parameters(), tolerance, 'parameters');
  }
  for (const part of ['training', 'validation'] as const)
    assertClose(
      [await engine.meanLoss({ part })],
      [await kernel.meanLoss(part, () => {})],
      tolerance,
      `mean loss in ${part}`,
    );
}

const setup: TrainerSetup = {
  ...{ batchSize: 8, loss: 'squared', bend: 0.5, optimiser: 'sgd', momentum: 0.9, l2: 0 },
};

/** What an engine must do, wherever it is: to be called inside a `describe`. */
export function agreesWithTheKernel(open: () => Promise<GpuEngine>): void {
  /** Engines by width and intercept: a start forgets what was, so that one process serves many cases. */
  const engines = new Map<string, Promise<GpuEngine>>();
  const engineFor = (width: number, hasIntercept = true) => {
    const key = `${width} ${hasIntercept}`;
    const shape = { trainingCount: N, validationCount: VALIDATION, featureCount: width, hasIntercept };
    const rows = { training: sampleRows(width, N), validation: more(width) };
    const opened = engines.get(key) ?? open().then((engine) => filledEngine(engine, shape, rows));
    engines.set(key, opened);
    return opened;
  };
  const check = async (options: Case) =>
    compare(await engineFor(options.width, options.hasIntercept), options);

  after(async () => {
    for (const engine of engines.values()) (await engine).close();
  });

  for (const loss of LOSSES)
    for (const optimiser of OPTIMISERS)
      it(`${loss}, ${optimiser}`, () => check({ width: 10, setup: { ...setup, loss, optimiser } }));

  for (const batchSize of [1, 2, 7, 32, N])
    it(`batches of ${batchSize}`, () => check({ width: 10, setup: { ...setup, batchSize } }));

  for (const width of [0, 1, 2, 257])
    it(`${width} features`, () => check({ width, setup: { ...setup, optimiser: 'momentum' } }));

  it('a penalty', () => check({ width: 10, setup: { ...setup, l2: 0.3 } }));
  it('no intercept', () => check({ width: 2, setup, hasIntercept: false }));
  it('the mean of the iterates', () => check({ width: 10, setup, averagesFrom: 0 }));
  it('the mean of the later iterates', () =>
    check({ width: 10, setup: { ...setup, optimiser: 'adam' }, averagesFrom: 7 }));

  modelsAgreeWithTheKernel(open);

  it('gives the same bits again', async () => {
    const engine = await engineFor(10);
    const runs = [];
    for (let i = 0; i < 2; i++) {
      await engine.start({ ...setup, optimiser: 'momentum', parameters: new Float64Array(11) });
      const batches = Int32Array.from({ length: 60 }, (_, step) => step % 6);
      runs.push(await engine.runSteps({ batches, rates: new Float64Array(60).fill(0.03) }));
    }
    assert.deepEqual(runs[0], runs[1]);
  });

  it('answers for no step at all', async () => {
    const engine = await engineFor(2);
    const parameters = Float64Array.of(1, 2, 3);
    await engine.start({ ...setup, parameters });
    const steps = await engine.runSteps({ batches: new Int32Array(), rates: new Float64Array() });
    assert.deepEqual(steps, { losses: new Float64Array(), parameters, gradient: new Float64Array(3) });
  });

  it('tells a divergence by its losses', async () => {
    const engine = await engineFor(2);
    await engine.start({ ...setup, parameters: new Float64Array(3) });
    const steps = { batches: new Int32Array(40), rates: new Float64Array(40).fill(1e4) };
    assert.ok(!((await engine.runSteps(steps)).losses.at(-1)! <= 1e30));
  });
}
