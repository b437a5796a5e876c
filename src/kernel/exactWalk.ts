// The second walk over rows that were fitted in double-double: as in walk.ts, with residuals without rounding, and rows
// of Q where double precision has too few digits for them.

import { lowDistance, subtractMultiple } from './doubleDouble';
import { fillExactOnes, frameExactColumn } from './exactRows';
import { turnExactRows } from './exactTriangle';
import { columnAt, columnCount, firstColumn } from './rowBlock';
import { sumRows } from './rowSums';
import { centres, kept, rank, spreadWidth } from './solution';
import { turnAllRows } from './turnRows';

let triangle: usize = 0;
let triangleColumn: usize = 0;
let roots: usize = 0;
let exactCoefficients: usize = 0;

/**
 * For exact walks: U of the columns kept and the target (see exactTriangle.ts), and the norms of the columns of Q. Where
 * Q is good enough in double precision, the coefficients in double-double, about no centres; else 0.
 */
export function setExactSolution(
  unitTriangle: usize,
  columnBytes: usize,
  norms: usize,
  coefficientColumn: usize,
): void {
  triangle = unitTriangle;
  triangleColumn = columnBytes;
  roots = norms;
  exactCoefficients = coefficientColumn;
}

/** As `walkRows`, in double-double up to the residuals, and up to Q where needed. The block's low words: `lowBlock` behind. */
export function walkExactRows(
  lowBlock: usize,
  from: i32,
  count: i32,
  rows: usize,
  rowStride: usize,
  out: usize,
  outStride: usize,
): void {
  const padded = (count + 7) & ~7;
  const bytes = (<usize>padded) << 3;
  const offset = (<usize>from) << 3;
  const residual = rows + <usize>spreadWidth * rowStride;
  const leverage = residual + rowStride;
  for (let k = 0; k <= rank; k++) {
    const to = k === rank ? residual : rows + <usize>k * rowStride;
    const column = k === rank ? columnCount - 1 : load<i32>(kept + ((<usize>k) << 2)) - firstColumn;
    if (column < 0) fillExactOnes(to, count, padded);
    else frameExactColumn(columnAt(column) + offset, lowBlock, to, column, count, padded);
  }
  if (exactCoefficients === 0) turnExactly(rows, rowStride, residual, leverage, bytes);
  else {
    subtractExactly(rows, rowStride, residual, bytes);
    centreFramed(rows, rowStride, count, padded);
    turnAllRows(rows, rowStride, leverage, bytes);
  }
  const target = columnAt(columnCount - 1) + offset;
  sumRows(target, count, rows, rowStride, out + offset, outStride);
}

function turnExactly(rows: usize, rowStride: usize, residual: usize, leverage: usize, bytes: usize): void {
  memory.fill(leverage, 0, bytes);
  turnExactRows(triangle, triangleColumn, rank, rows, rowStride, residual, bytes);
  for (let k = 0; k < rank; k++)
    toUnitNorm(rows + <usize>k * rowStride, load<f64>(roots + ((<usize>k) << 3)), leverage, bytes);
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(leverage + i, f64x2.pmin(f64x2.splat(1), v128.load(leverage + i)));
}

function subtractExactly(rows: usize, rowStride: usize, residual: usize, bytes: usize): void {
  for (let k = 0; k < rank; k++) {
    const weight = exactCoefficients + ((<usize>k) << 3);
    const column = rows + <usize>k * rowStride;
    subtractMultiple(residual, column, load<f64>(weight), load<f64>(weight + lowDistance), bytes);
  }
}

/** Takes the centres from framed columns; rows of zeros remain so. */
function centreFramed(rows: usize, rowStride: usize, count: i32, padded: i32): void {
  for (let k = 0; k < rank; k++) {
    if (load<i32>(kept + ((<usize>k) << 2)) < firstColumn) continue;
    const column = rows + <usize>k * rowStride;
    const centre = f64x2.splat(load<f64>(centres + ((<usize>k) << 3)));
    const end = column + ((<usize>count) << 3);
    for (let at = column; at < end; at += 16) v128.store(at, f64x2.sub(v128.load(at), centre));
    memory.fill(end, 0, (<usize>(padded - count)) << 3);
  }
}

/** Divides a column of Q by its norm and adds its squares to the leverages. */
function toUnitNorm(column: usize, norm: f64, leverage: usize, bytes: usize): void {
  const norms = f64x2.splat(norm);
  for (let i: usize = 0; i < bytes; i += 16) {
    const entry = f64x2.div(v128.load(column + i), norms);
    v128.store(column + i, entry);
    v128.store(leverage + i, f64x2.add(v128.load(leverage + i), f64x2.mul(entry, entry)));
  }
}
