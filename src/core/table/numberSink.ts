import type { CellReader } from './cellReader.js';
import { shortened } from './cellText.js';
import { type ColumnTally, emptyTally, MOST_ODD_CELLS } from './columnTally.js';
import { markOdd } from './oddValue.js';
import type { RecordBatch } from './recordFeed.js';

/** What is known of a block of doubles: how many are NaN, and the least and greatest of the others. */
export type BlockFacts = { nanCount: number; least: number; greatest: number };

/** The cells of a number column on their way into blocks. `base`: where the block begins in an array. */
export class NumberSink {
  readonly tally: ColumnTally = emptyTally();
  private oddInBlocks = 0;

  constructor(readonly cells: CellReader) {}

  /** Reads a column's cells in the records from `first` up to `last` into the block's rows from `at` on. */
  addCells(values: Float64Array, place: BlockPlace, { batch, first, last, column }: CellRange): void {
    const { bytes, spans } = batch;
    const { starts, ends, firstCells } = spans;
    const { numbers, missing } = this.cells;
    let index = place.base + place.at;
    for (let record = first; record < last; record++, index++) {
      const cell = firstCells[record]! + column;
      const isPresent = cell < firstCells[record + 1]!;
      const value = isPresent ? numbers.read(bytes, starts[cell]!, ends[cell]!) : Number.NaN;
      values[index] = value;
      if (!isPresent || !(Number.isNaN(value) || missing.includeNumbers)) continue;
      this.settle(values, { ...place, at: index - place.base }, { batch, cell });
    }
  }

  /** Puts what a cell holds that is not plainly a number: a number after all, nothing, or something odd. */
  settle(
    values: Float64Array,
    place: BlockPlace,
    { batch, cell }: { batch: RecordBatch; cell: number },
  ): void {
    const value = this.cells.value(batch, cell);
    const index = place.base + place.at;
    if (typeof value === 'string') this.addOdd(values, place, value);
    else values[index] = value ?? Number.NaN;
  }

  /** Takes note of a block that is full, or the last one. */
  endBlock(values: Float64Array, base: number, rowCount: number, facts: BlockFacts): void {
    const { tally } = this;
    tally.missingCount += facts.nanCount - (tally.oddCount - this.oddInBlocks);
    tally.numberCount += rowCount - facts.nanCount;
    tally.least = Math.min(tally.least, facts.least);
    tally.greatest = Math.max(tally.greatest, facts.greatest);
    this.oddInBlocks = tally.oddCount;
    this.count(values, base, rowCount);
  }

  private addOdd(values: Float64Array, { base, at, row }: BlockPlace, text: string): void {
    const { tally } = this;
    markOdd(values, base + at);
    const odd = { row: row + at, text: shortened(text) };
    tally.firstOdd ??= { ...odd, numbersBefore: tally.numberCount + numbersIn(values, base, base + at) };
    tally.oddCount++;
    if (tally.oddCells.length < MOST_ODD_CELLS) tally.oddCells.push(odd);
  }

  private count(values: Float64Array, base: number, rowCount: number): void {
    const first = values[base]!;
    this.tally.counting ??= { first, last: first - 1, isByOne: true };
    const { counting } = this.tally;
    let { last } = counting;
    for (let index = base; counting.isByOne && index < base + rowCount; index++)
      counting.isByOne = values[index] === ++last;
    counting.last = last;
  }
}

/** Where rows go: into the block at `base` from its row `at` on; the block's first row is row `row` of the part. */
export type BlockPlace = { base: number; at: number; row: number };

/** Cells of a column: those of the records from `first` up to, not including, `last`. */
export type CellRange = { batch: RecordBatch; first: number; last: number; column: number };

function numbersIn(values: Float64Array, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index++) if (!Number.isNaN(values[index]!)) count++;
  return count;
}

/** Looks through the doubles from `base` on. */
export function factsOf(values: Float64Array, base: number, count: number): BlockFacts {
  const facts = { nanCount: 0, least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY };
  for (let index = base; index < base + count; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) facts.nanCount++;
    if (value < facts.least) facts.least = value;
    if (value > facts.greatest) facts.greatest = value;
  }
  return facts;
}
