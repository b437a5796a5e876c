import type { GpuEngine } from '../../core/train/gpuEngine.js';
import { Channel, type Port } from '../../protocol/channel.js';
import type { GpuSide, GpuUserSide } from '../../protocol/gpuContract.js';
import { gpuLost } from './gpuFailures.js';

/** An engine at the other end of a port, and how to tell it that the other end is gone. */
export type RemoteEngine = GpuEngine & { lose(reason: string): void };

/** `end` is called once, when the engine is closed or lost. */
export function remoteEngine(port: Port, end: () => void): RemoteEngine {
  const channel: Channel<GpuUserSide, GpuSide> = new Channel(port, {});
  let lostReason: string | undefined;
  const call: typeof channel.call = (...args) =>
    lostReason === undefined ? channel.call(...args) : Promise.reject(gpuLost(lostReason));
  const lose = (reason: string) => {
    if (lostReason !== undefined) return;
    lostReason = reason;
    channel.dispose(gpuLost(reason));
    end();
  };
  return {
    open: (shape) => call('open', shape),
    fill: (rows) => call('fill', rows),
    start: (start) => call('start', start),
    startAveraging: () => call('startAveraging', null),
    runSteps: (steps) => call('runSteps', steps),
    meanLoss: (part) => call('meanLoss', part),
    countRows: (counts) => call('countRows', counts),
    startModels: (start) => call('startModels', start),
    runModels: (steps) => call('runModels', steps),
    modelLosses: () => call('modelLosses', null),
    timeSum: (vectors) => call('timeSum', vectors),
    close: () => lose('it was closed'),
    lose,
  };
}
