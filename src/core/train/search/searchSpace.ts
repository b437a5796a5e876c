/** One choice of the values that are searched for. */
export type Candidate = {
  learningRate: number;
  /** Rows to a step, a power of two. */
  batchSize: number;
  /** Penalty on half the squared standardised weights; 0 for none. */
  l2: number;
};

/** Where candidates may lie: inclusive bounds. An L2 penalty of 0 belongs to every space. */
export type SearchSpace = {
  learningRate: { low: number; high: number };
  /** Exponents of two. */
  batchExponent: { low: number; high: number };
  /** Of the penalties above 0. */
  l2: { low: number; high: number };
};

/** A candidate as a point of the unit cube: the scales of rate and penalty are logarithmic. Length 3. */
export type Point = readonly number[];
export const DIMENSIONS = 3;

/** Penalties below this share of their axis are 0: the logarithm has no place for it. */
const NO_PENALTY = 0.15;
/** The usual rates of standardised features lie between these. */
const RATES = { low: 1e-4, high: 1 };
const PENALTIES = { low: 1e-6, high: 1 };
const SMALLEST_EXPONENT = 3;
const LARGEST_EXPONENT = 12;

/**
 * The space to search for some rows to train on. `autoRate` is what Auto would take: where it is unusual, the rates
 * reach a factor of 100 below it, and above it to the next power of ten.
 */
export function searchSpaceOf({ rowCount, autoRate }: { rowCount: number; autoRate: number }): SearchSpace {
  const most = Math.min(LARGEST_EXPONENT, Math.floor(Math.log2(rowCount)));
  return {
    learningRate: {
      low: Math.min(RATES.low, 10 ** Math.floor(Math.log10(autoRate / 100))),
      high: Math.max(RATES.high, 10 ** Math.floor(Math.log10(autoRate * 10) + 1e-9)),
    },
    batchExponent: { low: Math.min(SMALLEST_EXPONENT, most), high: most },
    l2: PENALTIES,
  };
}

/** The candidate at a point, and at every point near enough to mean the same. Rate and penalty have three digits. */
export function candidateAt({ learningRate, batchExponent, l2 }: SearchSpace, point: Point): Candidate {
  const [rate, batch, penalty] = point as [number, number, number];
  const count = batchExponent.high - batchExponent.low + 1;
  return {
    learningRate: threeDigits(along(learningRate, rate)),
    batchSize: 2 ** (batchExponent.low + Math.min(count - 1, Math.floor(batch * count))),
    l2: penalty < NO_PENALTY ? 0 : threeDigits(along(l2, (penalty - NO_PENALTY) / (1 - NO_PENALTY))),
  };
}

/** Where a candidate stands in the cube; for one from outside the space, on or beyond the side it lies by. */
export function pointOf({ learningRate, batchExponent, l2 }: SearchSpace, candidate: Candidate): Point {
  const count = batchExponent.high - batchExponent.low + 1;
  return [
    shareOf(learningRate, candidate.learningRate),
    (Math.log2(candidate.batchSize) - batchExponent.low + 0.5) / count,
    candidate.l2 === 0 ? NO_PENALTY / 2 : NO_PENALTY + (1 - NO_PENALTY) * shareOf(l2, candidate.l2),
  ];
}

export function isSame(a: Candidate, b: Candidate): boolean {
  return a.learningRate === b.learningRate && a.batchSize === b.batchSize && a.l2 === b.l2;
}

type Bounds = { low: number; high: number };

function along({ low, high }: Bounds, share: number): number {
  return low * (high / low) ** share;
}

function shareOf({ low, high }: Bounds, value: number): number {
  return Math.log(value / low) / Math.log(high / low);
}

/** So that the number shown is the number used. */
function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
