/** Values counted in cells [i, i + 1) * 10^exponent from `first` on (NaN while empty), and their range. Plain data. */
export type DecimalCounts = {
  exponent: number;
  first: number;
  counts: Float64Array;
  low: number;
  high: number;
};

const CELLS = 8192;

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
  private state: DecimalCounts;

  /** `finest`: the exponent of the finest cells there may be. */
  constructor(finest: number) {
    const counts = new Float64Array(CELLS);
    this.state = { exponent: finest, first: Number.NaN, counts, low: Infinity, high: -Infinity };
  }

  /** Counts finite values. */
  add(values: Float64Array): void {
    for (let from = 0; from < values.length; ) {
      from = this.addFrom(values, from);
      if (from < values.length) this.state = grownTo(this.state, values[from]!);
    }
  }

  /** The same whatever the order of the values: what is counted stands in the middle of the cells. */
  result(): DecimalCounts {
    const { exponent, low, high } = this.state;
    if (low > high) return this.state;
    const centred = { ...placed(exponent, low, high), low, high };
    addCounts(centred, this.state);
    return centred;
  }

  private addFrom(values: Float64Array, from: number): number {
    const { exponent, first, counts } = this.state;
    const unit = 10 ** -exponent;
    let { low, high } = this.state;
    let i = from;
    for (; i < values.length; i++) {
      const value = values[i]!;
      const scaled = value * unit;
      let cell = Math.floor(scaled);
      const share = scaled - cell;
      if (share < NEAR_EDGE || share > 1 - NEAR_EDGE) cell = cellBeside(value, Math.round(scaled), exponent);
      const place = cell - first;
      if (!(place >= 0 && place < CELLS)) break;
      counts[place]!++;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    this.state.low = low;
    this.state.high = high;
    return i;
  }
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
  const merged = { ...placed(Math.max(a.exponent, b.exponent), low, high), low, high };
  addCounts(merged, a);
  addCounts(merged, b);
  return merged;
}

function grownTo(state: DecimalCounts, value: number): DecimalCounts {
  const { low, high } = state;
  const grown = {
    ...placed(state.exponent, Math.min(low, value), Math.max(high, value)),
    ...{ low, high },
  };
  if (!Number.isNaN(state.first)) addCounts(grown, state);
  return grown;
}

/** The finest cells from an exponent on that hold a range, which stands in their middle. */
function placed(exponent: number, low: number, high: number) {
  for (let at = exponent; ; at++) {
    const [from, to] = [cellOf(low, at), cellOf(high, at)];
    const spare = CELLS - (to - from + 1);
    if (spare >= 0)
      return { exponent: at, first: from - Math.floor(spare / 2), counts: new Float64Array(CELLS) };
  }
}

function addCounts(to: DecimalCounts, from: DecimalCounts): void {
  const factor = 10 ** (to.exponent - from.exponent);
  for (let cell = 0; cell < from.counts.length; cell++)
    if (from.counts[cell]! > 0)
      to.counts[Math.floor((from.first + cell) / factor) - to.first]! += from.counts[cell]!;
}
