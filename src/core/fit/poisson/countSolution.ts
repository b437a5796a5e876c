import type { Link } from '../../model/family.js';
import type { CountFacts } from './countFacts.js';

/** How the steps of a Poisson fit ended. */
export type CountSolution = {
  link: Link;
  /** Steps of reweighted least squares. */
  steps: number;
  isConverged: boolean;
  facts: CountFacts;
  /** Columns of `[1 X y]` whose coefficients grow without end while the fit hardly changes. */
  runaway: readonly number[];
};
