// Householder QR in panels of four columns. The triangle R stands row-major, `width` numbers to a row; rows to absorb
// stand column-major, `stride` bytes to a column, their count a multiple of four (rows of zeros change nothing).

import { dotOf, dots, dotsFourByTwo, scaleBy, subtractFourFromTwo, subtractFrom } from './tiles';

const PANEL = 4;
/** Squares this small are about to underflow; beside columns of size 1 their rows say nothing. */
const NEGLIGIBLE_SQUARE: f64 = 1e-280;

/** T of the panel's four reflections I - V T V', 4 x 4, row-major, upper; V has the unit matrix on top. */
const reflector: usize = memory.data(128, 16);

/**
 * Absorbs rows into a triangle and overwrites them. Columns before `from` are zero in all of them.
 *
 * @see Schreiber and Van Loan (1989), A storage-efficient WY representation for products of Householder
 *   transformations; Golub and Van Loan, Matrix Computations, 4th ed., 5.1.7 and 5.2.3.
 */
export function absorbRows(
  triangle: usize,
  width: i32,
  rows: usize,
  stride: usize,
  count: i32,
  from: i32,
): void {
  const bytes = (<usize>count) << 3;
  for (let k = from; k < width; k += PANEL) {
    const size = min(PANEL, width - k);
    factorPanel(triangle, width, rows, stride, bytes, k, size);
    // Only a whole panel has columns after it.
    if (k + PANEL < width) {
      finishReflector(rows + <usize>k * stride, stride, bytes);
      applyPanel(triangle, width, rows, stride, bytes, k);
    }
  }
}

function at(triangle: usize, width: i32, row: i32, column: i32): usize {
  return triangle + ((<usize>(row * width + column)) << 3);
}

/** Reflects the panel's columns one by one; leaves v, with 1 on top, in each and its tau on the diagonal of T. */
function factorPanel(
  triangle: usize,
  width: i32,
  rows: usize,
  stride: usize,
  bytes: usize,
  k: i32,
  size: i32,
): void {
  for (let j = 0; j < size; j++) {
    const column = k + j;
    const tail = rows + <usize>column * stride;
    const diagonal = at(triangle, width, column, column);
    const tau = reflectionOf(diagonal, tail, bytes);
    store<f64>(reflector + ((<usize>(j * (PANEL + 1))) << 3), tau);
    if (tau === 0) continue;
    for (let other = column + 1; other < k + size; other++) {
      const values = rows + <usize>other * stride;
      const top = at(triangle, width, column, other);
      const weight = tau * (load<f64>(top) + dotOf(tail, values, bytes));
      store<f64>(top, load<f64>(top) - weight);
      subtractFrom(values, tail, weight, bytes);
    }
  }
}

/** Makes a column's tail the reflection that clears it, puts the new diagonal in place and returns tau; 0 for none. */
function reflectionOf(diagonal: usize, tail: usize, bytes: usize): f64 {
  const pivot = load<f64>(diagonal);
  const below = dotOf(tail, tail, bytes);
  const square = pivot * pivot + below;
  if (below === 0 || square < NEGLIGIBLE_SQUARE) {
    memory.fill(tail, 0, bytes);
    return 0;
  }
  const norm = Math.sqrt(square);
  // The sign that adds: the reflection's first entry is then never a difference of near numbers.
  const head = pivot < 0 ? pivot - norm : pivot + norm;
  store<f64>(diagonal, pivot < 0 ? norm : -norm);
  scaleBy(tail, 1 / head, bytes);
  return Math.abs(head) / norm;
}

/** The entries of T above its diagonal. */
function finishReflector(panel: usize, stride: usize, bytes: usize): void {
  const v1 = panel + stride;
  const v2 = v1 + stride;
  const v3 = v2 + stride;
  dotsFourByTwo(panel, stride, v2, v3, bytes);
  const d01 = dotOf(panel, v1, bytes);
  const d02 = load<f64>(dots);
  const d03 = load<f64>(dots, 8);
  const d12 = load<f64>(dots, 16);
  const d13 = load<f64>(dots, 24);
  const d23 = load<f64>(dots, 40);
  const t00 = load<f64>(reflector);
  const t11 = load<f64>(reflector, 40);
  const t22 = load<f64>(reflector, 80);
  const t33 = load<f64>(reflector, 120);
  const t01 = -t11 * t00 * d01;
  const t02 = -t22 * (t00 * d02 + t01 * d12);
  const t12 = -t22 * t11 * d12;
  store<f64>(reflector, t01, 8);
  store<f64>(reflector, t02, 16);
  store<f64>(reflector, t12, 48);
  store<f64>(reflector, -t33 * (t00 * d03 + t01 * d13 + t02 * d23), 24);
  store<f64>(reflector, -t33 * (t11 * d13 + t12 * d23), 56);
  store<f64>(reflector, -t33 * t22 * d23, 88);
}

/** Reflects all columns after the panel, two at a time. */
function applyPanel(triangle: usize, width: i32, rows: usize, stride: usize, bytes: usize, k: i32): void {
  const panel = rows + <usize>k * stride;
  const rowBytes = (<usize>width) << 3;
  let column = k + PANEL;
  for (; column < width; column += 2) {
    // A last column by itself is taken twice; both times the same is stored.
    const isPair = column + 1 < width;
    const values = rows + <usize>column * stride;
    const next = isPair ? values + stride : values;
    const top = at(triangle, width, k, column);
    dotsFourByTwo(panel, stride, values, next, bytes);
    weighTops(top, isPair, rowBytes);
    if (isPair) subtractFourFromTwo(values, next, panel, stride, bytes);
    else subtractFour(values, panel, stride, bytes);
  }
}

/** W = T' (tops + dots) into `dots`, and takes it from the tops: four numbers below each other in two columns. */
function weighTops(top: usize, isPair: bool, rowBytes: usize): void {
  const top1 = top + rowBytes;
  const top2 = top1 + rowBytes;
  const top3 = top2 + rowBytes;
  const w0 = f64x2.add(pairAt(top, isPair), v128.load(dots));
  const w1 = f64x2.add(pairAt(top1, isPair), v128.load(dots, 16));
  const w2 = f64x2.add(pairAt(top2, isPair), v128.load(dots, 32));
  const w3 = f64x2.add(pairAt(top3, isPair), v128.load(dots, 48));
  const x0 = f64x2.mul(entry(0), w0);
  const x1 = f64x2.add(f64x2.mul(entry(8), w0), f64x2.mul(entry(40), w1));
  const x2 = f64x2.add(
    f64x2.add(f64x2.mul(entry(16), w0), f64x2.mul(entry(48), w1)),
    f64x2.mul(entry(80), w2),
  );
  const x3 = f64x2.add(
    f64x2.add(f64x2.mul(entry(24), w0), f64x2.mul(entry(56), w1)),
    f64x2.add(f64x2.mul(entry(88), w2), f64x2.mul(entry(120), w3)),
  );
  v128.store(dots, x0);
  v128.store(dots, x1, 16);
  v128.store(dots, x2, 32);
  v128.store(dots, x3, 48);
  putPair(top, isPair, f64x2.sub(pairAt(top, isPair), x0));
  putPair(top1, isPair, f64x2.sub(pairAt(top1, isPair), x1));
  putPair(top2, isPair, f64x2.sub(pairAt(top2, isPair), x2));
  putPair(top3, isPair, f64x2.sub(pairAt(top3, isPair), x3));
}

function entry(offset: usize): v128 {
  return v128.load64_splat(reflector + offset);
}

function pairAt(address: usize, isPair: bool): v128 {
  return isPair ? v128.load(address) : v128.load64_splat(address);
}

function putPair(address: usize, isPair: bool, pair: v128): void {
  if (isPair) v128.store(address, pair);
  else v128.store64_lane(address, pair, 0);
}

function subtractFour(to: usize, panel: usize, stride: usize, bytes: usize): void {
  for (let j = 0; j < PANEL; j++)
    subtractFrom(to, panel + <usize>j * stride, load<f64>(dots + ((<usize>j) << 4)), bytes);
}

/**
 * Absorbs one triangle into another. `rows` is room for `chunk` rows of `width` columns, `stride` bytes to a column;
 * `chunk` is a multiple of four. The second triangle is not changed.
 */
export function mergeTriangles(
  triangle: usize,
  second: usize,
  width: i32,
  rows: usize,
  stride: usize,
  chunk: i32,
): void {
  for (let from = 0; from < width; from += chunk) {
    const count = min(chunk, width - from);
    const padded = (count + 3) & ~3;
    for (let column = from; column < width; column++) {
      const to = rows + <usize>column * stride;
      for (let i = 0; i < count; i++)
        store<f64>(to + ((<usize>i) << 3), load<f64>(at(second, width, from + i, column)));
      memory.fill(to + ((<usize>count) << 3), 0, (<usize>(padded - count)) << 3);
    }
    absorbRows(triangle, width, rows, stride, padded, from);
  }
}
