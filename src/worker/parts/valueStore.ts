import { BLOCK_ROWS } from '../../core/table/table.js';

type Values = Float64Array | Int32Array;

/**
 * Arrays of a block's length that are used again: to touch fresh memory takes longer than to read a file into memory
 * that is warm. Nothing is given back to the system before the thread ends.
 */
export class ValueStore {
  private readonly free: { numbers: Float64Array[]; codes: Int32Array[] } = { numbers: [], codes: [] };

  /** Copies of these values; of whole blocks in memory that may have been used before. */
  copies<T extends Values>(all: readonly (T | null)[]): (T | null)[];
  copies(all: readonly (Values | null)[]): (Values | null)[] {
    const copies: (Values | null)[] = [];
    for (const values of all) copies.push(values && this.copy(values));
    return copies;
  }

  giveBack(copies: readonly (Values | null)[]): void {
    for (const copy of copies) {
      if (copy === null || copy.length !== BLOCK_ROWS) continue;
      if (copy instanceof Int32Array) this.free.codes.push(copy);
      else this.free.numbers.push(copy);
    }
  }

  private copy(values: Values): Values {
    if (values.length !== BLOCK_ROWS) return values.slice();
    if (values instanceof Int32Array) {
      const codes = this.free.codes.pop() ?? new Int32Array(BLOCK_ROWS);
      codes.set(values);
      return codes;
    }
    const numbers = this.free.numbers.pop() ?? new Float64Array(BLOCK_ROWS);
    numbers.set(values);
    return numbers;
  }
}
