import { toFileUnits } from '../../judge/fileUnits.js';
import { choleskyOfRest, projectionsOf, solveNormal } from '../../judge/withoutRows.js';
import type { Link } from '../../model/family.js';
import type { SolvedFit } from '../fit.js';
import { widthOf } from '../frame.js';
import { fillFramed, multiplyRows } from '../framedRows.js';
import type { Solution } from '../leastSquares.js';
import type { PickedRows } from '../pickRows.js';
import type { RowPart } from '../rowPart.js';
import { inverseOfTriangle } from '../smallAlgebra.js';
import { orthonormalRows } from '../spread.js';
import { mergeAllTriangles, selectColumns } from '../triangle.js';
import { meanOf, workingWeight } from './counts.js';

/** Coefficients of a Poisson fit without some rows, in the units of the file; order of those kept. */
export type CountsWithout = { estimates: Float64Array; standardErrors: Float64Array };

const MOST_STEPS = 40;
const MOST_HALVINGS = 30;
/** A step whose square, in units of standard errors, is under this is the last one. */
const CONVERGED = 1e-22;
const SLACK = 1e-10;

/**
 * Fits counts again without some of their rows, from the fit of all: each step of reweighted least squares is that of all
 * rows, with those rows taken from its triangle. Null where the rows left determine no finite coefficients.
 *
 * @throws GausslineError what the parts throw.
 */
export async function countsWithout(
  parts: readonly RowPart[],
  { solved, link }: { solved: SolvedFit; link: Link },
  picked: PickedRows,
): Promise<CountsWithout | null> {
  const steps = new StepsWithout(parts, { solved, link }, picked);
  return steps.walk();
}

/** Rows left at some coefficients: the next ones, how far that is, and the inverse of their triangle. */
type Step = { next: Float64Array; size: number; inverse: Float64Array };

class StepsWithout {
  private readonly p: number;
  /** Of the picked rows: the kept columns of `[1 X]`, framed. */
  private readonly values: Float64Array;

  constructor(
    private readonly parts: readonly RowPart[],
    private readonly fit: { solved: SolvedFit; link: Link },
    private readonly picked: PickedRows,
  ) {
    const { frame, solution } = fit.solved;
    const { rowCount } = picked;
    this.p = solution.kept.length;
    const all = new Float64Array(widthOf(frame) * rowCount);
    fillFramed(frame, { ...picked }, { places: null, values: all });
    this.values = new Float64Array(this.p * rowCount);
    for (const [k, column] of solution.kept.entries())
      this.values.set(all.subarray(column * rowCount, (column + 1) * rowCount), k * rowCount);
  }

  async walk(): Promise<CountsWithout | null> {
    let coefficients = aboutZero(this.fit.solved.solution);
    let at = await this.reweigh(coefficients);
    for (let count = 0; count < MOST_STEPS; count++) {
      const step = this.step(at.triangle, coefficients);
      if (step === null) return null;
      if (step.size <= CONVERGED) return this.inFileUnits(step);
      const tried = await this.tryStep(coefficients, step.next, at.likelihood);
      if (tried === null) return null;
      [coefficients, at] = [tried.coefficients, tried];
    }
    return null;
  }

  private async tryStep(from: Float64Array, to: Float64Array, before: number) {
    let coefficients = to;
    for (let halvings = 0; halvings <= MOST_HALVINGS; halvings++) {
      const at = await this.reweigh(coefficients);
      const isBetter = at.likelihood >= before - SLACK * (Math.abs(before) + 0.1);
      if (at.wrongMeans === 0 && isBetter) return { ...at, coefficients };
      coefficients = coefficients.map((value, k) => (value + from[k]!) / 2);
    }
    return null;
  }

  /** All rows at these coefficients, the likelihood and the wrong means those of the rows left. */
  private async reweigh(coefficients: Float64Array) {
    const { solved, link } = this.fit;
    const { frame, solution } = solved;
    const all = new Float64Array(widthOf(frame) - 1);
    for (const [k, column] of solution.kept.entries()) all[column] = coefficients[k]!;
    const order = { frame, link, coefficients: all, nullMean: 1, linesBefore: 0 };
    const answers = await Promise.all(this.parts.map((part) => part.reweigh(order)));
    const own = this.own(coefficients);
    return {
      triangle: mergeAllTriangles(answers.map(({ triangle }) => triangle)),
      likelihood: answers.reduce((sum, { likelihood }) => sum + likelihood, 0) - own.likelihood,
      wrongMeans: answers.reduce((sum, { wrongMeans }) => sum + wrongMeans, 0) - own.wrongMeans,
    };
  }

  private step(triangle: Parameters<typeof selectColumns>[0], coefficients: Float64Array): Step | null {
    const { p, picked } = this;
    const { rowCount } = picked;
    const { kept } = this.fit.solved.solution;
    const { width, values } = selectColumns(triangle, [...kept, triangle.width - 1]);
    const square = squareOf(values, width, p);
    const inverse = inverseOfTriangle(square, p);
    const target = values.slice(p * width, p * width + p);
    const { weighted, response } = this.own(coefficients);
    const places = kept.map((_, k) => k);
    const q = orthonormalRows({ kept: places, inverse }, { values: weighted, rowCount });
    const residual = response.map((value, i) => {
      let left = value;
      for (let k = 0; k < p; k++) left -= q[k * rowCount + i]! * target[k]!;
      return left;
    });
    const upper = choleskyOfRest({ q, rowCount }, p);
    if (upper === null) return null;
    const pull = solveNormal(upper, projectionsOf({ q, residual, rowCount }, p), p);
    const aim = target.map((value, k) => value - pull[k]!);
    const next = timesUpper(inverse, aim, p);
    const now = timesUpper(square, coefficients, p);
    const size = aim.reduce((sum, value, k) => sum + (value - now[k]!) ** 2, 0);
    return { next, size, inverse: timesTriangles(inverse, inverseOfTriangle(upper, p), p) };
  }

  /** The picked rows at some coefficients, as `PlainReweigher` has them. */
  private own(coefficients: Float64Array) {
    const { picked, p } = this;
    const { rowCount, columns } = picked;
    const { frame } = this.fit.solved;
    const actual = columns[frame.columns.length - 1]!;
    const roots = frame.weights === null ? null : columns.at(-1)!;
    const factors = new Float64Array(rowCount);
    const response = new Float64Array(rowCount);
    let [likelihood, wrongMeans] = [0, 0];
    for (let i = 0; i < rowCount; i++) {
      let predictor = 0;
      for (let k = 0; k < p; k++) predictor += coefficients[k]! * this.values[k * rowCount + i]!;
      const { link } = this.fit;
      const mean = meanOf(link, predictor);
      const y = actual[i]!;
      if (!(mean > 0 && mean < Infinity)) {
        if (!(mean === 0 && y === 0 && link === 'log')) wrongMeans++;
        continue;
      }
      const root = roots?.[i] ?? 1;
      likelihood += root * root * (y * Math.log(mean) - mean);
      factors[i] = root * Math.sqrt(workingWeight(link, mean));
      response[i] = factors[i]! * (link === 'log' ? predictor + (y - mean) / mean : y);
    }
    const weighted = this.values.slice();
    multiplyRows({ values: weighted, rowCount }, factors);
    return { weighted, response, likelihood, wrongMeans };
  }

  private inFileUnits({ next, inverse }: Step): CountsWithout {
    const { frame, solution } = this.fit.solved;
    const centre = new Float64Array(this.p);
    const { estimates, root } = toFileUnits(frame, { ...solution, coefficients: next, centre, inverse });
    const { p } = this;
    return {
      estimates,
      standardErrors: estimates.map((_, k) => Math.hypot(...root.subarray(k * p, (k + 1) * p))),
    };
  }
}

/** Of the framed columns as they are, not about their means. */
function aboutZero({ coefficients, centre, hasIntercept }: Solution): Float64Array {
  const moved = coefficients.slice();
  if (hasIntercept) for (let k = 1; k < moved.length; k++) moved[0]! -= moved[k]! * centre[k]!;
  return moved;
}

function squareOf(values: Float64Array, width: number, p: number): Float64Array {
  const square = new Float64Array(p * p);
  for (let k = 0; k < p; k++) square.set(values.subarray(k * width, k * width + p), k * p);
  return square;
}

/** An upper triangle, column-major, times a vector. */
function timesUpper(upper: Float64Array, vector: Float64Array, p: number): Float64Array {
  const result = new Float64Array(p);
  for (let k = 0; k < p; k++) for (let i = 0; i <= k; i++) result[i]! += upper[k * p + i]! * vector[k]!;
  return result;
}

function timesTriangles(left: Float64Array, right: Float64Array, p: number): Float64Array {
  const result = new Float64Array(p * p);
  for (let k = 0; k < p; k++) result.set(timesUpper(left, right.slice(k * p, (k + 1) * p), p), k * p);
  return result;
}
