import { BLOCK_ROWS } from '../../core/table/table.js';

type Values = Float64Array | Int32Array;

/**
 * Arrays of a block's length that are used again: to touch fresh memory takes longer than to read a file into memory
 * that is warm. Nothing is given back to the system before the thread ends.
 */
export class ValueStore {
  private readonly free: { numbers: Float64Array[]; codes: Int32Array[] } = { numbers: [], codes: [] };

  /** A copy of these values; of whole blocks in memory that may have been used before. */
  copy<T extends Values>(values: T): T;
  copy(values: Values): Values {
    if (values.length !== BLOCK_ROWS) return values.slice();
    if (values instanceof Int32Array) {
      const copy = this.free.codes.pop() ?? new Int32Array(BLOCK_ROWS);
      copy.set(values);
      return copy;
    }
    const copy = this.free.numbers.pop() ?? new Float64Array(BLOCK_ROWS);
    copy.set(values);
    return copy;
  }

  giveBack(copies: readonly Values[]): void {
    for (const copy of copies)
      if (copy.length !== BLOCK_ROWS) continue;
      else if (copy instanceof Int32Array) this.free.codes.push(copy);
      else this.free.numbers.push(copy);
  }
}
