import type { RowTable } from '../fit/fit.js';
import type { InfluenceKind } from '../judge/influenceKind.js';
import type { Sentence } from '../words/sentence.js';
import type { CountBars } from './expectedCounts.js';

/** A column's header, split for display only: `area (sqft)` is label `area`, unit `sqft`. */
export type ColumnLabel = { name: string; label: string; unit: string | null };

/**
 * Rows as marks of a scatter chart. `mark` indexes `MarkTable`. Above the limit for points the rows are counted in
 * cells instead (only cells with rows, parallel arrays) and just the flagged rows stay points.
 */
export type Cloud = {
  /** Marks drawn as points; all three arrays have the same length. */
  x: Float64Array;
  y: Float64Array;
  mark: Uint32Array;
  cells: Cells | null;
};

/** Counts in a regular grid, non-empty cells only. `left`/`bottom` are lower edges. */
export type Cells = {
  width: number;
  height: number;
  left: Float64Array;
  bottom: Float64Array;
  count: Uint32Array;
};

/** What every chart knows of a mark: its line and its numbers. */
export type MarkTable = RowTable & {
  /** False when the rows are too many and only flagged and notable ones are marks. */
  isComplete: boolean;
  /** Marks to look at, at most four, the furthest first. */
  flagged: readonly number[];
};

/** A fitted line with its two bands along x; all arrays have the same length. Null bands are not defined. */
export type BandedLine = { x: Float64Array; fitted: Float64Array; bands: Bands | null };

export type Bands = {
  /** Where the average lies. */
  averageLow: Float64Array;
  averageHigh: Float64Array;
  /** Where one new row lies. */
  newRowLow: Float64Array;
  newRowHigh: Float64Array;
};

/** One feature: scatter, line, bands. `feature` is null for the constant model, whose x is the record number. */
export type OneFeatureView = {
  kind: 'one';
  feature: ColumnLabel | null;
  cloud: Cloud;
  line: BandedLine | null;
  sentence: Sentence;
};

/** Several features: fitted against actual, and one chart of partial residuals for each. */
export type SeveralFeaturesView = {
  kind: 'several';
  /** x fitted, y actual. */
  cloud: Cloud;
  partials: readonly PartialEffect[];
  sentence: Sentence;
};

/** The target as one feature moves and the others stay at their means: points are partial residuals. */
export type PartialEffect = {
  feature: ColumnLabel;
  cloud: Cloud;
  /** Two ends of the line. */
  x: readonly [number, number];
  y: readonly [number, number];
};

/** Counts against Poisson's distribution about the fitted means; without bars the sentence says why. */
export type CountsView = { bars: CountBars | null; sentence: Sentence };

export type ResidualsView = {
  /** What is drawn as residuals: as they are, times the roots of the weights, or of counts the deviance residuals. */
  kind: 'raw' | 'weighted' | 'deviance';
  /** Null for what is not fitted as counts. */
  counts: CountsView | null;
  shape: {
    /** Length bins + 1. */
    edges: Float64Array;
    /** Share of the rows divided by the bin's width; length bins. */
    density: Float64Array;
    /**
     * The noise that the model supposes: N(0, sigma), sigma the residual standard error, 1 for counts, the robust
     * scale; or Laplace's of that
     * standard deviation. Null for a perfect fit, and for Laplace's where rows have weights.
     */
    curve: { x: Float64Array; density: Float64Array; sigma: number; noise: 'normal' | 'laplace' } | null;
    sentence: Sentence;
  };
  tails: {
    /**
     * x normal quantile, y residual divided by its own standard error (internally studentised), or its normal score.
     */
    cloud: Cloud;
    /** Simultaneous: 95 % of normal samples stay inside all along. Null where it is undefined. */
    band: { x: Float64Array; low: Float64Array; high: Float64Array } | null;
    sentence: Sentence;
  };
  trend: { cloud: Cloud; smooth: Smooth | null; sentence: Sentence };
  spread: { cloud: Cloud; smooth: Smooth | null; level: number; sentence: Sentence };
};

/**
 * Where Cook's distance has one value, in leverage and residual: the upper half, y above 0; the lower one is the same
 * turned over. Both arrays have the same length.
 */
export type CookContour = { level: number; x: Float64Array; y: Float64Array };

/** Leverage of the marks against their residuals, and which rows decide the fit. */
export type InfluenceView = {
  /** Null where rows have no leverage; the sentence says why. */
  kind: InfluenceKind | null;
  /** Of counts the standardised Pearson residuals, one to a mark; null where the studentised residuals stand upright. */
  pearson: Float64Array | null;
  contours: readonly CookContour[];
  /** Some of so many rows, drawn where not all are marks; null where all are. */
  sample: { leverage: Float64Array; upright: Float64Array; of: number } | null;
  /** Marks by what they do to the fit, the most influential first. */
  top: readonly number[];
  sentence: Sentence;
};

/** A robust local regression through a cloud. */
export type Smooth = { x: Float64Array; y: Float64Array };
