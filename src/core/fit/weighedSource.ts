import { BLOCK_ROWS } from '../table/table.js';
import { valuesAt } from './completeRows.js';
import type { Frame } from './frame.js';
import type { RowBlock, RowSource } from './rowSource.js';

/**
 * The blocks of some columns, of which the last one are weights: in their place stand their roots, NaN for what cannot
 * weigh a row, so that such a row counts as incomplete. One array serves all blocks.
 */
export async function* weighedBlocks(
  source: RowSource,
  columns: readonly string[],
): AsyncGenerator<RowBlock> {
  const roots = new Float64Array(BLOCK_ROWS);
  for await (const block of source.blocks(columns)) {
    const weights = block.columns.at(-1)!;
    for (let i = 0; i < block.rowCount; i++) roots[i] = rootOf(weights[i]!);
    yield { ...block, columns: [...block.columns.slice(0, -1), roots], weights };
  }
}

function rootOf(weight: number): number {
  return weight > 0 && weight < Infinity ? Math.sqrt(weight) : Number.NaN;
}

/** The roots of the weights at these places, which stand after the columns of the frame; null without weights. */
export function rootsOfWeights(
  { columns, weights }: Pick<Frame, 'columns' | 'weights'>,
  block: RowBlock,
  places: Uint16Array | null,
): Float64Array | null {
  return weights === null ? null : valuesAt(block.columns[columns.length]!, places, block.rowCount);
}
