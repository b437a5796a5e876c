import type { GpuEngine } from './gpuEngine.js';
import type { KernelTrainer } from './kernelTrainer.js';
import type { Breathe, Part, TrainerShape } from './trainer.js';

/** Numbers sent to the GPU at once: 4 MB of them. */
const PIECE_NUMBERS = 1 << 20;

/**
 * Copies all rows of the parts in `shape` from the kernel to the GPU, rounded to float32.
 *
 * @throws GausslineError `train/gpu-lost`, and what `breathe` throws.
 */
export async function sendRows(
  engine: Pick<GpuEngine, 'fill'>,
  kernel: KernelTrainer,
  { trainingCount, validationCount, featureCount }: TrainerShape,
  breathe: Breathe,
): Promise<void> {
  const rowsAtOnce = Math.max(1, Math.floor(PIECE_NUMBERS / featureCount));
  for (const part of ['training', 'validation'] as const) {
    const count = part === 'training' ? trainingCount : validationCount;
    for (let firstRow = 0; firstRow < count; firstRow += rowsAtOnce) {
      const endRow = Math.min(firstRow + rowsAtOnce, count);
      const rows = floatRows(kernel, featureCount, { part, firstRow, endRow });
      await engine.fill({ part, firstRow, ...rows });
      await breathe();
    }
  }
}

type Piece = { part: Part; firstRow: number; endRow: number };

function floatRows(kernel: KernelTrainer, width: number, { part, firstRow, endRow }: Piece) {
  const { rows, targets } = kernel.store(part);
  const { stride } = kernel;
  const values = new Float32Array((endRow - firstRow) * width);
  for (let row = firstRow, to = 0; row < endRow; row++)
    for (let k = 0; k < width; k++) values[to++] = rows[row * stride + k]!;
  return { values, targets: Float32Array.from(targets.subarray(firstRow, endRow)) };
}
