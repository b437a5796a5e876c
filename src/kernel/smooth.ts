// One round of local regression, as `smoothOnce` in src/core/judge/smooth.ts: the same sums in the same order.

/** Shares of the reach up to which a point is as near as can be, and from which on it is out of sight. */
const NEAR: f64 = 0.001;
const FAR: f64 = 0.999;

function at(values: usize, i: i32): f64 {
  return load<f64>(values + ((<usize>i) << 3));
}

function put(values: usize, i: i32, value: f64): void {
  store<f64>(values + ((<usize>i) << 3), value);
}

/**
 * Fits weighted lines through the points near some of the places x, at least `step` apart, and joins them straight. The
 * arrays are of `count` doubles, x ascending.
 */
export function smoothPoints(
  x: usize,
  y: usize,
  trust: usize,
  fitted: usize,
  count: i32,
  window: i32,
  step: f64,
): void {
  let left = 0;
  let previous = -1;
  let i = 0;
  while (previous < count - 1) {
    const place = at(x, i);
    while (left + window < count && place - at(x, left) > at(x, left + window) - place) left++;
    put(fitted, i, fitAt(x, y, trust, count, i, left, left + window - 1));
    joinStraight(x, fitted, previous, i);
    previous = i;
    // Points at the same x share their value; then on to the last point within the step.
    const cut = place + step;
    let next = i + 1;
    for (; next < count && at(x, next) <= cut; next++)
      if (at(x, next) === at(x, previous)) {
        put(fitted, next, at(fitted, previous));
        previous = next;
      }
    i = max(previous + 1, next - 1);
  }
}

function joinStraight(x: usize, fitted: usize, from: i32, to: i32): void {
  for (let j = from + 1; j < to; j++) {
    const share = (at(x, j) - at(x, from)) / (at(x, to) - at(x, from));
    put(fitted, j, share * at(fitted, to) + (1 - share) * at(fitted, from));
  }
}

/** The weighted line's value at the i-th place, from the points near it, ties at the edge included. */
function fitAt(x: usize, y: usize, trust: usize, count: i32, i: i32, left: i32, right: i32): f64 {
  const place = at(x, i);
  const reach = Math.max(place - at(x, left), at(x, right) - place);
  const near = NEAR * reach;
  const far = FAR * reach;
  const perReach = 1 / reach;
  let total: f64 = 0;
  let sumX: f64 = 0;
  let sumY: f64 = 0;
  let squares: f64 = 0;
  let products: f64 = 0;
  let j = left;
  while (place - at(x, j) > far) j++;
  for (; j < count; j++) {
    const away = at(x, j) - place;
    if (away > far) break;
    const distance = Math.abs(away);
    const weight = (distance <= near ? 1 : tricube(distance * perReach)) * at(trust, j);
    const weighted = weight * away;
    const value = at(y, j);
    total += weight;
    sumX += weighted;
    sumY += weight * value;
    squares += weighted * away;
    products += weighted * value;
  }
  if (total <= 0) return at(y, i);
  const mean = sumX / total;
  const spread = squares - mean * sumX;
  const range = at(x, count - 1) - at(x, 0);
  const isSloped = reach > 0 && Math.sqrt(Math.max(0, spread) / total) > NEAR * range;
  return sumY / total - (isSloped ? (mean * (products - mean * sumY)) / spread : 0);
}

function tricube(share: f64): f64 {
  const rest = 1 - share * share * share;
  return rest * rest * rest;
}
