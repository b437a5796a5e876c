import { mergeTallies, type TargetTally } from '../advice/targetTally.js';
import { type Crowd, mergeCrowds } from '../crowd/crowd.js';
import { type ErrorSums, mergeErrors } from '../judge/errorSums.js';
import { mergeNeighbourSteps, type NeighbourSteps } from '../judge/neighbourSteps.js';
import { mergePeaks, type Peak } from '../judge/peak.js';
import { mergeResidualMoments, type ResidualMoments } from '../judge/residualMoments.js';
import { mergeNamed, type NamedRows } from './namedRows.js';
import { mergePredictive } from './predictiveSums.js';
import { type AllRows, mergeRows } from './rowTable.js';
import type { PredictiveSums, WalkSums } from './walkedRows.js';

/** Sums over the rows of a part that statistics of the whole fit come from. Plain data. */
export type RowSums = WalkSums & {
  /** See `MeatFold`; null when none was asked for. */
  meat: Float64Array | null;
  /** Of the residuals over sigma. */
  moments: ResidualMoments;
  steps: NeighbourSteps;
  leverage: Peak;
  cooksDistance: Peak;
  /** How many rows have a leverage of 1, and the lines of the first five. */
  leverageOne: NamedRows;
  /** Rows of a Poisson fit with a log link whose fitted count is all but zero. */
  vanishing: NamedRows;
  /** Sum of the exponentials of the residuals of a logarithmic target; 0 for others. */
  exponentials: number;
  /** Of the residuals. */
  errors: ErrorSums;
  /** Over the unit of `errors`; zeros where the fit does not square residuals. */
  predictive: PredictiveSums;
  /** Of the target of a fit that squares residuals; of others of no row. */
  target: TargetTally;
};

/** What a second walk over the rows of a part finds, given the solution. Plain data; merges in file order. */
export type RowSummary = {
  sums: RowSums;
  /** Every row used; null when there are too many. */
  rows: AllRows | null;
  /** Null when every row is kept. */
  crowd: Crowd | null;
};

/** The summary of all parts, given in file order; at least one. */
export function mergeRowSummaries(parts: readonly RowSummary[]): RowSummary {
  const rows = parts.flatMap((part) => part.rows ?? []);
  const crowds = parts.flatMap(({ crowd }) => crowd ?? []);
  return {
    sums: parts.map(({ sums }) => sums).reduce(mergeSums),
    rows: rows.length === 0 ? null : mergeRows(rows),
    crowd: crowds.length === 0 ? null : mergeCrowds(crowds),
  };
}

function mergeSums(a: RowSums, b: RowSums): RowSums {
  const add = (left: Float64Array, right: Float64Array) => left.map((value, k) => value + right[k]!);
  return {
    spread: add(a.spread, b.spread),
    meat: a.meat && b.meat && add(a.meat, b.meat),
    squares: {
      projected: add(a.squares.projected, b.squares.projected),
      total: a.squares.total + b.squares.total,
    },
    moments: mergeResidualMoments(a.moments, b.moments),
    steps: mergeNeighbourSteps(a.steps, b.steps),
    leverage: mergePeaks(a.leverage, b.leverage),
    cooksDistance: mergePeaks(a.cooksDistance, b.cooksDistance),
    leverageOne: mergeNamed(a.leverageOne, b.leverageOne),
    vanishing: mergeNamed(a.vanishing, b.vanishing),
    exponentials: a.exponentials + b.exponentials,
    errors: mergeErrors(a.errors, b.errors),
    predictive: mergePredictive(a.predictive, b.predictive),
    target: mergeTallies(a.target, b.target),
  };
}
