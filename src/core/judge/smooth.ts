/** How to smooth; the defaults are those of R's `lowess`. */
export type SmoothOptions = {
  /** Share of the points that speak at each place. */
  share?: number;
  /** Rounds in which far points lose weight. */
  rounds?: number;
  /** Fits are made at least this far apart along x and joined by straight lines; 1 % of the range by default. */
  step?: number;
  /** How a round is computed; plain loops unless told. */
  smoothRound?: SmoothRound | undefined;
};

/**
 * Robust local regression of y on x (lowess): a trend line that a few far points do not bend. Neither array is
 * changed.
 *
 * @returns x ascending and the smoothed y, one pair for each point; fewer than three points come back as they are.
 * @see Cleveland (1979), Robust locally weighted regression and smoothing scatterplots.
 */
export function smooth(
  x: Float64Array,
  y: Float64Array,
  options: SmoothOptions = {},
): { x: Float64Array; y: Float64Array } {
  const order = Uint32Array.from(x, (_, i) => i).sort((a, b) => x[a]! - x[b]! || a - b);
  const points: Points = {
    x: Float64Array.from(order, (i) => x[i]!),
    y: Float64Array.from(order, (i) => y[i]!),
    trust: new Float64Array(x.length).fill(1),
  };
  if (x.length < 3) return { x: points.x, y: points.y };
  const share = options.share ?? 2 / 3;
  const spacing: Spacing = {
    window: Math.max(2, Math.min(x.length, Math.floor(share * x.length + 1e-7))),
    step: options.step ?? 0.01 * (points.x.at(-1)! - points.x[0]!),
  };
  const smoothRound = options.smoothRound ?? smoothOnce;
  let fitted = smoothRound(points, spacing);
  for (let round = 0; round < (options.rounds ?? 3); round++) {
    if (!trustNearPoints(points, fitted)) break;
    fitted = smoothRound(points, spacing);
  }
  return { x: points.x, y: fitted };
}

/** Sorted by x; `trust` is the weight a point has left after the rounds so far. */
type Points = { x: Float64Array; y: Float64Array; trust: Float64Array };
type Spacing = { window: number; step: number };
/** The smoothed values of at least three points. */
export type SmoothRound = (points: Points, spacing: Spacing) => Float64Array;

function smoothOnce(points: Points, { window, step }: Spacing): Float64Array {
  const { x, y } = points;
  const n = x.length;
  const fitted = new Float64Array(n);
  let left = 0;
  let previous = -1;
  let i = 0;
  while (previous < n - 1) {
    while (left + window < n && x[i]! - x[left]! > x[left + window]! - x[i]!) left++;
    fitted[i] = fitAt(points, { at: x[i]!, left, right: left + window - 1 }) ?? y[i]!;
    joinStraight(x, fitted, previous, i);
    previous = i;
    // Points at the same x share their value; then on to the last point within the step.
    const cut = x[i]! + step;
    let next = i + 1;
    for (; next < n && x[next]! <= cut; next++)
      if (x[next] === x[previous]) {
        fitted[next] = fitted[previous]!;
        previous = next;
      }
    i = Math.max(previous + 1, next - 1);
  }
  return fitted;
}

function joinStraight(x: Float64Array, fitted: Float64Array, from: number, to: number): void {
  for (let j = from + 1; j < to; j++) {
    const share = (x[j]! - x[from]!) / (x[to]! - x[from]!);
    fitted[j] = share * fitted[to]! + (1 - share) * fitted[from]!;
  }
}

type Place = { at: number; left: number; right: number };

/** The weighted line's value at one place; undefined where no point has weight. */
function fitAt(points: Points, place: Place): number | undefined {
  const { x } = points;
  const { total, sumX, sumY, squares, products } = weighNear(points, place);
  if (total <= 0) return undefined;
  const mean = sumX / total;
  const spread = squares - mean * sumX;
  const reach = reachOf(x, place);
  const isSloped = reach > 0 && Math.sqrt(Math.max(0, spread) / total) > 0.001 * (x.at(-1)! - x[0]!);
  return sumY / total - (isSloped ? (mean * (products - mean * sumY)) / spread : 0);
}

function reachOf(x: Float64Array, { at, left, right }: Place): number {
  return Math.max(at - x[left]!, x[right]! - at);
}

/**
 * Sums over the points near a place, ties at the edge included, with tricube weights by distance, times trust. x counts
 * from the place, so that squares about the mean lose no digits when they are taken from squares about the place.
 */
function weighNear({ x, y, trust }: Points, place: Place) {
  const { at, left } = place;
  const reach = reachOf(x, place);
  const near = 0.001 * reach;
  const far = 0.999 * reach;
  const perReach = 1 / reach;
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  let squares = 0;
  let products = 0;
  let j = left;
  while (at - x[j]! > far) j++;
  for (; j < x.length; j++) {
    const step = x[j]! - at;
    if (step > far) break;
    const distance = Math.abs(step);
    const weight = (distance <= near ? 1 : tricube(distance * perReach)) * trust[j]!;
    const weighted = weight * step;
    const value = y[j]!;
    total += weight;
    sumX += weighted;
    sumY += weight * value;
    squares += weighted * step;
    products += weighted * value;
  }
  return { total, sumX, sumY, squares, products };
}

function tricube(share: number): number {
  const rest = 1 - share * share * share;
  return rest * rest * rest;
}

/** Bisquare weights by distance from the line, in six median distances; false when the line is as good as exact. */
function trustNearPoints({ y, trust }: Points, fitted: Float64Array): boolean {
  const distances = y.map((value, i) => Math.abs(value - fitted[i]!));
  const mean = distances.reduce((sum, value) => sum + value, 0) / distances.length;
  const reach = 6 * medianOf(distances);
  if (reach < 1e-7 * mean || reach === 0) return false;
  for (let i = 0; i < distances.length; i++) {
    const share = distances[i]! / reach;
    if (share <= 0.001) trust[i] = 1;
    else trust[i] = share <= 0.999 ? (1 - share * share) ** 2 : 0;
  }
  return true;
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
