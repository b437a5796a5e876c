import type { GpuEngine } from '../../core/train/gpuEngine.js';
import { Channel, type Port } from '../../protocol/channel.js';
import type { GpuSide, GpuUserSide } from '../../protocol/gpuContract.js';

/** Answers for an engine at the other end of a port. */
export function serveEngine(engine: GpuEngine, port: Port): Channel<GpuSide, GpuUserSide> {
  return new Channel(port, {
    open: (shape) => engine.open(shape),
    fill: (rows) => engine.fill(rows),
    start: (start) => engine.start(start),
    startAveraging: () => engine.startAveraging(),
    runSteps: (steps) => engine.runSteps(steps),
    meanLoss: (part) => engine.meanLoss(part),
    countRows: (counts) => engine.countRows(counts),
    startModels: (start) => engine.startModels(start),
    runModels: (steps) => engine.runModels(steps),
    modelLosses: () => engine.modelLosses(),
    timeSum: (vectors) => engine.timeSum(vectors),
  });
}
