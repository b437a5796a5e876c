import type { OddCell } from './table.js';

/** Odd cells that are kept with their text; all are counted. */
export const MOST_ODD_CELLS = 1000;
/** Distinct texts are counted up to here, and kept as levels below it. */
export const MOST_LEVELS = 10_000;

/** What is told of a column of some consecutive rows, beside its values. Plain data; tallies of parts merge. */
export type ColumnTally = {
  numberCount: number;
  missingCount: number;
  /** Cells that are neither. */
  oddCount: number;
  oddCells: OddCell[];
  /** The first odd cell of a number column, and how many numbers stand before it. */
  firstOdd: (OddCell & { numbersBefore: number }) | null;
  /** Of the numbers; infinite where there are none. */
  least: number;
  greatest: number;
  /** Whether the values are first, first + 1, ..., last, without a gap; null without rows. */
  counting: { first: number; last: number; isByOne: boolean } | null;
  /** Of a text column, in order of first appearance; `MOST_LEVELS` of them where there are more. */
  levels: string[];
  levelCounts: number[];
};

export function emptyTally(): ColumnTally {
  return {
    numberCount: 0,
    missingCount: 0,
    oddCount: 0,
    oddCells: [],
    firstOdd: null,
    least: Number.POSITIVE_INFINITY,
    greatest: Number.NEGATIVE_INFINITY,
    counting: null,
    levels: [],
    levelCounts: [],
  };
}

/**
 * The tally of rows and of those after them, `rowCount` being the rows before. Levels that only the later rows have
 * come last: `codes` of them are to be looked up in `mergedCodes`.
 */
export function mergedTally(before: ColumnTally, after: ColumnTally, rowCount: number): ColumnTally {
  const shift = (cell: OddCell) => ({ ...cell, row: cell.row + rowCount });
  const firstOdd = after.firstOdd && {
    ...shift(after.firstOdd),
    numbersBefore: after.firstOdd.numbersBefore + before.numberCount,
  };
  return {
    numberCount: before.numberCount + after.numberCount,
    missingCount: before.missingCount + after.missingCount,
    oddCount: before.oddCount + after.oddCount,
    oddCells: [...before.oddCells, ...after.oddCells.map(shift)].slice(0, MOST_ODD_CELLS),
    firstOdd: before.firstOdd ?? firstOdd,
    least: Math.min(before.least, after.least),
    greatest: Math.max(before.greatest, after.greatest),
    counting: mergedCounting(before.counting, after.counting),
    ...mergedLevels(before, after),
  };
}

/** For each level of the later rows, its code among the merged levels. */
export function mergedCodes(merged: readonly string[], later: readonly string[]): Int32Array {
  const codes = new Map(merged.map((level, code) => [level, code]));
  return Int32Array.from(later, (level) => codes.get(level) ?? -1);
}

function mergedCounting(
  before: ColumnTally['counting'],
  after: ColumnTally['counting'],
): ColumnTally['counting'] {
  if (before === null || after === null) return before ?? after;
  const isByOne = before.isByOne && after.isByOne && after.first === before.last + 1;
  return { first: before.first, last: after.last, isByOne };
}

function mergedLevels(before: ColumnTally, after: ColumnTally): Pick<ColumnTally, 'levels' | 'levelCounts'> {
  const levels = [...before.levels];
  const levelCounts = [...before.levelCounts];
  const codes = new Map(levels.map((level, code) => [level, code]));
  for (const [index, level] of after.levels.entries()) {
    const code = codes.get(level);
    if (code !== undefined) levelCounts[code]! += after.levelCounts[index]!;
    else if (levels.length < MOST_LEVELS) {
      levels.push(level);
      levelCounts.push(after.levelCounts[index]!);
    }
  }
  return { levels, levelCounts };
}
