import type { ModelSpec } from '../model/modelSpec.js';
import type { Frame } from './frame.js';
import type { Solution } from './leastSquares.js';
import type { Reduction } from './reduction.js';
import type { RowSummary } from './rowSummary.js';
import type { Survey } from './survey.js';

/**
 * Some consecutive rows of a file, as a fit asks them: in memory, in another thread, or read again at every question.
 * Every answer is plain data that crosses threads, and answers of parts merge in file order. The same part gives the
 * same bits.
 */
export type RowPart = {
  /** Which rows can be used, and how large the values are. */
  survey(spec: ModelSpec): Promise<Survey>;
  /** The rows used as a triangle, in a frame that may have been decided before the survey. */
  reduce(frame: Frame): Promise<Reduction>;
  /** Residuals, influence and all that charts and tests need of them. */
  walk(order: WalkOrder): Promise<RowSummary>;
};

/** What the parts before a part hold. */
export type Position = { rows: number; used: number; lines: number };

/** What a walk needs to know. Plain data. */
export type WalkOrder = {
  frame: Frame;
  solution: Solution;
  isPerfectFit: boolean;
  before: Position;
  /** True when every row is to be kept. */
  keepsAll: boolean;
  /** Features that are drawn by themselves, in the order of the charts. */
  charted: readonly ChartedFeature[];
};

/** A feature's column of the frame, and its partial residual: `height + slope * (value - mean) + residual`. */
export type ChartedFeature = { column: number; slope: number; mean: number; height: number };

/**
 * Up to 4096 rows of the columns asked for, column-major, rows that lack a number among them. Valid until the next
 * block is asked for.
 */
export type RowBlock = {
  /** Index of the first row within the part. */
  start: number;
  rowCount: number;
  /** One array to a column, each at least `rowCount` long; NaN where a cell holds no number. */
  columns: readonly Float64Array[];
};

/** The rows of a part, to be gone through as often as asked: what `partOf` makes a part from. */
export type RowSource = {
  /** The blocks of these columns, in file order. */
  blocks(columns: readonly string[]): Iterable<RowBlock> | AsyncIterable<RowBlock>;
  /**
   * The text of a cell of the current block that is no number: null when it is missing, empty when it is no longer
   * known.
   */
  oddCell(column: string, row: number): string | null;
  /** The physical lines of a row of the part; 1-based, counted from the part's first line. */
  lines: { firstLine(row: number): number; lastLine(row: number): number };
  /** Physical lines of the part; asked for when all blocks have been seen once. */
  lineCount(): number;
};
