import { BLOCK_ROWS } from '../../core/table/table.js';

/**
 * Arrays of a block's length that are used again: to touch fresh memory takes longer than to read a file into memory
 * that is warm. Nothing is given back to the system before the thread ends.
 */
export class NumberStore {
  private readonly free: Float64Array<ArrayBuffer>[] = [];

  /** A copy of these values; of whole blocks in memory that may have been used before. */
  copy(values: Float64Array): Float64Array {
    if (values.length !== BLOCK_ROWS) return values.slice();
    const copy = this.free.pop() ?? new Float64Array(BLOCK_ROWS);
    copy.set(values);
    return copy;
  }

  giveBack(copies: readonly Float64Array[]): void {
    for (const copy of copies)
      if (copy.length === BLOCK_ROWS) this.free.push(copy as Float64Array<ArrayBuffer>);
  }
}
