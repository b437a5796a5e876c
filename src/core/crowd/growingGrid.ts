import type { Counts, CrowdLoops, GridAxes, GridAxis } from './crowdLoops.js';

/** Cells across and up that a grid has at most; of the range of the values it fills more than half of each. */
export const ACROSS = 64;
export const UP = 48;

/** Pairs counted in a regular grid, `counts[row * ACROSS + column]`. Plain data; grids of the same pairs merge. */
export type GridCounts = GridAxes & { counts: Uint32Array };

/**
 * Counts pairs in a regular grid that grows with what it meets: when a value lies outside, the cells move or double in
 * width by merging neighbours. Widths are powers of two and edges multiples of them, so that every pair is in the cell
 * a direct count would put it in, in whatever order the pairs come.
 */
export class GrowingGrid {
  private axes: GridAxes;
  private readonly counts: Counts;

  /** The exponents of the finest cells there may be: far finer than will be needed. Null: plain loops. */
  constructor(
    finest: { across: number; up: number },
    private readonly loops: CrowdLoops | null = null,
  ) {
    this.axes = {
      across: { exponent: finest.across, first: Number.NaN },
      up: { exponent: finest.up, first: Number.NaN },
    };
    this.counts = loops?.counts(ACROSS * UP) ?? { array: new Uint32Array(ACROSS * UP) };
  }

  /** Counts pairs of finite numbers; others are left out. */
  add(x: Float64Array, y: Float64Array): void {
    this.addAllFrom(x, y, 0);
  }

  /** Counts the pairs from the first one on that is not counted yet. */
  addAllFrom(x: Float64Array, y: Float64Array, first: number): void {
    for (let from = this.addFrom(x, y, first); from < x.length; from = this.addFrom(x, y, from)) {
      if (!Number.isFinite(x[from]!) || !Number.isFinite(y[from]!)) from++;
      else this.growTo(x.subarray(from), y.subarray(from));
    }
  }

  /** The same whatever the order of the pairs: what is counted stands in the middle of the grid. */
  result(): GridCounts {
    return centred(this.grid());
  }

  /** As it is counted now. */
  grid(): GridCounts {
    const { across, up } = this.axes;
    return { across, up, counts: this.counts.array };
  }

  /** To all these pairs at once: growing costs as much as counting thousands. */
  private growTo(x: Float64Array, y: Float64Array): void {
    const { across, up, counts } = grownTo(this.grid(), rangeOfFinite(x, y), rangeOfFinite(y, x));
    this.axes = { across, up };
    this.counts.array.set(counts);
  }

  /** Counts until a pair lies outside, and returns its place. */
  private addFrom(x: Float64Array, y: Float64Array, from: number): number {
    const { loops, axes } = this;
    const counts = this.counts.array;
    if (loops?.reaches(x) && loops.reaches(y)) return loops.countPairs({ x, y, from }, axes, counts);
    const { across, up } = axes;
    const perX = 2 ** -across.exponent;
    const perY = 2 ** -up.exponent;
    const [left, bottom] = [across.first, up.first];
    for (let i = from; i < x.length; i++) {
      const column = Math.floor(x[i]! * perX) - left;
      const row = Math.floor(y[i]! * perY) - bottom;
      if (!(column >= 0 && column < ACROSS && row >= 0 && row < UP)) return i;
      counts[(row * ACROSS + column) | 0]!++;
    }
    return x.length;
  }
}

/** The counts of both grids; neither is changed. */
export function mergeGrids(a: GridCounts, b: GridCounts): GridCounts {
  const merged = {
    across: axisFor(spanOf(a, 'across'), spanOf(b, 'across'), ACROSS),
    up: axisFor(spanOf(a, 'up'), spanOf(b, 'up'), UP),
    counts: new Uint32Array(ACROSS * UP),
  };
  addCounts(merged, a);
  addCounts(merged, b);
  return merged;
}

function centred(grid: GridCounts): GridCounts {
  const centre = {
    across: axisFor(spanOf(grid, 'across'), null, ACROSS),
    up: axisFor(spanOf(grid, 'up'), null, UP),
    counts: new Uint32Array(ACROSS * UP),
  };
  addCounts(centre, grid);
  return centre;
}

/** The range of the values that are finite, as their partners are; at least one is. */
function rangeOfFinite(values: Float64Array, partners: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // Less itself a number is 0, and NaN when it is not finite.
    if (value - value !== 0 || partners[i]! - partners[i]! !== 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function grownTo(grid: GridCounts, x: [number, number], y: [number, number]): GridCounts {
  const { across, up } = grid;
  const at = ([low, high]: [number, number], exponent: number): Span => {
    const cell = (value: number) => Math.floor(value * 2 ** -exponent);
    return { exponent, low: cell(low), high: cell(high) };
  };
  const grown = {
    across: axisFor(spanOf(grid, 'across'), at(x, across.exponent), ACROSS),
    up: axisFor(spanOf(grid, 'up'), at(y, up.exponent), UP),
    counts: new Uint32Array(ACROSS * UP),
  };
  addCounts(grown, grid);
  return grown;
}

/** Cells from `low` to `high` of a width; null for none. */
type Span = { exponent: number; low: number; high: number };

/** The cells that hold something. */
export function spanOf({ across, up, counts }: GridCounts, direction: 'across' | 'up'): Span | null {
  const lines = direction === 'across' ? ACROSS : UP;
  let low = 0;
  while (low < lines && isEmpty(counts, direction, low)) low++;
  if (low === lines) return null;
  let high = lines - 1;
  while (isEmpty(counts, direction, high)) high--;
  const { exponent, first } = direction === 'across' ? across : up;
  return { exponent, low: low + first, high: high + first };
}

/** True for a column of cells (`across`) or a row of them that holds nothing. */
function isEmpty(counts: Uint32Array, direction: 'across' | 'up', line: number): boolean {
  const isColumn = direction === 'across';
  const first = isColumn ? line : line * ACROSS;
  const end = isColumn ? counts.length : first + ACROSS;
  const step = isColumn ? ACROSS : 1;
  for (let cell = first; cell < end; cell += step) if (counts[cell] !== 0) return false;
  return true;
}

/** The finest axis of at most so many cells that holds both spans, which stand in its middle. */
function axisFor(a: Span | null, b: Span | null, cells: number): GridAxis {
  const one = a ?? b;
  const other = b ?? a;
  if (one === null || other === null) return { exponent: 0, first: Number.NaN };
  let exponent = Math.max(one.exponent, other.exponent);
  const edge = (span: Span, cell: number) => Math.floor(cell * 2 ** (span.exponent - exponent));
  let low = Math.min(edge(one, one.low), edge(other, other.low));
  let high = Math.max(edge(one, one.high), edge(other, other.high));
  for (; high - low >= cells; exponent++) {
    low = Math.floor(low / 2);
    high = Math.floor(high / 2);
  }
  return { exponent, first: low - Math.floor((cells - (high - low + 1)) / 2) };
}

/** Adds the counts of a grid that is as fine or finer and within the other's range. */
function addCounts(to: GridCounts, from: GridCounts): void {
  const columnFactor = 2 ** (from.across.exponent - to.across.exponent);
  const rowFactor = 2 ** (from.up.exponent - to.up.exponent);
  for (let cell = 0, up = 0; up < UP; up++) {
    const row = Math.floor((from.up.first + up) * rowFactor) - to.up.first;
    for (let across = 0; across < ACROSS; across++, cell++) {
      const count = from.counts[cell]!;
      if (count === 0) continue;
      const column = Math.floor((from.across.first + across) * columnFactor) - to.across.first;
      to.counts[row * ACROSS + column]! += count;
    }
  }
}
