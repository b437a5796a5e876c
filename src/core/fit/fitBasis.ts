import type { CovarianceKind } from '../judge/covarianceKind.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Frame } from './frame.js';
import type { SolvedRows } from './solve.js';
import type { Survey } from './survey.js';

/** Everything a fit knows when its tables are made: from the rows to the solution in the frame. */
export type FitBasis = SolvedRows & {
  spec: ModelSpec;
  confidence: number;
  covariance: CovarianceKind;
  /** Of the ridge; 0 for least squares. */
  lambda: number;
  frame: Frame;
  survey: Survey;
};
