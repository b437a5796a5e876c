import type { Counts, CrowdLoops, DecimalCells } from './crowdLoops.js';
import { nextAbove } from './keptRows.js';

/** Values counted in cells [i, i + 1) * 10^exponent from `first` on (NaN while empty), and their range. Plain data. */
export type DecimalCounts = DecimalCells & { counts: Float64Array; low: number; high: number };

const CELLS = 8192;
/** Where the kernel finds a value on an edge, so many are counted in a plain loop. */
const STRIP = 256;

/** A value this near to an edge, as a share of a cell, is compared with the edge itself. */
const NEAR_EDGE = 1e-6;

/**
 * The edge before cell i. A division by a power of ten rounds once, so that edges are the doubles nearest to the round
 * numbers.
 */
export function decimalEdge(i: number, exponent: number): number {
  return exponent < 0 ? i / 10 ** -exponent : i * 10 ** exponent;
}

/**
 * Counts values in decimal cells, which grow tenfold when the range needs it: exactly what a direct count in the last
 * cells would give.
 */
export class DecimalCounter {
  private cells: DecimalCells;
  private low = Infinity;
  private high = -Infinity;
  private readonly counts: Counts;

  /** `finest`: the exponent of the finest cells there may be. Null: plain loops. */
  constructor(
    finest: number,
    private readonly loops: CrowdLoops | null = null,
  ) {
    this.cells = { exponent: finest, first: Number.NaN };
    this.counts = loops?.counts(CELLS) ?? { array: new Uint32Array(CELLS) };
  }

  /** Counts finite values. */
  add(values: Float64Array): void {
    this.widenTo(values);
    const counts = this.counts.array;
    const loops = this.loops?.reaches(values) ? this.loops : null;
    for (let from = 0; from < values.length; ) {
      if (loops !== null) from = loops.countDecimals({ values, from }, this.cells, counts);
      const end = loops === null ? values.length : Math.min(from + STRIP, values.length);
      countEach(values.subarray(from, end), this.cells, counts);
      from = end;
    }
  }

  /** The same whatever the order of the values: what is counted stands in the middle of the cells. */
  result(): DecimalCounts {
    const { low, high } = this;
    const state = this.state();
    return low > high ? state : grownTo(state, low, high);
  }

  private state(): DecimalCounts {
    const { cells, low, high } = this;
    return countsIn(cells, { low, high }, Float64Array.from(this.counts.array));
  }

  private hasAbove(values: Float64Array, limit: number, sign: 1 | -1): boolean {
    return nextAbove(values, { from: 0, limit, sign }, this.loops) < values.length;
  }

  /** Widens the range to the values, and the cells where they do not hold it. */
  private widenTo(values: Float64Array): void {
    let { low, high } = this;
    if (!this.hasAbove(values, high, 1) && !this.hasAbove(values, -low, -1)) return;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (!holds(this.cells, low) || !holds(this.cells, high)) {
      const grown = grownTo(this.state(), low, high);
      this.cells = { exponent: grown.exponent, first: grown.first };
      this.counts.array.set(grown.counts);
    }
    this.low = low;
    this.high = high;
  }
}

/** Counts values that the cells hold. */
function countEach(values: Float64Array, { exponent, first }: DecimalCells, counts: Uint32Array): void {
  const unit = 10 ** -exponent;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const scaled = value * unit;
    let cell = Math.floor(scaled);
    const share = scaled - cell;
    if (share < NEAR_EDGE || share > 1 - NEAR_EDGE) cell = cellBeside(value, Math.round(scaled), exponent);
    counts[cell - first]!++;
  }
}

function holds({ exponent, first }: DecimalCells, value: number): boolean {
  const place = cellOf(value, exponent) - first;
  return place >= 0 && place < CELLS;
}

/** The cell of a value that lies about on the edge before cell i. */
function cellBeside(value: number, i: number, exponent: number): number {
  return value >= decimalEdge(i, exponent) ? i : i - 1;
}

function cellOf(value: number, exponent: number): number {
  return cellBeside(value, Math.floor(value * 10 ** -exponent + NEAR_EDGE), exponent);
}

/** The counts of both; neither is changed. */
export function mergeDecimalCounts(a: DecimalCounts, b: DecimalCounts): DecimalCounts {
  if (Number.isNaN(b.first)) return a;
  if (Number.isNaN(a.first)) return b;
  const low = Math.min(a.low, b.low);
  const high = Math.max(a.high, b.high);
  const merged = emptyCounts(Math.max(a.exponent, b.exponent), low, high);
  addCounts(merged, a);
  addCounts(merged, b);
  return merged;
}

/** The counts in cells around a range that is as wide or wider. */
function grownTo(state: DecimalCounts, low: number, high: number): DecimalCounts {
  const grown = emptyCounts(state.exponent, low, high);
  addCounts(grown, state);
  return grown;
}

function emptyCounts(exponent: number, low: number, high: number): DecimalCounts {
  return countsIn(placed(exponent, low, high), { low, high }, new Float64Array(CELLS));
}

/** All counts are made here, with their fields in one order: V8 makes the code that reads them once. */
function countsIn(
  { exponent, first }: DecimalCells,
  { low, high }: { low: number; high: number },
  counts: Float64Array,
): DecimalCounts {
  return { exponent, first, low, high, counts };
}

/** The finest cells from an exponent on that hold a range, which stands in their middle. */
function placed(exponent: number, low: number, high: number): DecimalCells {
  for (let at = exponent; ; at++) {
    const from = cellOf(low, at);
    const spare = CELLS - (cellOf(high, at) - from + 1);
    if (spare >= 0) return { exponent: at, first: from - Math.floor(spare / 2) };
  }
}

function addCounts(to: DecimalCounts, from: DecimalCounts): void {
  const factor = 10 ** (to.exponent - from.exponent);
  for (let cell = 0; cell < from.counts.length; cell++)
    if (from.counts[cell]! > 0)
      to.counts[Math.floor((from.first + cell) / factor) - to.first]! += from.counts[cell]!;
}
