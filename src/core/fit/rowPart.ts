import type { MeatKind } from '../judge/covarianceKind.js';
import type { DesignColumn } from '../model/designColumn.js';
import type { Link } from '../model/family.js';
import type { Frame } from './frame.js';
import type { Gap, GapOrder } from './gap.js';
import type { GatheredRows } from './gatheredRows.js';
import type { Solution } from './leastSquares.js';
import type { Look, LookOrder } from './look.js';
import type { PickedRows, PickOrder } from './pickRows.js';
import type { Reweighed, ReweighOrder } from './poisson/reweighed.js';
import type { Sifted, SiftOrder } from './quantile/sift.js';
import type { Ranges } from './ranges.js';
import type { Reduction } from './reduction.js';
import type { RobustNoise } from './robust/judgeRobust.js';
import type { RowSummary } from './rowSummary.js';

/**
 * Some consecutive rows of a file, as a fit asks them: in memory, in another thread, or read again at every question.
 * Every answer is plain data that crosses threads, and answers of parts merge in file order. The same part gives the
 * same bits.
 */
export type RowPart = {
  /** Values of the part's first rows that can be used, enough to choose a frame by; null when none can. */
  glance(columns: readonly DesignColumn[]): Promise<Ranges | null>;
  /** What only the rows can tell of a design: levels, polynomials. */
  look(order: LookOrder): Promise<Look>;
  /** Which rows can be used, and those as a triangle. The frame may come from another part's glance. */
  reduce(frame: Frame): Promise<Reduction>;
  /** The rows as those of one step of reweighted least squares: only for counts. */
  reweigh(order: ReweighOrder): Promise<Reweighed>;
  /** All rows used at once: only for fits that cannot do without. */
  gather(frame: Frame): Promise<GatheredRows>;
  /** Some rows used, and sums over the others: only for quantiles. */
  sift(order: SiftOrder): Promise<Sifted>;
  /** Residuals, influence and all that charts and tests need of them. */
  walk(order: WalkOrder): Promise<RowSummary>;
  /** Some rows by their numbers, for what is asked of them alone. */
  pick(order: PickOrder): Promise<PickedRows>;
  /** The row used whose predictions by two solutions are furthest apart; null without a row. */
  gap(order: GapOrder): Promise<Gap | null>;
};

/** What the parts before a part hold: rows, rows used, physical lines. */
export type Position = { rows: number; used: number; lines: number };

/** What a walk needs to know. Plain data. */
export type WalkOrder = {
  frame: Frame;
  solution: Solution;
  /** Natural logarithm of the base of a logarithmic target; null for others. */
  logBase: number | null;
  /** Of a Poisson fit; null for least squares. */
  link: Link | null;
  /** How residuals are judged that were not fitted by their squares; null for others. */
  noise: RobustNoise | null;
  isPerfectFit: boolean;
  /** Where rows whose value may be below 0 are counted: the reach of `predictiveSums`; null elsewhere. */
  belowZero: number | null;
  before: Position;
  /** True when every row is to be kept. */
  keepsAll: boolean;
  /** The middle of a sandwich to be gathered besides HC3's; null for none. */
  meat: MeatKind | null;
  /** Features that are drawn by themselves, in the order of the charts. */
  charted: readonly ChartedFeature[];
};

/** A feature's column of the frame, and its partial residual: `height + slope * (value - mean) + residual`. */
export type ChartedFeature = { column: number; slope: number; mean: number; height: number };
