// Householder QR in panels of four columns. The triangle R stands row-major, `width` numbers to a row; rows to absorb
// stand column-major, `stride` bytes to a column, their count a multiple of four (rows of zeros change nothing).

import { dotOf, dots, dotsFourByTwo, subtractFourFromTwo, subtractFrom } from './tiles';

const PANEL = 4;
/** Squares this small are about to underflow; beside columns of size 1 their rows say nothing. */
const NEGLIGIBLE_SQUARE: f64 = 1e-280;

/** T of the panel's four reflections I - V T V', 4 x 4, row-major, upper. */
const reflector: usize = memory.data(128, 16);
/** Their first entries: on top V is the diagonal matrix of them. */
const heads: usize = memory.data(32, 16);

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

/** Reflects the panel's columns one by one: the tail of v stays in each, its head and its factor are put aside. */
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
    const factor = reflectionOf(diagonal, tail, bytes, j);
    if (factor === 0) continue;
    const head = load<f64>(heads + ((<usize>j) << 3));
    for (let other = column + 1; other < k + size; other++) {
      const values = rows + <usize>other * stride;
      const top = at(triangle, width, column, other);
      const weight = factor * dotOf(tail, values, bytes, head * load<f64>(top));
      store<f64>(top, load<f64>(top) - weight * head);
      subtractFrom(values, tail, weight, bytes);
    }
  }
}

/**
 * The reflection I - factor v v' that clears a column's tail, which is v but for its head. Puts the new diagonal in
 * place and returns the factor; 0 for none.
 */
function reflectionOf(diagonal: usize, tail: usize, bytes: usize, j: i32): f64 {
  const pivot = load<f64>(diagonal);
  const below = dotOf(tail, tail, bytes);
  const square = pivot * pivot + below;
  if (below === 0 || square < NEGLIGIBLE_SQUARE) {
    return putReflection(j, 0, 0);
  }
  const norm = Math.sqrt(square);
  // The sign that adds: the reflection's first entry is then never a difference of near numbers.
  const head = pivot < 0 ? pivot - norm : pivot + norm;
  store<f64>(diagonal, pivot < 0 ? norm : -norm);
  return putReflection(j, head, 1 / (norm * Math.abs(head)));
}

function putReflection(j: i32, head: f64, factor: f64): f64 {
  store<f64>(heads + ((<usize>j) << 3), head);
  store<f64>(reflector + ((<usize>(j * (PANEL + 1))) << 3), factor);
  return factor;
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

/** W = T' V'C into `dots`, and takes V W from the tops: four numbers below each other in two columns. */
function weighTops(top: usize, isPair: bool, rowBytes: usize): void {
  const top1 = top + rowBytes;
  const top2 = top1 + rowBytes;
  const top3 = top2 + rowBytes;
  const h0 = v128.load64_splat(heads);
  const h1 = v128.load64_splat(heads, 8);
  const h2 = v128.load64_splat(heads, 16);
  const h3 = v128.load64_splat(heads, 24);
  const w0 = f64x2.add(f64x2.mul(h0, pairAt(top, isPair)), v128.load(dots));
  const w1 = f64x2.add(f64x2.mul(h1, pairAt(top1, isPair)), v128.load(dots, 16));
  const w2 = f64x2.add(f64x2.mul(h2, pairAt(top2, isPair)), v128.load(dots, 32));
  const w3 = f64x2.add(f64x2.mul(h3, pairAt(top3, isPair)), v128.load(dots, 48));
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
  putPair(top, isPair, f64x2.sub(pairAt(top, isPair), f64x2.mul(h0, x0)));
  putPair(top1, isPair, f64x2.sub(pairAt(top1, isPair), f64x2.mul(h1, x1)));
  putPair(top2, isPair, f64x2.sub(pairAt(top2, isPair), f64x2.mul(h2, x2)));
  putPair(top3, isPair, f64x2.sub(pairAt(top3, isPair), f64x2.mul(h3, x3)));
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
