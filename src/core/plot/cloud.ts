import { rangeOf } from './columnValues.js';
import { MARK_LIMIT, type Marks } from './marks.js';
import type { Cells, Cloud } from './plot.js';

/** Cells of a crowded chart, across and up. */
const ACROSS = 64;
const UP = 48;

/**
 * One value pair per row used as a cloud: points up to `limit` rows, above that counts in cells and the notable rows
 * as points. Pairs that are not finite are left out. Where all pairs are drawn the arrays are shared, not copied.
 */
export function cloudOf(
  { x, y }: { x: Float64Array; y: Float64Array },
  marks: Marks,
  limit = MARK_LIMIT,
): Cloud {
  const isCrowded = x.length > limit || !marks.table.isComplete;
  if (!isCrowded) return allPoints(x, y);
  const isDrawn = marks.notable.map((index) => (isFinitePair(x, y, index) ? 1 : 0));
  const drawn = marks.notable.filter((_, k) => isDrawn[k] === 1);
  return {
    x: Float64Array.from(drawn, (index) => x[index]!),
    y: Float64Array.from(drawn, (index) => y[index]!),
    mark: marks.notableMarks.filter((_, k) => isDrawn[k] === 1),
    cells: countInCells(x, y),
  };
}

function isFinitePair(x: Float64Array, y: Float64Array, index: number): boolean {
  return Number.isFinite(x[index]!) && Number.isFinite(y[index]!);
}

function allPoints(x: Float64Array, y: Float64Array): Cloud {
  const mark = Uint32Array.from(x, (_, index) => index);
  if (mark.every((index) => isFinitePair(x, y, index))) return { x, y, mark, cells: null };
  const kept = mark.filter((index) => isFinitePair(x, y, index));
  return {
    x: Float64Array.from(kept, (index) => x[index]!),
    y: Float64Array.from(kept, (index) => y[index]!),
    mark: kept,
    cells: null,
  };
}

/** Counts rows in a regular grid over their range; only cells with rows are kept. */
export function countInCells(x: Float64Array, y: Float64Array): Cells {
  const [left, width] = grid(x, ACROSS);
  const [bottom, height] = grid(y, UP);
  const counts = new Uint32Array(ACROSS * UP);
  for (let i = 0; i < x.length; i++) {
    if (!isFinitePair(x, y, i)) continue;
    const column = Math.min(ACROSS - 1, Math.floor((x[i]! - left) / width));
    const row = Math.min(UP - 1, Math.floor((y[i]! - bottom) / height));
    counts[row * ACROSS + column]!++;
  }
  const filled = Uint32Array.from(counts.keys()).filter((cell) => counts[cell]! > 0);
  return {
    width,
    height,
    left: Float64Array.from(filled, (cell) => left + (cell % ACROSS) * width),
    bottom: Float64Array.from(filled, (cell) => bottom + Math.floor(cell / ACROSS) * height),
    count: filled.map((cell) => counts[cell]!),
  };
}

/** Where the grid begins and how wide a cell is; one value everywhere gets cells around it. */
function grid(values: Float64Array, cells: number): [number, number] {
  const [low, high] = rangeOf(values);
  if (high > low) return [low, (high - low) / cells];
  const reach = Math.abs(low) || 1;
  return [low - reach / 2, reach / cells];
}
