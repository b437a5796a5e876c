import { ACROSS as GRID_ACROSS, UP as GRID_UP, type GridCounts, spanOf } from '../crowd/growingGrid.js';
import { pickNumbers } from '../fit/rowTable.js';
import type { Marks } from './marks.js';
import type { Cells, Cloud } from './plot.js';
import { rangeOf } from './range.js';

/** Cells of a crowded chart, across and up. */
const ACROSS = 64;
const UP = 48;

/** One value pair to a row of the fit; of rows too many to be kept also the counts of all pairs. */
export type Pairs = { x: Float64Array; y: Float64Array; counts?: GridCounts | undefined };

/**
 * Pairs as a cloud: points up to `limit` rows, above that counts in cells and the notable rows as points. Pairs that
 * are not finite are left out. Where all are drawn the arrays are shared, not copied: what charts have in common crosses
 * threads once.
 */
export function cloudOf({ x, y, counts }: Pairs, marks: Marks, limit = Infinity): Cloud {
  if (counts === undefined && x.length <= limit) return allPoints({ x, y }, marks);
  return {
    ...notablePoints({ x, y }, marks),
    cells: counts === undefined ? countInCells(x, y) : cellsOf(counts),
  };
}

function notablePoints({ x, y }: Pairs, { notable, notableMarks }: Marks): Omit<Cloud, 'cells'> {
  if (areFinitePairs(x, y, notable))
    return { x: pickNumbers(x, notable), y: pickNumbers(y, notable), mark: notableMarks };
  const drawn = notable.filter((index) => isFinitePair(x, y, index));
  const mark = notableMarks.filter((_, k) => isFinitePair(x, y, notable[k]!));
  return { x: pickNumbers(x, drawn), y: pickNumbers(y, drawn), mark };
}

function areFinitePairs(x: Float64Array, y: Float64Array, indices: Uint32Array): boolean {
  for (const index of indices) if (!isFinitePair(x, y, index)) return false;
  return true;
}

function isFinitePair(x: Float64Array, y: Float64Array, index: number): boolean {
  return Number.isFinite(x[index]!) && Number.isFinite(y[index]!);
}

function allPoints({ x, y }: Pairs, { all }: Marks): Cloud {
  if (areFinite(x) && areFinite(y)) return { x, y, mark: all, cells: null };
  const kept = all.filter((index) => isFinitePair(x, y, index));
  return { x: pickNumbers(x, kept), y: pickNumbers(y, kept), mark: kept, cells: null };
}

function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
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
  const filled = filledCells(counts);
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

/** Counts of a grid as cells; a lone value gets a cell as wide as one of many would be. */
function cellsOf(grid: GridCounts): Cells {
  const { across, up, counts } = grid;
  const column = { ...across, isLone: isLone(grid, 'across') };
  const row = { ...up, isLone: isLone(grid, 'up') };
  const lefts = lowerEdges(column, GRID_ACROSS, ACROSS);
  const bottoms = lowerEdges(row, GRID_UP, UP);
  const filled = filledCells(counts);
  const cells = {
    width: cellWidth(column, ACROSS),
    height: cellWidth(row, UP),
    left: new Float64Array(filled.length),
    bottom: new Float64Array(filled.length),
    count: new Uint32Array(filled.length),
  };
  for (let k = 0; k < filled.length; k++) {
    const cell = filled[k]!;
    cells.left[k] = lefts[cell % GRID_ACROSS]!;
    cells.bottom[k] = bottoms[Math.floor(cell / GRID_ACROSS)]!;
    cells.count[k] = counts[cell]!;
  }
  return cells;
}

function filledCells(counts: Uint32Array): Uint32Array {
  const filled = new Uint32Array(counts.length);
  let count = 0;
  for (let cell = 0; cell < counts.length; cell++) if (counts[cell]! > 0) filled[count++] = cell;
  return filled.subarray(0, count);
}

type Axis = GridCounts['across'] & { isLone: boolean };

function isLone(grid: GridCounts, direction: 'across' | 'up'): boolean {
  const span = spanOf(grid, direction);
  return span === null || span.low === span.high;
}

function lowerEdges(axis: Axis, count: number, cells: number): Float64Array {
  const edges = new Float64Array(count);
  for (let k = 0; k < count; k++) edges[k] = lowerEdge(axis, k, cells);
  return edges;
}

function lowerEdge(axis: Axis, place: number, cells: number): number {
  const edge = (axis.first + place) * 2 ** axis.exponent;
  return axis.isLone ? edge - cellWidth(axis, cells) / 2 : edge;
}

function cellWidth({ first, exponent, isLone: alone }: Axis, cells: number): number {
  const width = 2 ** exponent;
  return alone ? Math.max(width, (Math.abs(first * width) || 1) / cells) : width;
}
