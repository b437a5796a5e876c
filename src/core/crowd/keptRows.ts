import { type AllRows, rowTableFrom } from '../fit/rowTable.js';

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
  leverage: number;
  studentised: number;
  cooksDistance: number;
  /** Values of the charted features. */
  features: readonly number[];
};

/** Keeps the rows with the largest keys; of equal ones the first. NaN is never one. */
export class TopRows {
  private readonly best: KeptRow[] = [];
  /** A key must be above it to get in. */
  private least = -Infinity;

  constructor(private readonly size: number) {}

  /** Takes the rows whose numbers, times a sign, are large enough; `keep` describes the i-th. */
  add(values: Float64Array, sign: 1 | -1, keep: (i: number, key: number) => KeptRow): void {
    let { least } = this;
    for (let i = 0; i < values.length; i++)
      if (sign * values[i]! > least) least = this.insert(keep(i, sign * values[i]!));
  }

  /** The same by the size of the numbers. */
  addSizes(values: Float64Array, keep: (i: number, key: number) => KeptRow): void {
    let { least } = this;
    for (let i = 0; i < values.length; i++)
      if (Math.abs(values[i]!) > least) least = this.insert(keep(i, Math.abs(values[i]!)));
  }

  /** The largest first. */
  result(): readonly KeptRow[] {
    return this.best;
  }

  /** Returns what a key must be above to get in from now on. */
  private insert(row: KeptRow): number {
    const { best, size } = this;
    let place = best.length;
    while (place > 0 && best[place - 1]!.key < row.key) place--;
    best.splice(place, 0, row);
    if (best.length > size) best.pop();
    if (best.length === size) this.least = best[size - 1]!.key;
    return this.least;
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
