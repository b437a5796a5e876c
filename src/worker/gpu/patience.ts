import type { GpuEngine } from '../../core/train/gpuEngine.js';
import { gpuLost } from './gpuFailures.js';

/** How long an answer may take, in milliseconds. */
export type Patience = { open: number; call: number };

/** A driver may compile for seconds, and a processor that plays a GPU may take many for one step. */
const PATIENCE: Patience = { open: 30_000, call: 120_000 };

/** The engine, but a call without an answer in time is the end of it: a driver that hangs would hold a run for ever. */
export function withPatience(engine: GpuEngine, patience: Patience = PATIENCE): GpuEngine {
  const within = <T>(answer: Promise<T>, milliseconds: number): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(gpuLost(`it gave no answer for ${milliseconds / 1000} s`));
        engine.close();
      }, milliseconds);
      void answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  return {
    open: (shape) => within(engine.open(shape), patience.open),
    fill: (rows) => within(engine.fill(rows), patience.call),
    start: (start) => within(engine.start(start), patience.call),
    startAveraging: () => within(engine.startAveraging(), patience.call),
    runSteps: (steps) => within(engine.runSteps(steps), patience.call),
    meanLoss: (part) => within(engine.meanLoss(part), patience.call),
    countRows: (counts) => within(engine.countRows(counts), patience.call),
    startModels: (start) => within(engine.startModels(start), patience.call),
    runModels: (steps) => within(engine.runModels(steps), patience.call),
    modelLosses: () => within(engine.modelLosses(), patience.call),
    timeSum: (vectors) => within(engine.timeSum(vectors), patience.call),
    close: () => engine.close(),
  };
}
