// Our side of gpu.mjs: built into dist/test/bench by `node esbuild.js --tests`.

import { specFromColumns } from '../../src/core/model/formatFormula.js';
import type { Table } from '../../src/core/table/table.js';
import { gpuBackend } from '../../src/core/train/backend.js';
import type { OpenedGpu } from '../../src/core/train/gpuEngine.js';
import { GpuModelsTrainer } from '../../src/core/train/gpuModelsTrainer.js';
import { GpuTrainer } from '../../src/core/train/gpuTrainer.js';
import type { Hyperparameters } from '../../src/core/train/hyperparameters.js';
import type { ModelsKernel } from '../../src/core/train/kernel.js';
import { KernelTrainer } from '../../src/core/train/kernelTrainer.js';
import type { ManyModels } from '../../src/core/train/manyModels.js';
import { ModelsTrainer } from '../../src/core/train/modelsTrainer.js';
import { openTraining } from '../../src/core/train/openTraining.js';
import { Generator } from '../../src/core/train/random.js';
import type { Trainer, TrainerShape } from '../../src/core/train/trainer.js';
import { type RunParts, setupOf, TrainingRun } from '../../src/core/train/trainingRun.js';
import { openGpuProcess } from '../../src/worker/gpu/gpuProcess.node.js';
import { loadKernel } from '../../src/worker/loadKernel.js';
import { tableOf } from '../core/fit/tableOf.js';

/** One table, ready on the kernel and on the GPU. */
export type Both = OpenedGpu & {
  parts: RunParts;
  shape: TrainerShape;
  compiled: ModelsKernel;
  kernel: KernelTrainer;
  gpu: GpuTrainer;
  /** Milliseconds to start the process and its GPU, and to send the rows there. */
  openMs: number;
  fillMs: number;
};

export type Size = { rowCount: number; featureCount: number };

/** `processFile` is dist/gpu/process.js. */
export async function openBoth(
  size: Size,
  hyperparameters: Partial<Hyperparameters>,
  processFile: string,
): Promise<Both> {
  const table = randomTable(size);
  const names = table.columns.map(({ name }) => name);
  const spec = specFromColumns(names.at(-1)!, names.slice(0, -1));
  const compiled = await loadKernel();
  const { parts } = await openTraining(table, spec, {
    hyperparameters,
    loadKernel: () => Promise.resolve(compiled),
  });
  const kernel = parts.trainer;
  if (!(kernel instanceof KernelTrainer)) throw new Error('the CPU trains by the kernel');
  const shape = {
    ...{ trainingCount: size.rowCount, validationCount: 0 },
    ...{ featureCount: size.featureCount, hasIntercept: true },
  };
  const began = performance.now();
  const engine = openGpuProcess({ file: processFile });
  const adapter = await engine.open(shape);
  const opened = performance.now();
  const gpu = new GpuTrainer(kernel, shape, { engine, adapter });
  await gpu.sendRows(() => {});
  const times = { openMs: opened - began, fillMs: performance.now() - opened };
  return { parts, shape, compiled, kernel, gpu, engine, adapter, ...times };
}

/** Normal features, a target that is their sum with noise. */
function randomTable({ rowCount, featureCount }: Size): Table {
  const generator = new Generator(1, 'weights');
  const target = new Float64Array(rowCount).map(() => generator.normal());
  const columns: Record<string, Float64Array> = {};
  for (let k = 0; k < featureCount; k++) {
    const values = new Float64Array(rowCount).map(() => generator.normal());
    for (let i = 0; i < rowCount; i++) target[i]! += values[i]!;
    columns[`x${k}`] = values;
  }
  return tableOf({ ...columns, y: target });
}

/** The same run on either engine. */
export function runOn({ parts, gpu, adapter }: Both, kind: 'kernel' | 'gpu'): TrainingRun {
  if (kind === 'kernel') return new TrainingRun(parts);
  return new TrainingRun({ ...parts, trainer: gpu, backend: gpuBackend(adapter, 'bench') });
}

/** Seconds until the training loss is this share above the exact minimum; null where it never came there. */
export async function secondsTo(run: TrainingRun, gap: number, atMost: number): Promise<number | null> {
  let reached: number | null = null;
  await run.run(({ epochs, seconds, control }) => {
    if (reached === null && run.gapOf(epochs.at(-1)!.trainLoss)! <= gap) reached = seconds;
    if (reached !== null || seconds > atMost) control.stop();
  });
  return reached;
}

/** Milliseconds of a step, from calls of at least `callMs`: the fastest of three. */
export async function stepMs(trainer: Trainer, { plan }: RunParts, callMs: number): Promise<number> {
  await trainer.start({ ...setupOf(plan), parameters: new Float64Array(trainer.parameters().length) });
  const order = new Generator(1, 'batches');
  const time = async (count: number) => {
    const batches = Int32Array.from({ length: count }, () => order.below(plan.stepsPerEpoch));
    const began = performance.now();
    await trainer.runSteps({ batches, rates: new Float64Array(count).fill(1e-3), limit: 1e9 }, () => {});
    return performance.now() - began;
  };
  await time(1);
  let count = 1;
  while (count < 4096 && (await time(count)) < callMs) count *= 2;
  let fastest = Infinity;
  for (let round = 0; round < 3; round++) fastest = Math.min(fastest, (await time(count)) / count);
  return fastest;
}

/** Milliseconds of a step of so many models at once, on the kernel and on the GPU, which have the rows: of three, the fastest. */
export async function modelStepMs({ parts, shape, compiled, kernel, engine, adapter }: Both, count: number) {
  const models = new ModelsTrainer(compiled, { kernel, shape }, { count, areRowsCounted: false });
  const gpu = new GpuModelsTrainer(models, shape, { engine, adapter });
  const { plan } = parts;
  const start = {
    ...setupOf(plan),
    rates: new Float64Array(count).fill(1e-3),
    parameters: new Float64Array(shape.featureCount + 1),
  };
  const time = async (trainer: ManyModels) => {
    await trainer.start(start);
    let fastest = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3; round++) {
      const began = performance.now();
      const steps = { batches: new Int32Array(1), factors: Float64Array.of(1), limit: 1e9 };
      await trainer.runSteps(steps, () => {});
      fastest = Math.min(fastest, performance.now() - began);
    }
    return fastest;
  };
  const onGpu = await time(gpu);
  if (gpu.fallback !== null) throw new Error(gpu.fallback.warning.message);
  return { gpu: onGpu, kernel: await time(models) };
}

export { chooseBackend } from '../../src/core/train/backend.js';
