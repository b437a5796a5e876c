import { GausslineError } from '../../errors.js';
import type { Centring } from '../centredBlock.js';
import type { CentredRows } from '../gatheredRows.js';
import { residualsAt } from '../robust/turnedRows.js';
import { joinNumbers } from '../rowTable.js';
import { dot } from '../spread.js';
import { Elimination } from './elimination.js';

/** Which residuals, at coefficients of the centred features, are near a fit. Zero is between them. */
export type Band = { coefficients: Float64Array; low: number; high: number };

/**
 * Which rows are wanted: some at equal distances of all; some that tell every feature from the others; those in a band;
 * those outside of it that are at one of some points not on the side they are on there. Plain data.
 */
export type Wanted = Spread | { kind: 'independent' } | Near | Astray;
type Spread = { kind: 'spread'; count: number; of: number };
type Near = { kind: 'near'; band: Band; quantile: number };
/** Rows within `rounding` of a point's fit are met. */
type Astray = { kind: 'astray'; band: Band; points: readonly Float64Array[]; rounding: number };

/** What a part is asked: rows wanted, no more than `most` numbers of them; `before` rows are used before it. Plain data. */
export type SiftOrder = Centring & { before: number; most: number; wanted: Wanted };

/** Sums over all rows at some coefficients. */
export type Losses = { above: number; below: number; rowsMet: number };

/** The rows that were wanted, and what is to be known of the others. Plain data. */
export type Sifted = {
  /** Row by row: the features, then the target. */
  values: Float64Array;
  /** Numbers of the rows among all that are used, ascending. */
  places: Float64Array;
  /** Sum of the rows outside of the band, each times the slope of its loss; one to a feature. */
  settled: Float64Array;
  /** Size of the largest target. */
  largest: number;
  /** One to a point. */
  losses: readonly Losses[];
};

/** Sifts rows, piece by piece in file order. */
export class Sifter {
  private readonly values: Float64Array[] = [];
  private readonly places: Float64Array[] = [];
  private rowCount = 0;
  private readonly settled: Float64Array;
  private largest = 0;
  private readonly losses: readonly Losses[];
  private readonly elimination: Elimination;

  /**
   * @param size number of features.
   * @param most numbers that the rows wanted may be.
   */
  constructor(
    private readonly wanted: Wanted,
    private readonly size: number,
    private readonly most = Number.POSITIVE_INFINITY,
  ) {
    const points = wanted.kind === 'astray' ? wanted.points : [];
    this.settled = new Float64Array(size);
    this.losses = points.map(() => ({ above: 0, below: 0, rowsMet: 0 }));
    this.elimination = new Elimination(size);
  }

  /**
   * @param before rows used before these.
   * @throws GausslineError `fit/too-large` where the rows wanted are more than may be held.
   */
  absorb(rows: CentredRows, before: number): void {
    const rowsWanted = this.rowsWanted(rows, before);
    if (rowsWanted.length > 0) this.take(rows, rowsWanted, before);
  }

  result(): Sifted {
    const { settled, largest, losses } = this;
    return { values: joinNumbers(this.values), places: joinNumbers(this.places), settled, largest, losses };
  }

  private rowsWanted(rows: CentredRows, before: number): readonly number[] {
    const { wanted } = this;
    if (wanted.kind === 'spread') return spread(rows.rowCount, before, wanted);
    if (wanted.kind === 'independent') return this.independent(rows);
    return wanted.kind === 'near' ? this.near(rows, wanted) : this.astray(rows, wanted);
  }

  private take({ features, target }: CentredRows, rowsWanted: readonly number[], before: number): void {
    this.rowCount += rowsWanted.length;
    const width = this.size + 1;
    if (this.rowCount * width > this.most) throw tooManyNear(this.most, width);
    const values = new Float64Array(rowsWanted.length * width);
    for (const [k, column] of [...features, target].entries())
      for (let i = 0; i < rowsWanted.length; i++) values[i * width + k] = column[rowsWanted[i]!]!;
    this.values.push(values);
    this.places.push(Float64Array.from(rowsWanted, (row) => before + row));
  }

  private independent({ rowCount, features }: CentredRows): number[] {
    const found: number[] = [];
    for (let i = 0; i < rowCount && !this.elimination.isFull; i++) {
      const row = Float64Array.from(features, (column) => column[i]!);
      if (this.elimination.take(row, CLEAR)) found.push(i);
    }
    return found;
  }

  private near(rows: CentredRows, { band, quantile }: Near): number[] {
    const { coefficients, low, high } = band;
    const slope = residualsAt(rows, coefficients);
    const found: number[] = [];
    for (let i = 0; i < slope.length; i++) {
      const residual = slope[i]!;
      slope[i] = residual > high ? quantile : residual < low ? quantile - 1 : 0;
      if (residual <= high && residual >= low) found.push(i);
    }
    for (const [k, column] of rows.features.entries()) this.settled[k]! += dot(slope, column);
    this.largest = Math.max(this.largest, largestOf(rows.target));
    return found;
  }

  private astray(rows: CentredRows, { band, points, rounding }: Astray): number[] {
    const there = residualsAt(rows, band.coefficients);
    const found = new Set<number>();
    for (const [k, point] of points.entries()) {
      const residual = residualsAt(rows, point);
      addLosses(this.losses[k]!, residual, rounding);
      for (let i = 0; i < residual.length; i++)
        if (residual[i]! * there[i]! < 0 && (there[i]! > band.high || there[i]! < band.low)) found.add(i);
    }
    return [...found].sort((a, b) => a - b);
  }
}

/** Rows at equal distances. */
function spread(rowCount: number, before: number, { count, of }: Spread): number[] {
  const found: number[] = [];
  for (let i = 0; i < rowCount; i++)
    if (Math.floor(((before + i + 1) * count) / of) > Math.floor(((before + i) * count) / of)) found.push(i);
  return found;
}

/** Size of the largest number. */
export function largestOf(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}

/** So much of a row is to be left by those before it. */
const CLEAR = 0.02;

function addLosses(losses: Losses, residual: Float64Array, rounding: number): void {
  let [sum, size, rowsMet] = [0, 0, 0];
  for (let i = 0; i < residual.length; i++) {
    const value = residual[i]!;
    sum += value;
    size += Math.abs(value);
    rowsMet += Math.abs(value) <= rounding ? 1 : 0;
  }
  losses.above += (size + sum) / 2;
  losses.below += (size - sum) / 2;
  losses.rowsMet += rowsMet;
}

function tooManyNear(most: number, width: number): GausslineError {
  return new GausslineError(
    'fit/too-large',
    `A quantile regression holds the rows near its fit at once: those of ${width} columns are more here than the ${most} numbers it may hold.`,
    'Leave features out of the formula, fit some of the rows, or choose the Gaussian family: it needs no such memory.',
  );
}
