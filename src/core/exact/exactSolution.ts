import type { Frame } from '../fit/frame.js';
import { type Solution, solveLeastSquares } from '../fit/leastSquares.js';
import type { Triangle } from '../fit/triangle.js';
import type { FileSolution } from '../judge/fileUnits.js';
import {
  type DoubleDouble,
  difference,
  fromNumber,
  negative,
  ONE,
  product,
  quotient,
  squareRoot,
  sum,
  ZERO,
} from './doubleDouble.js';
import { type ExactColumn, emptyColumn, entry, setEntry } from './exactColumns.js';
import { combinationOn, type ExactRank } from './exactRank.js';
import { type ExactTriangle, entryOfTriangle } from './exactTriangle.js';

/** A solution in double-double, rounded once: in the frame, and in the units of the file. */
export type ExactSolution = {
  solution: Solution;
  /** The triangle of the columns kept, each entry rounded once. */
  rounded: Triangle;
  file: FileSolution;
  /** Digits in which double precision finds the same slopes in the same triangle: a check. Infinite where they are equal. */
  agreement: number;
};

/**
 * Solves what the rank test left: coefficients by back substitution, (X'X)^-1 from the inverse of U, sums of squares
 * from the squares of the columns of Q.
 */
export function solveExactly(frame: Frame, rank: ExactRank): ExactSolution {
  const { triangle, kept, targetTolerance } = rank;
  const p = kept.length;
  const rounded = roundedTriangle(triangle);
  const double = solveLeastSquares(frame, {
    ...{ kept, dropped: rank.dropped, targetTolerance, rawNorms: rank.rawNorms },
    triangle: rounded,
  });
  const sums = sumsOfSquares(triangle, frame.hasIntercept ? 1 : 0);
  const coefficients = combinationOn(triangle, p);
  const framed = aboutZero(frame, rank, { coefficients, inverse: inverseOfUnit(triangle, p) });
  const covariance = covarianceOf(framed.inverse, triangle.squares, p);
  const solution: Solution = {
    ...double,
    coefficients: coefficients.high,
    covariance: centredCovariance(covariance.high, double, p),
    rss: sums.rss.high,
    explained: sums.explained.high,
    exact: triangle,
  };
  return {
    solution,
    rounded,
    file: inFileUnits(frame, solution, { triangle, ...framed, covariance, sums }),
    agreement: agreementOf(coefficients.high, double),
  };
}

function agreementOf(exact: Float64Array, { coefficients, hasIntercept }: Solution): number {
  let worst = 0;
  for (let k = hasIntercept ? 1 : 0; k < exact.length; k++)
    if (exact[k] !== 0) worst = Math.max(worst, Math.abs((coefficients[k]! - exact[k]!) / exact[k]!));
  return -Math.log10(worst);
}

/** R of a QR factorisation in double precision: `sqrt(squares) U`, each entry rounded once. */
export function roundedTriangle({ width, values, squares, rowCount }: ExactTriangle): Triangle {
  const rounded = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    const root = squareRoot(entry(squares, i));
    for (let j = i; j < width; j++) {
      const index = j * width + i;
      rounded[index] = product(root, entry(values, index)).high;
    }
  }
  return { width, values: rounded, rowCount };
}

type Sums = { rss: DoubleDouble; explained: DoubleDouble };

function sumsOfSquares(triangle: ExactTriangle, first: number): Sums {
  const target = triangle.width - 1;
  let explained = ZERO;
  for (let i = first; i < target; i++) {
    const share = entryOfTriangle(triangle, i, target);
    explained = sum(explained, product(entry(triangle.squares, i), product(share, share)));
  }
  return { rss: entry(triangle.squares, target), explained };
}

/** Inverse of the first `size` rows and columns of U, column-major. */
function inverseOfUnit(triangle: ExactTriangle, size: number): ExactColumn {
  const inverse = emptyColumn(size * size);
  for (let k = 0; k < size; k++) {
    inverse.high[k * size + k] = 1;
    for (let i = k - 1; i >= 0; i--) {
      let entryHere = negative(entryOfTriangle(triangle, i, k));
      for (let j = i + 1; j < k; j++) {
        const step = product(entryOfTriangle(triangle, i, j), entry(inverse, k * size + j));
        entryHere = difference(entryHere, step);
      }
      setEntry(inverse, k * size + i, entryHere);
    }
  }
  return inverse;
}

type Framed = { coefficients: ExactColumn; inverse: ExactColumn };

/** The same for columns that are scaled, but no longer shifted: only the intercept and its row change. */
function aboutZero(frame: Frame, { kept }: ExactRank, { coefficients, inverse }: Framed): Framed {
  if (!frame.hasIntercept) return { coefficients, inverse };
  const p = kept.length;
  const shiftOf = (k: number) => fromNumber(frame.shift[kept[k]! - 1]! * frame.scale[kept[k]! - 1]!);
  const target = fromNumber(frame.shift.at(-1)! * frame.scale.at(-1)!);
  let intercept = sum(target, entry(coefficients, 0));
  for (let k = 1; k < p; k++) intercept = difference(intercept, product(shiftOf(k), entry(coefficients, k)));
  const moved = {
    coefficients: { high: coefficients.high.slice(), low: coefficients.low.slice() },
    inverse: { high: inverse.high.slice(), low: inverse.low.slice() },
  };
  setEntry(moved.coefficients, 0, intercept);
  for (let i = 0; i < p; i++) {
    let top = entry(inverse, i * p);
    for (let k = 1; k < p; k++) top = difference(top, product(shiftOf(k), entry(inverse, i * p + k)));
    setEntry(moved.inverse, i * p, top);
  }
  return moved;
}

/** `U^-1 squares^-1 U^-1'`, row-major. */
function covarianceOf(inverse: ExactColumn, squares: ExactColumn, p: number): ExactColumn {
  const covariance = emptyColumn(p * p);
  const weighted = emptyColumn(p * p);
  for (let i = 0; i < p; i++) {
    const perSquare = quotient(ONE, entry(squares, i));
    for (let k = 0; k <= i; k++) setEntry(weighted, i * p + k, product(entry(inverse, i * p + k), perSquare));
  }
  for (let j = 0; j < p; j++)
    for (let k = 0; k <= j; k++) {
      let total = ZERO;
      for (let i = j; i < p; i++)
        total = sum(total, product(entry(inverse, i * p + j), entry(weighted, i * p + k)));
      setEntry(covariance, j * p + k, total);
      setEntry(covariance, k * p + j, total);
    }
  return covariance;
}

/** For columns about their means, where the intercept has no part in the others. */
function centredCovariance(covariance: Float64Array, { hasIntercept, n }: Solution, p: number): Float64Array {
  if (!hasIntercept) return covariance;
  const centred = covariance.slice();
  for (let k = 0; k < p; k++) centred[k] = centred[k * p] = k === 0 ? 1 / n : 0;
  return centred;
}

type Parts = Framed & { triangle: ExactTriangle; covariance: ExactColumn; sums: Sums };

function inFileUnits(frame: Frame, solution: Solution, parts: Parts): FileSolution {
  const { coefficients, inverse, triangle, covariance, sums } = parts;
  const { kept, hasIntercept, centre, dfResidual } = solution;
  const p = kept.length;
  const first = hasIntercept ? 1 : 0;
  const targetScale = frame.scale.at(-1)!;
  const scales = kept.map((column) => (column < first ? 1 : frame.scale[column - first]!));
  const variance = quotient(sums.rss, fromNumber(dfResidual));
  const roots = Float64Array.from({ length: p }, (_, i) => squareRoot(entry(triangle.squares, i)).high);
  const shiftOf = (column: number) => (column < first ? 1 : frame.shift[column - first]!);
  const errors = scales.map((_, k) => squareRoot(product(variance, entry(covariance, k * p + k))).high);
  return {
    targetScale,
    // Plus zero: a coefficient of -0 is a 0 to everyone but a computer.
    estimates: coefficients.high.map((value, k) => (value * scales[k]!) / targetScale + 0),
    standardErrors: Float64Array.from(errors, (error, k) => (error * scales[k]!) / targetScale),
    means: Float64Array.from(kept, (column, k) => shiftOf(column) + centre[k]! / scales[k]!),
    ...inUnitsOf(scales, { inverse: inverse.high, roots, covariance: covariance.high }),
    sigma: squareRoot(variance).high / targetScale,
    rss: sums.rss.high / targetScale / targetScale,
    explained: sums.explained.high / targetScale / targetScale,
    shares: sharesOf(sums),
  };
}

/** `R^-1` and `(X'X)^-1`, row-major p², for columns that are `scales` times as large. */
function inUnitsOf(
  scales: readonly number[],
  { inverse, roots, covariance }: Record<'inverse' | 'roots' | 'covariance', Float64Array>,
): Pick<FileSolution, 'root' | 'unscaledCovariance'> {
  const p = scales.length;
  const root = new Float64Array(p * p);
  const unscaledCovariance = new Float64Array(p * p);
  for (let k = 0; k < p; k++)
    for (let i = 0; i < p; i++) {
      root[k * p + i] = (inverse[i * p + k]! / roots[i]!) * scales[k]!;
      unscaledCovariance[k * p + i] = covariance[k * p + i]! * scales[k]! * scales[i]!;
    }
  return { root, unscaledCovariance };
}

function sharesOf({ rss, explained }: Sums): FileSolution['shares'] {
  const total = sum(rss, explained);
  if (!(total.high > 0)) return null;
  return { explained: quotient(explained, total).high, unexplained: quotient(rss, total).high };
}
