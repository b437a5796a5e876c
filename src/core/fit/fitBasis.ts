import type { CovarianceKind } from '../judge/covarianceKind.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Frame } from './frame.js';
import type { Bootstrap } from './quantile/bootstrap.js';
import type { SolvedRows } from './solve.js';
import type { Survey } from './survey.js';

/** Everything a fit knows when its tables are made: from the rows to the solution in the frame. */
export type FitBasis = SolvedRows & {
  spec: ModelSpec;
  confidence: number;
  covariance: CovarianceKind;
  /** Of the ridge; 0 for least squares. */
  lambda: number;
  /** What standard errors of a quantile were asked for; null for none. */
  bootstrap: Bootstrap | null;
  frame: Frame;
  survey: Survey;
};
