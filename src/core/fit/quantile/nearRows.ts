import type { CentredRows } from '../gatheredRows.js';
import { residualsAt, turnedColumns } from '../robust/turnedRows.js';
import { joinNumbers } from '../rowTable.js';
import { approach } from './approach.js';
import { QuantileVertex } from './quantileVertex.js';
import type { RowSupply } from './rowSupply.js';
import type { Band, Losses, Sifted } from './sift.js';
import { startingBasis } from './startingBasis.js';

/** What is made small over all rows. */
export type QuantileProblem = {
  supply: RowSupply;
  /** The loss of a residual is `quantile` of it above the fit, one less that below. */
  quantile: number;
  /** Brings the features to columns at right angles; see `turnOf`. */
  turn: Float64Array;
};

/** Residuals under this share of the largest target are rounding. */
const MET = 1e-11;

/** All rows are near. */
const EVERYTHING = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/**
 * Rows near a fit, which are looked at closely. The others are settled, each on one side of the fit, and enter as one
 * sum; those found to be on the other side are no longer settled.
 */
export class NearRows {
  rows: CentredRows;
  private places: Float64Array;
  /** See `QuantileRows`; of the features that were not turned. */
  private readonly settled: Float64Array;
  private readonly rounding: number;

  private constructor(
    private readonly problem: QuantileProblem,
    private readonly band: Band,
    { values, places, settled, largest }: Sifted,
  ) {
    this.rows = columnsOf(values, settled.length);
    this.places = places;
    this.settled = settled;
    this.rounding = MET * largest;
  }

  static async in(problem: QuantileProblem, band: Band): Promise<NearRows> {
    const { supply, quantile } = problem;
    return new NearRows(problem, band, await supply.sift({ kind: 'near', band, quantile }));
  }

  static async all(problem: QuantileProblem): Promise<NearRows> {
    const size = Math.sqrt(problem.turn.length);
    return NearRows.in(problem, { coefficients: new Float64Array(size), ...EVERYTHING });
  }

  /**
   * A vertex near coefficients of the turned features, or nearer to the minimum.
   *
   * @throws CollinearRows
   */
  vertexNear(start: Float64Array): QuantileVertex {
    const { quantile, turn } = this.problem;
    const { target } = this.rows;
    const features = turnedColumns(this.rows.features, turn);
    const sums = Array.from(this.settled, (sum) => Float64Array.of(sum));
    const settled = Float64Array.from(turnedColumns(sums, turn), ([sum]) => sum!);
    const rows = { features, target, quantile, settled };
    const distance = residualsAt(rows, approach(rows, start)).map(Math.abs);
    return new QuantileVertex(rows, startingBasis(features, distance));
  }

  /**
   * Sums over all rows at coefficients of the centred features, and how many settled rows are at one of these on the
   * other side of the fit: they are settled no more.
   */
  async look(points: readonly Float64Array[]): Promise<{ losses: readonly Losses[]; freed: number }> {
    const { supply } = this.problem;
    const { band, rounding } = this;
    const { losses, ...astray } = await supply.sift({ kind: 'astray', band, points, rounding });
    return { losses, freed: this.free(astray) };
  }

  private free({ values, places }: Pick<Sifted, 'values' | 'places'>): number {
    const { settled, band } = this;
    const { quantile } = this.problem;
    const known = new Set(this.places);
    const width = settled.length + 1;
    const fresh = Array.from(places.keys()).filter((row) => !known.has(places[row]!));
    const rows = fresh.map((row) => values.slice(row * width, (row + 1) * width));
    const astray = columnsOf(joinNumbers(rows), settled.length);
    for (const [i, residual] of residualsAt(astray, band.coefficients).entries())
      for (const [k, column] of astray.features.entries())
        settled[k]! -= (residual > 0 ? quantile : quantile - 1) * column[i]!;
    this.rows = joined(this.rows, astray);
    this.places = joinNumbers([this.places, Float64Array.from(fresh, (row) => places[row]!)]);
    return fresh.length;
  }
}

/** Numbers that stand row by row, as columns. */
export function columnsOf(values: Float64Array, size: number): CentredRows {
  const width = size + 1;
  const rowCount = values.length / width;
  const column = (k: number) => {
    const some = new Float64Array(rowCount);
    for (let i = 0; i < rowCount; i++) some[i] = values[i * width + k]!;
    return some;
  };
  return { rowCount, features: Array.from({ length: size }, (_, k) => column(k)), target: column(size) };
}

function joined(one: CentredRows, other: CentredRows): CentredRows {
  return {
    rowCount: one.rowCount + other.rowCount,
    features: one.features.map((column, k) => joinNumbers([column, other.features[k]!])),
    target: joinNumbers([one.target, other.target]),
  };
}
