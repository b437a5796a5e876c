import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { GausslineError } from '../../core/errors.js';
import type { TimedSum, Vectors } from '../../core/train/gpuEngine.js';

type CpuBundle = { addOnCpu(vectors: Vectors): Promise<TimedSum> };

/**
 * tfjs on the CPU, out of the bundle that lies beside the GPU's.
 *
 * @throws GausslineError `train/gpu-not-available` where it does not.
 */
export async function addOnTfjsCpu(vectors: Vectors): Promise<TimedSum> {
  const file = path.join(__dirname, 'gpu', 'cpu.js');
  if (!existsSync(file))
    throw new GausslineError('train/gpu-not-available', 'tfjs for the CPU is not part of this installation.');
  const bundle: CpuBundle = createRequire(__filename)(file);
  return bundle.addOnCpu(vectors);
}
