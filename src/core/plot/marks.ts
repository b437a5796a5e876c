import { NOTABLE_EACH } from '../crowd/crowd.js';
import type { Fit, RowTable } from '../fit/fit.js';
import { pickTable } from '../fit/rowTable.js';
import type { MarkTable } from './plot.js';

/** The marks of a fit, and which rows stay points where a chart counts rows in cells. */
export type Marks = {
  table: MarkTable;
  /** Every mark of the table. */
  all: Uint32Array;
  /** Indices into the row table, ascending: flagged rows and those furthest out in some way, at most 500. */
  notable: Uint32Array;
  /** Their marks, same length. */
  notableMarks: Uint32Array;
  /** Mark of a row by its index in the row table; only for rows that are marks. */
  markOf(index: number): number;
};

/**
 * All rows as marks, or of too many rows only the notable ones and `others` (indices that some chart needs).
 *
 * @param flagged indices into the row table, the furthest first.
 */
export function marksOf(
  { rows, crowd }: Pick<Fit, 'rows' | 'crowd'>,
  { flagged, others }: { flagged: readonly number[]; others: Iterable<number> },
): Marks {
  const notable = notableRows(rows, flagged);
  if (crowd === null) {
    const table: MarkTable = { ...rows, isComplete: true, flagged };
    const all = rows.row.map((_, index) => index);
    return { table, all, notable, notableMarks: notable, markOf: (index) => index };
  }
  const indices = ascending(new Set([...notable, ...others]));
  const markOf = new Map<number, number>();
  for (let mark = 0; mark < indices.length; mark++) markOf.set(indices[mark]!, mark);
  const find = (index: number) => markOf.get(index)!;
  const table: MarkTable = { ...pickTable(rows, indices), isComplete: false, flagged: flagged.map(find) };
  const all = indices.map((_, mark) => mark);
  return { table, all, notable, notableMarks: notable.map(find), markOf: find };
}

function notableRows(rows: RowTable, flagged: readonly number[]): Uint32Array {
  const { studentised, cooksDistance, leverage } = rows;
  // Of so few rows all are: ordering them would take as long as a chart.
  if (leverage.length <= NOTABLE_EACH)
    return rows.row
      .map((_, index) => index)
      .filter((index) => !areNaN(studentised[index]!, cooksDistance[index]!, leverage[index]!));
  return ascending(
    new Set([
      ...flagged,
      ...largest(studentised, NOTABLE_EACH),
      ...largest(cooksDistance, NOTABLE_EACH),
      ...largest(leverage, NOTABLE_EACH),
    ]),
  );
}

function areNaN(a: number, b: number, c: number): boolean {
  return Number.isNaN(a) && Number.isNaN(b) && Number.isNaN(c);
}

function ascending(indices: ReadonlySet<number>): Uint32Array {
  return Uint32Array.from(indices).sort();
}

/** Indices of the `count` values largest without sign, largest first; NaN never is. */
export function largest(values: Float64Array, count: number): number[] {
  const best: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (Number.isNaN(size)) continue;
    if (best.length === count && size <= Math.abs(values[best[count - 1]!]!)) continue;
    let place = 0;
    // Behind those that are as large: the earlier row comes first.
    for (let end = best.length; place < end; ) {
      const middle = (place + end) >> 1;
      if (Math.abs(values[best[middle]!]!) < size) end = middle;
      else place = middle + 1;
    }
    best.splice(place, 0, i);
    if (best.length > count) best.pop();
  }
  return best;
}
