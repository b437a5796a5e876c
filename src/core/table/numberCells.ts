import { shortened } from './cellText.js';
import { grown } from './recordSpans.js';
import { BLOCK_ROWS, type NumberColumn, type OddCell } from './table.js';

/** A block starts small: most columns of most tables are short, and a table may have thousands of columns. */
const FIRST_BLOCK_ROWS = 64;

/** Odd cells that a column may have before their share is looked at while reading: rows of notes above the data. */
const ODD_CELLS_KEPT = 256;

/** The cells of a column as numbers, in blocks. */
export class NumberCells {
  readonly blocks: Float64Array[] = [];
  readonly oddCells: OddCell[] = [];
  missingCount = 0;
  rowCount = 0;
  private block = new Float64Array(FIRST_BLOCK_ROWS);
  private filled = 0;

  add(value: number): void {
    if (this.filled === this.block.length) this.makeRoom();
    this.block[this.filled++] = value;
    this.rowCount++;
  }

  addMissing(): void {
    this.missingCount++;
    this.add(Number.NaN);
  }

  addOdd(text: string): void {
    this.oddCells.push({ row: this.rowCount, text });
    this.add(Number.NaN);
  }

  get numberCount(): number {
    return this.rowCount - this.missingCount - this.oddCells.length;
  }

  /** True when the column is taken for text before its end is known, so that its odd cells do not fill the memory. */
  get isHopeless(): boolean {
    return this.oddCells.length > ODD_CELLS_KEPT && this.oddCells.length * 10 > this.numberCount;
  }

  /** Numbers except for at most one cell or one in twenty, and two numbers to an odd cell. */
  get isNumeric(): boolean {
    const odd = this.oddCells.length;
    const cells = this.numberCount + odd;
    return cells > odd && odd <= Math.max(1, cells / 20) && this.numberCount >= 2 * odd;
  }

  /** All blocks so far, the last one cut to its length. */
  allBlocks(): Float64Array[] {
    return this.filled === 0 ? this.blocks : [...this.blocks, this.block.slice(0, this.filled)];
  }

  toColumn(name: string): NumberColumn {
    const blocks = this.allBlocks();
    const oddCells = this.oddCells.map(({ row, text }) => ({ row, text: shortened(text) }));
    const countsByOne = this.rowCount > 1 && countByOne(blocks);
    return {
      ...{ kind: 'number', name, form: 'plain', firstDay: null, blocks },
      ...{ missingCount: this.missingCount, oddCount: oddCells.length, oddCells, countsByOne },
    };
  }

  private makeRoom(): void {
    if (this.filled < BLOCK_ROWS) {
      this.block = grown(this.block, new Float64Array(Math.min(BLOCK_ROWS, this.filled * 4)));
      return;
    }
    this.blocks.push(this.block);
    this.block = new Float64Array(BLOCK_ROWS);
    this.filled = 0;
  }
}

function countByOne(blocks: readonly Float64Array[]): boolean {
  const first = blocks[0]![0]!;
  if (first !== 0 && first !== 1) return false;
  let expected = first;
  return blocks.every((block) => block.every((value) => value === expected++));
}
