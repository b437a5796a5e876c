import { GausslineError } from '../errors.js';

export type BackendChoice = 'auto' | 'cpu' | 'gpu';

/** What really runs, in words for the user: `reason` says why this one. */
export type Backend = { kind: 'cpu' | 'gpu'; name: string; reason: string };

/**
 * Chooses where to train: there is the kernel on the CPU and, so far, nothing else.
 *
 * @throws GausslineError `train/gpu-not-available` when the GPU was asked for.
 */
export function chooseBackend(choice: BackendChoice): 'cpu' {
  if (choice !== 'gpu') return 'cpu';
  throw new GausslineError(
    'train/gpu-not-available',
    'Training on a GPU is not supported yet; the kernel on the CPU is what there is.',
    'Choose auto or cpu.',
    { replacement: 'cpu' },
  );
}

/** The CPU kernel, and how much one step of it computes. */
export function cpuBackend(choice: BackendChoice, batchSize: number, featureCount: number): Backend {
  const size = `batch x features = ${batchSize} x ${featureCount} = ${batchSize * featureCount}`;
  return {
    kind: 'cpu',
    name: 'CPU kernel',
    reason: choice === 'cpu' ? `${size}, as chosen` : `${size}, no GPU in this version`,
  };
}
