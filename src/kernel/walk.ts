// The second walk over the rows: residuals, rows of Q = X R^-1 and with them exact leverages, influence, and the sums
// behind robust standard errors and the test for changing spread. Columns as in rowBlock.ts; Q is never kept.

import { lowDistance, subtractMultiple } from './doubleDouble';
import { fillExactOnes, frameExactColumn } from './exactRows';
import { turnExactRows } from './exactTriangle';
import { columnCount, fillOnes, firstColumn, frameColumn } from './rowBlock';
import { dotOf, dots, dotsFourByTwo, subtractFourFrom, subtractFrom } from './tiles';

/** Leverages this near 1 are 1. */
export const LEVERAGE_ONE: f64 = 1 - 1e-12;
/** Bytes of eight rows: what the loops below keep in registers. */
export const EIGHT_ROWS: usize = 64;

export let rank: i32 = 0;
let kept: usize = 0;
let centres: usize = 0;
export let coefficients: usize = 0;
let inverse: usize = 0;
export let rss: f64 = 0;
export let dfResidual: f64 = 0;
export let noise: f64 = 0;
let meanSquare: f64 = 0;
export let perTarget: f64 = 1;
let projected: usize = 0;
let spread: usize = 0;
export let spreadWidth: i32 = 0;
let triangle: usize = 0;
let triangleColumn: usize = 0;
let roots: usize = 0;
let exactCoefficients: usize = 0;

/**
 * The solution: `rank` columns of `[1 X y]` that were kept (i32 at `keptList`), their centres and coefficients, and the
 * inverse of their triangle, column-major. `perTargetUnit` is 1 over the target's scale.
 */
export function setSolution(
  count: i32,
  keptList: usize,
  centreList: usize,
  coefficientList: usize,
  inverseTriangle: usize,
  perTargetUnit: f64,
): void {
  rank = count;
  kept = keptList;
  centres = centreList;
  coefficients = coefficientList;
  inverse = inverseTriangle;
  perTarget = perTargetUnit;
}

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

/** What influence is measured by: a residual sum of squares up to `noiseSquare` is a perfect fit. */
export function setInfluence(sumOfSquares: f64, degrees: f64, noiseSquare: f64, mean: f64): void {
  rss = sumOfSquares;
  dfResidual = degrees;
  noise = noiseSquare;
  meanSquare = mean;
}

/**
 * Where sums go: Q' (squared residual - mean) and after its `rank` numbers the square of that vector; and the spread,
 * `width` squared numbers of which the lower triangle is filled. `width` is the rank up to a multiple of four.
 */
export function setSums(projectedSums: usize, spreadSums: usize, width: i32): void {
  projected = projectedSums;
  spread = spreadSums;
  spreadWidth = width;
}

/**
 * Walks over `count` rows of a block from row `from` on. At `out` stand six columns of the whole block, `outStride`
 * bytes each: fitted, residual, leverage, externally and internally studentised residual, Cook's distance. `rows` is
 * room for `spreadWidth` columns and three more of `count` rows (up to a multiple of eight), `rowStride` bytes each;
 * those columns that are none of the rank must be zero.
 */
export function walkRows(
  block: usize,
  stride: usize,
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
  centreRows(block + offset, stride, count, rows, rowStride, residual, padded);
  subtractFitted(rows, rowStride, residual, bytes);
  memory.fill(leverage, 0, bytes);
  for (let i: usize = 0; i < bytes; i += EIGHT_ROWS) turnRows(rows + i, rowStride, leverage + i);
  const target = block + <usize>(columnCount - 1) * stride + offset;
  sumRows(target, count, rows, rowStride, out + offset, outStride);
}

/** The same in double-double up to the residuals, and up to Q where needed. The block's low words: `lowBlock` behind. */
export function walkExactRows(
  block: usize,
  lowBlock: usize,
  stride: usize,
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
    else frameExactColumn(block + <usize>column * stride + offset, lowBlock, to, column, count, padded);
  }
  memory.fill(leverage, 0, bytes);
  if (exactCoefficients === 0) turnExactly(rows, rowStride, residual, leverage, bytes);
  else {
    subtractExactly(rows, rowStride, residual, bytes);
    centreFramed(rows, rowStride, count, padded);
    for (let i: usize = 0; i < bytes; i += EIGHT_ROWS) turnRows(rows + i, rowStride, leverage + i);
  }
  const target = block + <usize>(columnCount - 1) * stride + offset;
  sumRows(target, count, rows, rowStride, out + offset, outStride);
}

function turnExactly(rows: usize, rowStride: usize, residual: usize, leverage: usize, bytes: usize): void {
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

/** What is known of rows of Q with their residuals and leverages: each row to `out`, and the sums over all. */
function sumRows(
  target: usize,
  count: i32,
  rows: usize,
  rowStride: usize,
  out: usize,
  outStride: usize,
): void {
  const padded = (count + 7) & ~7;
  const bytes = (<usize>padded) << 3;
  const residual = rows + <usize>spreadWidth * rowStride;
  const leverage = residual + rowStride;
  const excess = leverage + rowStride;
  describeRows(target, residual, leverage, excess, count, out, outStride);
  // The rows of zeros at the end have no residual, which is no excess.
  for (let i = count; i < padded; i++) store<f64>(excess + ((<usize>i) << 3), 0);
  for (let k = 0; k < rank; k++) {
    const sum = projected + ((<usize>k) << 3);
    store<f64>(sum, load<f64>(sum) + projectAndWeigh(rows + <usize>k * rowStride, excess, residual, bytes));
  }
  const total = projected + ((<usize>rank) << 3);
  store<f64>(total, load<f64>(total) + dotOf(excess, excess, bytes));
  addSpread(rows, rowStride, bytes);
}

/** The kept columns about their centres, and the framed target where the residual will be. */
export function centreRows(
  block: usize,
  stride: usize,
  count: i32,
  rows: usize,
  rowStride: usize,
  residual: usize,
  padded: i32,
): void {
  for (let k = 0; k < rank; k++) {
    const to = rows + <usize>k * rowStride;
    const column = load<i32>(kept + ((<usize>k) << 2)) - firstColumn;
    const centre = load<f64>(centres + ((<usize>k) << 3));
    if (column < 0) fillOnes(to, count, padded);
    else frameColumn(block + <usize>column * stride, to, column, centre, count, padded);
  }
  const target = columnCount - 1;
  frameColumn(block + <usize>target * stride, residual, target, 0, count, padded);
}

/** Takes the columns times their coefficients from the residuals, four at a time. */
function subtractFitted(rows: usize, rowStride: usize, residual: usize, bytes: usize): void {
  let k = 0;
  for (; k + 3 < rank; k += 4)
    subtractFourFrom(
      residual,
      rows + <usize>k * rowStride,
      rowStride,
      coefficients + ((<usize>k) << 3),
      bytes,
    );
  for (; k < rank; k++)
    subtractFrom(residual, rows + <usize>k * rowStride, load<f64>(coefficients + ((<usize>k) << 3)), bytes);
}

/** Makes eight rows of X rows of Q, two columns at a time from the last on, and adds their squares to the leverages. */
export function turnRows(row: usize, stride: usize, leverage: usize): void {
  let h0 = v128.load(leverage);
  let h1 = v128.load(leverage, 16);
  let h2 = v128.load(leverage, 32);
  let h3 = v128.load(leverage, 48);
  for (let k = rank - 1; k >= 0; k -= 2) {
    // By itself the first column is taken with weights of zero as its neighbour.
    const weights = inverse + ((<usize>(k * rank)) << 3);
    const others = k > 0 ? weights - ((<usize>rank) << 3) : weights;
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let a2 = f64x2.splat(0);
    let a3 = f64x2.splat(0);
    let b0 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let b2 = f64x2.splat(0);
    let b3 = f64x2.splat(0);
    let value = row;
    const end = (<usize>(k + 1)) << 3;
    for (let j: usize = 0; j < end; j += 8) {
      const x0 = v128.load(value);
      const x1 = v128.load(value, 16);
      const x2 = v128.load(value, 32);
      const x3 = v128.load(value, 48);
      const a = v128.load64_splat(weights + j);
      const b = v128.load64_splat(others + j);
      a0 = f64x2.add(a0, f64x2.mul(a, x0));
      a1 = f64x2.add(a1, f64x2.mul(a, x1));
      a2 = f64x2.add(a2, f64x2.mul(a, x2));
      a3 = f64x2.add(a3, f64x2.mul(a, x3));
      b0 = f64x2.add(b0, f64x2.mul(b, x0));
      b1 = f64x2.add(b1, f64x2.mul(b, x1));
      b2 = f64x2.add(b2, f64x2.mul(b, x2));
      b3 = f64x2.add(b3, f64x2.mul(b, x3));
      value += stride;
    }
    const last = value - stride;
    v128.store(last, a0);
    v128.store(last, a1, 16);
    v128.store(last, a2, 32);
    v128.store(last, a3, 48);
    h0 = f64x2.add(h0, f64x2.mul(a0, a0));
    h1 = f64x2.add(h1, f64x2.mul(a1, a1));
    h2 = f64x2.add(h2, f64x2.mul(a2, a2));
    h3 = f64x2.add(h3, f64x2.mul(a3, a3));
    if (k === 0) continue;
    const next = last - stride;
    v128.store(next, b0);
    v128.store(next, b1, 16);
    v128.store(next, b2, 32);
    v128.store(next, b3, 48);
    h0 = f64x2.add(h0, f64x2.mul(b0, b0));
    h1 = f64x2.add(h1, f64x2.mul(b1, b1));
    h2 = f64x2.add(h2, f64x2.mul(b2, b2));
    h3 = f64x2.add(h3, f64x2.mul(b3, b3));
  }
  const one = f64x2.splat(1);
  v128.store(leverage, f64x2.pmin(one, h0));
  v128.store(leverage, f64x2.pmin(one, h1), 16);
  v128.store(leverage, f64x2.pmin(one, h2), 32);
  v128.store(leverage, f64x2.pmin(one, h3), 48);
}

/**
 * Writes what is known of each row, two at a time; see Cook and Weisberg (1982), 2.2.1 and 3.2. The squared residuals'
 * excess over their mean goes to `excess`, and in place of the residuals stand the weights of HC3, their roots.
 */
function describeRows(
  target: usize,
  residuals: usize,
  leverages: usize,
  excess: usize,
  count: i32,
  out: usize,
  outStride: usize,
): void {
  const one = f64x2.splat(1);
  const variance = rss / dfResidual;
  const perSigma = f64x2.splat(1 / Math.sqrt(variance));
  const perCoefficient = f64x2.splat(1 / (<f64>rank * variance));
  const noNumber = f64x2.splat(NaN);
  const isPerfect = i64x2.splat(rss <= noise ? -1 : 0);
  const hasNoOthers = i64x2.splat(dfResidual < 2 ? -1 : 0);
  const left = f64x2.splat(dfResidual - 1);
  const bytes = (<usize>count) << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const residual = v128.load(residuals + i);
    const leverage = v128.load(leverages + i);
    const inFile = f64x2.mul(residual, f64x2.splat(perTarget));
    const square = f64x2.mul(residual, residual);
    const perFree = f64x2.div(one, f64x2.sub(one, leverage));
    const share = f64x2.mul(square, perFree);
    // Without this row the fit may be perfect: rounding is all that is left then, and the ratio huge, not infinite.
    const others = f64x2.pmax(f64x2.sub(f64x2.splat(rss), share), f64x2.splat(noise));
    const isUndefined = v128.or(isPerfect, f64x2.ge(leverage, f64x2.splat(LEVERAGE_ONE)));
    const external = f64x2.mul(residual, f64x2.sqrt(f64x2.div(f64x2.mul(left, perFree), others)));
    const internal = f64x2.mul(f64x2.mul(residual, perSigma), f64x2.sqrt(perFree));
    const distance = f64x2.mul(f64x2.mul(share, perCoefficient), f64x2.mul(leverage, perFree));
    v128.store(excess + i, f64x2.sub(square, f64x2.splat(meanSquare)));
    v128.store(residuals + i, f64x2.mul(residual, perFree));
    let to = out + i;
    v128.store(to, f64x2.sub(v128.load(target + i), inFile));
    to += outStride;
    v128.store(to, inFile);
    to += outStride;
    v128.store(to, leverage);
    to += outStride;
    v128.store(to, v128.bitselect(noNumber, external, v128.or(isUndefined, hasNoOthers)));
    to += outStride;
    v128.store(to, v128.bitselect(noNumber, internal, isUndefined));
    to += outStride;
    v128.store(to, v128.bitselect(noNumber, distance, isUndefined));
  }
}

/** The product of a column with the excess; the column is multiplied by the weights. */
function projectAndWeigh(column: usize, excess: usize, weights: usize, bytes: usize): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 32) {
    const first = v128.load(column + i);
    const second = v128.load(column + i, 16);
    even = f64x2.add(even, f64x2.mul(first, v128.load(excess + i)));
    odd = f64x2.add(odd, f64x2.mul(second, v128.load(excess + i, 16)));
    v128.store(column + i, f64x2.mul(first, v128.load(weights + i)));
    v128.store(column + i, f64x2.mul(second, v128.load(weights + i, 16)), 16);
  }
  const sums = f64x2.add(even, odd);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** Adds the products of the weighted columns of Q, four by two at a time, to the lower triangle. */
export function addSpread(rows: usize, rowStride: usize, bytes: usize): void {
  for (let k = 0; k < spreadWidth; k += 4) {
    const four = rows + <usize>k * rowStride;
    for (let j = 0; j < k + 4; j += 2) {
      const two = rows + <usize>j * rowStride;
      dotsFourByTwo(four, rowStride, two, two + rowStride, bytes);
      for (let i = 0; i < 4; i++) {
        const sum = spread + ((<usize>((k + i) * spreadWidth + j)) << 3);
        v128.store(sum, f64x2.add(v128.load(sum), v128.load(dots + ((<usize>i) << 4))));
      }
    }
  }
}
