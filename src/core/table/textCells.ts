import { shortened } from './cellText.js';
import type { NumberCells } from './numberCells.js';
import type { OddCell, TextColumn } from './table.js';

/** Distinct values are counted up to here; beyond it a column needs no more text from its cells. */
const MOST_DISTINCT = 10_000;

/** What is told of a text column: how many values differ. Cells that are numbers are compared as numbers. */
export class TextCells {
  missingCount: number;
  private readonly distinct = new Set<number | string>();
  private isAllDistinct = true;

  /** Takes over a column that was read as numbers until now. */
  constructor(numbers: NumberCells) {
    this.missingCount = numbers.missingCount;
    for (const { text } of numbers.oddCells) this.add(text);
    for (const block of numbers.allBlocks()) this.addNumbers(block);
  }

  get isFull(): boolean {
    return this.distinct.size >= MOST_DISTINCT;
  }

  add(value: number | string): void {
    if (this.isFull) return;
    const before = this.distinct.size;
    if (this.distinct.add(value).size === before) this.isAllDistinct = false;
  }

  toColumn(name: string, example: string, firstOdd: OddCell | undefined): TextColumn {
    return {
      kind: 'text',
      name,
      missingCount: this.missingCount,
      distinctCount: this.distinct.size,
      isAllDistinct: this.isAllDistinct,
      example,
      firstOdd: firstOdd && { row: firstOdd.row, text: shortened(firstOdd.text) },
    };
  }

  private addNumbers(block: Float64Array): void {
    for (const value of block) if (!Number.isNaN(value)) this.add(value);
  }
}
