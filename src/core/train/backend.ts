import { adapterName, type GpuAdapter } from './gpuAdapter.js';

export type BackendChoice = 'auto' | 'cpu' | 'gpu';

/** What really runs, in words for the user: `reason` says why this one. */
export type Backend = { kind: 'cpu' | 'gpu'; name: string; reason: string };

/** What a run computes. */
export type Work = { batchSize: number; featureCount: number; stepsPerEpoch: number };

/**
 * Numbers (batch x features) to a step from which on a GPU is faster than the kernel: the kernel goes through about
 * 1.7e9 a second, and a step of tfjs takes about 250 us to enqueue, however small. Reasoned from measurements without a
 * GPU, for seven programs to a step where ours has two, and not yet measured on a real one: `test/bench/gpu.mjs` does.
 */
const BREAK_EVEN = 4e5;
/** Numbers the kernel goes through while one answer comes back from a GPU (assumed to take 1 ms). */
const READBACK = 1.7e6;
/** Of the steps' losses and of the loss over all rows. */
const READBACKS_AN_EPOCH = 2;

/** Where to train, and the first half of the reason: a pure function of the wish and the work. */
export function chooseBackend(choice: BackendChoice, work: Work): Pick<Backend, 'kind' | 'reason'> {
  const { batchSize, featureCount, stepsPerEpoch } = work;
  const size = batchSize * featureCount;
  const words = `batch x features = ${batchSize} x ${featureCount} = ${size}`;
  if (featureCount === 0) return { kind: 'cpu', reason: 'no feature, so no work for a GPU' };
  if (choice !== 'auto') return { kind: choice, reason: `${words}, as chosen` };
  return size < BREAK_EVEN + (READBACKS_AN_EPOCH * READBACK) / stepsPerEpoch
    ? { kind: 'cpu', reason: `${words}; a GPU would be slower` }
    : { kind: 'gpu', reason: `${words}, enough for a GPU` };
}

export function cpuBackend(reason: string): Backend {
  return { kind: 'cpu', name: 'CPU kernel', reason };
}

export function gpuBackend(adapter: GpuAdapter, reason: string): Backend {
  return { kind: 'gpu', name: adapterName(adapter), reason };
}

/** What a plan says before anything was tried. */
export function gpuLater(reason: string): Backend {
  return { kind: 'gpu', name: 'GPU', reason: `tried when the run begins; ${reason}` };
}
