import type { CellReader } from './cellReader.js';
import { type ColumnTally, emptyTally, MOST_LEVELS } from './columnTally.js';
import type { BlockPlace, CellRange } from './numberSink.js';
import type { RecordBatch } from './recordFeed.js';
import { MISSING_CODE, PRESENT_NUMBER, PRESENT_TEXT } from './scanKernel.js';

/** Added to a presence where it stands among codes: the column became too long for codes inside its block. */
const PRESENCE_AMONG_CODES = -4;

/**
 * The cells of a text column on their way into blocks of codes: indices of their levels, -1 where missing. When there
 * are too many levels, only missing cells, numbers and other texts are told apart.
 */
export class TextSink {
  readonly tally: ColumnTally = emptyTally();
  /** True from the block on that holds no codes. */
  isPresence = false;
  private readonly codes = new Map<string, number>();

  constructor(
    readonly cells: CellReader,
    levels: readonly string[] = [],
  ) {
    for (const level of levels) this.newCode(level);
  }

  get isFull(): boolean {
    return this.tally.levels.length >= MOST_LEVELS;
  }

  addCells(values: Int32Array, { base, at }: BlockPlace, { batch, first, last, column }: CellRange): void {
    const { firstCells } = batch.spans;
    let index = base + at;
    for (let record = first; record < last; record++, index++) {
      const cell = firstCells[record]! + column;
      values[index] = cell < firstCells[record + 1]! ? this.codeOf(batch, cell) : MISSING_CODE;
    }
  }

  /** What a cell becomes in the current block. */
  codeOf(batch: RecordBatch, cell: number): number {
    if (this.isPresence) return this.presenceOf(batch, cell);
    const text = this.cells.text(batch, cell);
    if (text === undefined) return MISSING_CODE;
    const code = this.codes.get(text);
    if (code !== undefined) return code;
    return this.isFull ? this.presenceOf(batch, cell) + PRESENCE_AMONG_CODES : this.newCode(text);
  }

  endBlock(values: Int32Array, base: number, rowCount: number): void {
    if (this.isPresence) this.countPresences(values, base, rowCount);
    else this.countCodes(values, base, rowCount);
    this.isPresence = this.isFull;
  }

  /** How many cells spelled numbers, texts that were kept as levels among them. */
  finish(): ColumnTally {
    const { tally } = this;
    const { numbers } = this.cells;
    for (const [code, level] of tally.levels.entries())
      if (!Number.isNaN(numbers.readText(level))) tally.numberCount += tally.levelCounts[code]!;
      else tally.oddCount += tally.levelCounts[code]!;
    return tally;
  }

  private newCode(text: string): number {
    const { levels, levelCounts } = this.tally;
    this.codes.set(text, levels.length);
    levelCounts.push(0);
    return levels.push(text) - 1;
  }

  private presenceOf(batch: RecordBatch, cell: number): number {
    if (this.cells.isMissing(batch, cell)) return MISSING_CODE;
    return this.cells.isNumber(batch, cell) ? PRESENT_NUMBER : PRESENT_TEXT;
  }

  private countCodes(values: Int32Array, base: number, rowCount: number): void {
    const { tally } = this;
    const { levelCounts } = tally;
    for (let index = base; index < base + rowCount; index++) {
      const code = values[index]!;
      if (code >= 0) levelCounts[code]!++;
      else if (code === MISSING_CODE) tally.missingCount++;
      else this.countPresence(code - PRESENCE_AMONG_CODES);
    }
  }

  private countPresences(values: Int32Array, base: number, rowCount: number): void {
    for (let index = base; index < base + rowCount; index++) this.countPresence(values[index]!);
  }

  private countPresence(presence: number): void {
    if (presence === MISSING_CODE) this.tally.missingCount++;
    else if (presence === PRESENT_NUMBER) this.tally.numberCount++;
    else this.tally.oddCount++;
  }
}
