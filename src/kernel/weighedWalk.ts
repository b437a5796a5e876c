// The second walk over rows that weigh differently, by weights of their own or by those of the last step of a Poisson
// fit: as in walk.ts, with rows of the square root of the weights times X.

import { halfDeviance, LOG_LINK, meanOf } from './counts';
import { columnAt, columnCount } from './rowBlock';
import {
  coefficients,
  dfResidual,
  LEVERAGE_ONE,
  noise,
  perTarget,
  rank,
  rss,
  spread,
  spreadWidth,
} from './solution';
import { addProducts, subtractFrom } from './tiles';
import { centreRows, turnAllRows } from './turnRows';

/**
 * As `walkRows`, for rows with the roots of their weights at `roots` (0: all weigh 1) and a link of Poisson's (0: least
 * squares). A seventh column of `out` has the deviance residuals. The test for changing spread gets no sums.
 */
export function walkWeighedRows(
  from: i32,
  count: i32,
  rows: usize,
  rowStride: usize,
  out: usize,
  outStride: usize,
  roots: usize,
  link: i32,
): void {
  const padded = (count + 7) & ~7;
  const bytes = (<usize>padded) << 3;
  const offset = (<usize>from) << 3;
  const residual = rows + <usize>spreadWidth * rowStride;
  const leverage = residual + rowStride;
  const factor = leverage + rowStride;
  centreRows(offset, count, rows, rowStride, residual, padded);
  memory.fill(factor, 0, bytes);
  for (let k = 0; k < rank; k++)
    subtractFrom(factor, rows + <usize>k * rowStride, -load<f64>(coefficients + ((<usize>k) << 3)), bytes);
  const to = out + offset;
  if (link === 0) {
    const target = columnAt(columnCount - 1) + offset;
    weighResiduals(target, residual, factor, roots, count, to, outStride);
  } else weighCounts(residual, factor, roots, link, count, to, outStride);
  memory.fill(factor + ((<usize>count) << 3), 0, bytes - ((<usize>count) << 3));
  for (let k = 0; k < rank; k++) multiplyBy(rows + <usize>k * rowStride, factor, bytes);
  turnAllRows(rows, rowStride, leverage, bytes);
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    if (link === 0) describeRow(residual + at, load<f64>(leverage + at), to + at, outStride);
    else describeCount(load<f64>(residual + at), load<f64>(leverage + at), to + at, outStride);
  }
  for (let k = 0; k < rank; k++) multiplyBy(rows + <usize>k * rowStride, residual, bytes);
  addProducts(spread, spreadWidth, rows, rowStride, bytes);
}

/** Least squares: in place of y its weighed residual, in place of the predictor the root of the weight. */
function weighResiduals(
  target: usize,
  residual: usize,
  factor: usize,
  roots: usize,
  count: i32,
  out: usize,
  outStride: usize,
): void {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const root = roots === 0 ? 1 : load<f64>(roots + at);
    const error = load<f64>(residual + at) - load<f64>(factor + at);
    const inFile = error * perTarget;
    store<f64>(out + at, load<f64>(target + at) - inFile);
    store<f64>(out + at + outStride, inFile);
    store<f64>(out + at + 6 * outStride, root * inFile);
    store<f64>(residual + at, root * error);
    store<f64>(factor + at, root);
  }
}

/** Counts: in place of y its Pearson residual, in place of the predictor the root of the working weight. */
function weighCounts(
  residual: usize,
  factor: usize,
  roots: usize,
  link: i32,
  count: i32,
  out: usize,
  outStride: usize,
): void {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const root = roots === 0 ? 1 : load<f64>(roots + at);
    const y = load<f64>(residual + at);
    const mean = meanOf(link, load<f64>(factor + at));
    const error = y - mean;
    const spread = Math.sqrt(mean);
    const size = root * Math.sqrt(2 * halfDeviance(y, mean));
    store<f64>(out + at, mean);
    store<f64>(out + at + outStride, error);
    store<f64>(out + at + 6 * outStride, error < 0 ? -size : size);
    store<f64>(residual + at, spread > 0 ? (root * error) / spread : 0);
    store<f64>(factor + at, link === LOG_LINK ? root * spread : root / spread);
  }
}

/** Writes the influence of a row and, in place of its residual, the root of its weight in HC3. */
function describeRow(residual: usize, leverage: f64, out: usize, outStride: usize): void {
  const error = load<f64>(residual);
  const free = 1 - leverage;
  const share = (error * error) / free;
  const others = Math.max(rss - share, noise) / (dfResidual - 1);
  const variance = rss / dfResidual;
  const isUndefined = rss <= noise || leverage >= LEVERAGE_ONE;
  store<f64>(out + 2 * outStride, leverage);
  store<f64>(out + 3 * outStride, isUndefined || dfResidual < 2 ? NaN : error / Math.sqrt(others * free));
  store<f64>(out + 4 * outStride, isUndefined ? NaN : error / Math.sqrt(variance * free));
  store<f64>(out + 5 * outStride, isUndefined ? NaN : (share * leverage) / (<f64>rank * variance * free));
  store<f64>(residual, error / free);
}

/** The same of a count, whose variance is its mean; see R's `rstudent`, `rstandard` and `cooks.distance` of a `glm`. */
function describeCount(pearson: f64, leverage: f64, out: usize, outStride: usize): void {
  const deviance = load<f64>(out + 6 * outStride);
  const free = 1 - leverage;
  const isUndefined = leverage >= LEVERAGE_ONE;
  const size = Math.sqrt(deviance * deviance + (pearson * pearson * leverage) / free);
  store<f64>(out + 2 * outStride, leverage);
  store<f64>(out + 3 * outStride, isUndefined ? NaN : deviance < 0 ? -size : size);
  store<f64>(out + 4 * outStride, isUndefined ? NaN : deviance / Math.sqrt(free));
  store<f64>(
    out + 5 * outStride,
    isUndefined ? NaN : (pearson * pearson * leverage) / (free * free * <f64>rank),
  );
}

function multiplyBy(column: usize, factors: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(column + i, f64x2.mul(v128.load(column + i), v128.load(factors + i)));
}
