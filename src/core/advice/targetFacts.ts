import type { ColumnFacts, LeftOut, ModelSummary } from '../fit/fit.js';
import type { RowTable } from '../fit/rowTable.js';
import type { PredictiveSums } from '../fit/walkedRows.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { TargetTally } from './targetTally.js';

/** What advice on the target of a Gaussian fit rests on. */
export type TargetFacts = {
  /** The file's column. */
  name: string;
  spec: ModelSpec;
  summary: ModelSummary;
  leftOut: LeftOut;
  /** Over all rows used, as the tally. */
  column: Omit<ColumnFacts, 'name'>;
  tally: TargetTally;
  predictive: PredictiveSums;
  /** The rows used; of too many to be kept an even sample. */
  rows: Pick<RowTable, 'actual' | 'fitted' | 'devianceResidual'>;
  /** True where these are all. */
  areAllRows: boolean;
};

/** Rows below which nothing is told of a distribution. */
export const FEWEST_ROWS = 20;
