// Rows that weigh more or less than others: moments by weight, and rows times the roots of their weights.

/** The sum of the squares of `count` roots. */
export function totalWeight(roots: usize, count: i32): f64 {
  let total: f64 = 0;
  for (let i = 0; i < count; i++) {
    const root = load<f64>(roots + ((<usize>i) << 3));
    total += root * root;
  }
  return total;
}

/**
 * Adds framed rows to the means and centred sums of squares of their `width` columns, each row by its weight, `before`
 * being the weight of the rows so far.
 */
export function addWeighedMoments(
  rows: usize,
  rowStride: usize,
  count: i32,
  width: i32,
  roots: usize,
  means: usize,
  squares: usize,
  before: f64,
): void {
  const added = totalWeight(roots, count);
  const share = added / (before + added);
  for (let k = 0; k < width; k++) {
    const column = rows + <usize>k * rowStride;
    const offset = (<usize>k) << 3;
    const mean = weighedSum(column, roots, count) / added;
    const step = mean - load<f64>(means + offset);
    store<f64>(means + offset, load<f64>(means + offset) + step * share);
    const about = weighedSquares(column, roots, count, mean);
    store<f64>(squares + offset, load<f64>(squares + offset) + about + step * step * before * share);
  }
}

function weighedSum(column: usize, roots: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const root = load<f64>(roots + ((<usize>i) << 3));
    sum += root * root * load<f64>(column + ((<usize>i) << 3));
  }
  return sum;
}

function weighedSquares(column: usize, roots: usize, count: i32, mean: f64): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const root = load<f64>(roots + ((<usize>i) << 3));
    const difference = root * (load<f64>(column + ((<usize>i) << 3)) - mean);
    sum += difference * difference;
  }
  return sum;
}

/** Multiplies `count` rows of `width` columns by a factor of their own. */
export function weighRows(rows: usize, rowStride: usize, count: i32, width: i32, roots: usize): void {
  for (let k = 0; k < width; k++) {
    const column = rows + <usize>k * rowStride;
    let i = 0;
    for (; i + 1 < count; i += 2) {
      const at = (<usize>i) << 3;
      v128.store(column + at, f64x2.mul(v128.load(column + at), v128.load(roots + at)));
    }
    if (i < count) {
      const at = (<usize>i) << 3;
      store<f64>(column + at, load<f64>(column + at) * load<f64>(roots + at));
    }
  }
}
