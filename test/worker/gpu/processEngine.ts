import path from 'node:path';
import type { GpuEngine } from '../../../src/core/train/gpuEngine.js';
import type { TrainerShape } from '../../../src/core/train/trainer.js';
import { openGpuProcess } from '../../../src/worker/gpu/gpuProcess.node.js';

/** The process as it is shipped, Dawn beside it; on whatever GPU there is, else on SwiftShader. */
export const PROCESS_FILE = path.resolve('dist/gpu/process.js');

export function testProcess(): ReturnType<typeof openGpuProcess> {
  return openGpuProcess({ file: PROCESS_FILE });
}

export type Rows = { values: Float32Array; targets: Float32Array };

/** An engine with all rows, sent in two uneven pieces. */
export async function filledEngine(
  engine: GpuEngine,
  shape: TrainerShape,
  rows: Partial<Record<'training' | 'validation', Rows>>,
): Promise<GpuEngine> {
  await engine.open(shape);
  for (const part of ['training', 'validation'] as const) {
    const all = rows[part];
    if (all === undefined) continue;
    const cut = Math.ceil(all.targets.length / 3);
    for (const [from, to] of [[0, cut] as const, [cut, all.targets.length] as const]) {
      const values = all.values.slice(from * shape.featureCount, to * shape.featureCount);
      await engine.fill({ part, firstRow: from, values, targets: all.targets.slice(from, to) });
    }
  }
  return engine;
}
