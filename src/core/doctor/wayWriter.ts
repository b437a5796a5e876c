import { type CentredProblem, centredProblem, residualSquares } from '../fit/centredProblem.js';
import type { Frame } from '../fit/frame.js';
import { ridge } from '../fit/ridge.js';
import type { SolvedRows } from '../fit/solve.js';
import type { RidgeWay, WayOut } from './waysOut.js';

/** Rows in their frame, as a fit solves them. */
export type SolvedFrame = Pick<SolvedRows, 'fullTriangle' | 'decision' | 'moments' | 'solution'> & {
  frame: Frame;
};

/** Writes solutions of one design in the units of the file, and judges them on its rows. */
export class WayWriter {
  readonly problem: CentredProblem;
  /** Least squares slopes in the units of the file; 0 for a dropped column. */
  readonly leastSquares: Float64Array;
  private readonly first: number;
  private readonly means: Float64Array;

  constructor(readonly solved: SolvedFrame) {
    const { frame, fullTriangle, moments } = solved;
    this.problem = centredProblem(fullTriangle, frame);
    this.first = frame.hasIntercept ? 1 : 0;
    this.means = frame.shift.map((shift, k) => shift + moments.means[k + this.first]! / frame.scale[k]!);
    this.leastSquares = this.inFileUnits(this.leastSquaresCoefficients());
  }

  /** The intercept's share of the degrees of freedom. */
  get interceptDf(): number {
    return this.first;
  }

  /** Slopes in the units of the file from coefficients in the frame. */
  inFileUnits(coefficients: Float64Array): Float64Array {
    const { scale } = this.solved.frame;
    // Plus zero: a slope of -0 is a 0 to everyone but a computer.
    return coefficients.map((value, k) => (value * scale[k]!) / scale.at(-1)! + 0);
  }

  /** The way with these slopes, in the units of the file. */
  way(slopes: Float64Array, effectiveDf: number): WayOut {
    const { scale } = this.solved.frame;
    const unit = scale.at(-1)!;
    const coefficients = slopes.map((slope, k) => (slope * unit) / scale[k]!);
    return {
      intercept: this.first === 0 ? null : this.interceptFor(slopes),
      slopes: Array.from(slopes),
      rss: residualSquares(this.problem, coefficients) / unit / unit,
      norm: Math.hypot(...slopes),
      effectiveDf,
    };
  }

  /** Least squares without the columns that were dropped. */
  dropWay(): WayOut {
    const { kept } = this.solved.decision;
    const way = this.way(this.leastSquares, kept.length);
    const isKept = (k: number) => kept.includes(k + this.first);
    return { ...way, slopes: way.slopes.map((slope, k) => (isKept(k) ? slope : null)) };
  }

  ridgeWay(lambda: number): RidgeWay {
    const { frame, decision } = this.solved;
    if (lambda === 0) return { ...this.way(this.leastSquares, decision.kept.length), lambda };
    const { coefficients, effectiveDf } = ridge(this.problem, frame, lambda);
    return { ...this.way(this.inFileUnits(coefficients), effectiveDf + this.first), lambda };
  }

  private interceptFor(slopes: Float64Array): number {
    return slopes.reduce((rest, slope, k) => rest - slope * this.means[k]!, this.means.at(-1)!);
  }

  private leastSquaresCoefficients(): Float64Array {
    const { kept, coefficients } = this.solved.solution;
    const all = new Float64Array(this.problem.features);
    for (const [k, column] of kept.entries())
      if (column >= this.first) all[column - this.first] = coefficients[k]!;
    return all;
  }
}
