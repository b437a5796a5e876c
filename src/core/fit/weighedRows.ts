import { BLOCK_ROWS } from '../table/table.js';
import { valuesAt } from './completeRows.js';
import type { Frame } from './frame.js';
import type { NoValue, RowBlock, RowSource } from './rowSource.js';

/**
 * Rows of which the last column is a weight: in its place stands its root, NaN for what cannot weigh a row, so that such
 * a row counts as incomplete. One array serves all blocks.
 */
export function weighedRows(rows: RowSource, name: string): RowSource {
  return new WeighedRows(rows, name);
}

class WeighedRows implements RowSource {
  readonly blocks: AsyncIterable<RowBlock>;
  private block: RowBlock | undefined;

  constructor(
    private readonly rows: RowSource,
    private readonly name: string,
  ) {
    this.blocks = { [Symbol.asyncIterator]: () => this.weighed() };
  }

  get hasLowWords(): boolean {
    return this.rows.hasLowWords;
  }

  noValue(column: number, row: number): NoValue {
    const { start, columns } = this.block!;
    const weight = columns[column]![row - start]!;
    if (column < columns.length - 1 || Number.isNaN(weight)) return this.rows.noValue(column, row);
    const reason = weight === 0 ? 'weight is zero' : weight < 0 ? 'weight is negative' : 'not a number';
    return { reason, column: this.name, cell: String(weight) };
  }

  private async *weighed(): AsyncGenerator<RowBlock> {
    const roots = new Float64Array(BLOCK_ROWS);
    for await (const block of this.rows.blocks) {
      this.block = block;
      const weights = block.columns.at(-1)!;
      for (let i = 0; i < block.rowCount; i++) roots[i] = rootOf(weights[i]!);
      yield { ...block, columns: [...block.columns.slice(0, -1), roots], facts: null };
    }
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
