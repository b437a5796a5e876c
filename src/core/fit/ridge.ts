import { GausslineError } from '../errors.js';
import type { ModelSpec } from '../model/modelSpec.js';
import {
  type CentredProblem,
  featureTriangle,
  penalised,
  ridgePenalties,
  solveProblem,
} from './centredProblem.js';
import type { Frame } from './frame.js';
import { inverseOfTriangle } from './smallAlgebra.js';

/** A ridge solution in the frame. */
export type Ridge = {
  coefficients: Float64Array;
  /** Inverse of the triangle of X'X + penalty, column-major, one row and column to a feature. */
  inverse: Float64Array;
  /** Trace of the matrix that makes fitted values of the target, without the intercept's 1. */
  effectiveDf: number;
};

/**
 * Ridge regression from the triangle alone: `lambda` is added to the diagonal of X'X in the units of the file, not for
 * the
 * intercept. Solved as least squares with rows added, never by X'X itself.
 *
 * @param lambda above 0 where columns are collinear.
 * @see Hoerl and Kennard (1970); Hastie, Tibshirani and Friedman (2009), 3.4.1 for the degrees of freedom.
 */
export function ridge(problem: CentredProblem, frame: Pick<Frame, 'scale'>, lambda: number): Ridge {
  const sum = penalised(problem, ridgePenalties(frame, lambda));
  const inverse = inverseOfTriangle(featureTriangle(sum), problem.features);
  return {
    coefficients: solveProblem(sum),
    inverse,
    effectiveDf: squaresOfProduct(featureTriangle(problem), inverse, problem.features),
  };
}

/**
 * Refuses what is no penalty.
 *
 * @throws GausslineError `fit/ridge`.
 */
export function checkPenalty(value: number, spec?: Pick<ModelSpec, 'family'>): void {
  if (value > 0 && spec?.family !== undefined)
    throw new GausslineError(
      'fit/ridge',
      'A ridge belongs to least squares; other families have none.',
      'Leave the ridge out, or choose the Gaussian family.',
    );
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return;
  throw new GausslineError(
    'fit/ridge',
    `A ridge adds a number of 0 or more to the diagonal of X'X; ${value} was asked for.`,
    'Choose 0 or a positive number, such as 1.',
  );
}

/** Sum of squares of the entries of the product of two upper triangles, column-major. */
function squaresOfProduct(left: Float64Array, right: Float64Array, size: number): number {
  let squares = 0;
  for (let k = 0; k < size; k++) {
    const column = new Float64Array(k + 1);
    for (let j = 0; j <= k; j++) {
      const weight = right[k * size + j]!;
      for (let i = 0; i <= j; i++) column[i]! += weight * left[j * size + i]!;
    }
    squares += column.reduce((sum, value) => sum + value * value, 0);
  }
  return squares;
}
