import type { ModelSpec } from '../model/modelSpec.js';
import type { Table } from '../table/table.js';
import type { ColumnMoments } from './columnMoments.js';
import type { Design } from './design.js';
import type { Solution } from './leastSquares.js';
import type { RankDecision } from './rank.js';
import type { Triangle } from './triangle.js';

/** Everything a fit knows when its tables are made: from the rows to the solution in the design's frame. */
export type FitParts = {
  table: Table;
  spec: ModelSpec;
  confidence: number;
  design: Design;
  moments: ColumnMoments;
  /** Triangle of all columns of `[1 X y]`, dropped ones too. */
  fullTriangle: Triangle;
  decision: RankDecision;
  solution: Solution;
  isPerfectFit: boolean;
};
