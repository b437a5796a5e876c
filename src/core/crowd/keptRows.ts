import { type AllRows, rowTableFrom } from '../fit/rowTable.js';
import type { CrowdLoops, Search } from './crowdLoops.js';

/** A row that is kept of many. Plain data. */
export type KeptRow = {
  /** What it was chosen by. */
  key: number;
  /** As in `RowTable`. */
  row: number;
  firstLine: number;
  lastLine: number;
  actual: number;
  fitted: number;
  residual: number;
  devianceResidual: number;
  leverage: number;
  studentised: number;
  cooksDistance: number;
  /** Values of the charted features. */
  features: readonly number[];
};

/** The place of the first number that is above the limit; the length for none. NaN never is. */
export function nextAbove(values: Float64Array, search: Search, loops: CrowdLoops | null): number {
  if (loops?.reaches(values)) return loops.firstAbove(values, search);
  const { from, limit, sign } = search;
  for (let i = from; i < values.length; i++)
    if ((sign === 0 ? Math.abs(values[i]!) : sign * values[i]!) > limit) return i;
  return values.length;
}

/** Keeps the rows with the largest keys; of equal ones the first. NaN is never one. */
export class TopRows {
  private readonly best: KeptRow[] = [];
  /** A key must be above it to get in. */
  private least = -Infinity;

  /** Null: plain loops. */
  constructor(
    private readonly size: number,
    private readonly loops: CrowdLoops | null = null,
  ) {}

  /** Takes the rows whose numbers are large enough as the sign says (see `Search`); `keep` describes the i-th. */
  add(values: Float64Array, sign: Search['sign'], keep: (i: number, key: number) => KeptRow): void {
    const next = (from: number) => nextAbove(values, { from, limit: this.least, sign }, this.loops);
    for (let i = next(0); i < values.length; i = next(i + 1))
      this.insert(keep(i, sign === 0 ? Math.abs(values[i]!) : sign * values[i]!));
  }

  /** The largest first. */
  result(): readonly KeptRow[] {
    return this.best;
  }

  private insert(row: KeptRow): void {
    const { best, size } = this;
    // Keys descend: the place is before the first smaller one.
    let place = 0;
    for (let end = best.length; place < end; ) {
      const middle = (place + end) >> 1;
      if (best[middle]!.key < row.key) end = middle;
      else place = middle + 1;
    }
    best.splice(place, 0, row);
    if (best.length > size) best.pop();
    if (best.length === size) this.least = best[size - 1]!.key;
  }
}

/** The `size` rows with the largest keys of both, the second list being of later rows. */
export function mergeTopRows(
  first: readonly KeptRow[],
  second: readonly KeptRow[],
  size: number,
): readonly KeptRow[] {
  return [...first, ...second].sort((a, b) => b.key - a.key || a.row - b.row).slice(0, size);
}

/** Kept rows as a table in file order, each once. */
export function tableOfKept(kept: readonly KeptRow[], featureCount: number): AllRows {
  const byRow = new Map(kept.map((row) => [row.row, row]));
  const rows = [...byRow.values()].sort((a, b) => a.row - b.row);
  return {
    table: rowTableFrom({
      index: (name) => Uint32Array.from(rows, (row) => row[name]),
      number: (name) => Float64Array.from(rows, (row) => row[name]),
    }),
    features: Array.from({ length: featureCount }, (_, k) =>
      Float64Array.from(rows, (row) => row.features[k]!),
    ),
  };
}
