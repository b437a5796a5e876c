import { GausslineError } from '../../errors.js';
import type { Link } from '../../model/family.js';
import type { ModelSpec } from '../../model/modelSpec.js';
import type { Frame } from '../frame.js';
import { type Solution, solveLeastSquares } from '../leastSquares.js';
import { linesOf } from '../namedRows.js';
import { decideRank, type RankDecision } from '../rank.js';
import type { Reduction } from '../reduction.js';
import type { RowPart } from '../rowPart.js';
import { solveUpper } from '../smallAlgebra.js';
import { checkRowCount, type SolvedRows, sizesOfTriangle } from '../solve.js';
import { mergeAllTriangles, selectColumns, type Triangle } from '../triangle.js';
import { type CountFacts, mergeFacts, NO_FACTS } from './countFacts.js';
import type { CountSolution } from './countSolution.js';
import { predictorOf } from './counts.js';
import type { Reweighed } from './reweighed.js';

const MOST_STEPS = 60;
const MOST_HALVINGS = 30;
/** A step whose square, in units of standard errors, is under this share of Pearson's chi squared is the last one. */
const CONVERGED = 1e-20;
/** Under this share of the squared working responses a step is rounding. */
const ROUNDING = 1e-28;
/** From here on a fit stands still; a coefficient that still moves has nothing to stop it. */
const STANDING = 1e-14;
/** A predictor that moves so far in a fit that stands still; with separation it moves by 1 at every step. */
const RUNS = 0.1;
/** Likelihoods that differ by less, relatively, are equal. */
const SLACK = 1e-10;

/** What is known before the first step. */
export type CountRows = {
  spec: ModelSpec;
  link: Link;
  frame: Frame;
  reductions: readonly Reduction[];
} & Pick<Reduction, 'survey' | 'moments'>;

/**
 * Fits counts by iteratively reweighted least squares, from R's start, halving steps that fit worse or lead to
 * a mean that is none. It ends when the next step would be rounding.
 *
 * @throws GausslineError `fit/negative-counts`, `fit/no-counts`, `fit/no-valid-means`, `fit/too-few-rows`,
 *   `fit/no-terms`, and what the parts throw.
 * @see McCullagh and Nelder, Generalized Linear Models, 2nd ed., 2.5.
 */
export async function solveCounts(
  parts: readonly RowPart[],
  rows: CountRows,
): Promise<SolvedRows & { counts: CountSolution }> {
  const steps = new CountSteps(parts, rows);
  const { facts, triangle } = await steps.begin();
  const { frame, moments, survey } = rows;
  checkCounts(rows.spec, { facts, high: survey.high.at(-1)! });
  const isConstant = Array.from(survey.low, (low, k) => low === survey.high[k]);
  const decision = decideRank(triangle, sizesOfTriangle(frame, triangle, isConstant));
  checkRowCount(rows.spec, triangle.rowCount, decision);
  const end = await steps.walk(decision, triangle);
  const last = { ...decision, triangle: selectColumns(end.triangle, [...decision.kept, triangle.width - 1]) };
  const solution = atCoefficients(solveLeastSquares(frame, last), end.coefficients);
  const { isConverged, runaway, steps: count } = end;
  const counts = { link: rows.link, steps: count, isConverged, facts, runaway };
  const sizes = sizesOfTriangle(frame, end.triangle, isConstant);
  const fullTriangle = end.triangle;
  return {
    moments,
    fullTriangle,
    sizes,
    decision: last,
    solution,
    exact: null,
    isPerfectFit: false,
    counts,
    robust: null,
  };
}

/** Where the steps ended. */
type End = Pick<CountSolution, 'steps' | 'isConverged' | 'runaway'> & {
  triangle: Triangle;
  /** One to a column of `[1 X]`. */
  coefficients: Float64Array;
};

class CountSteps {
  private steps = 0;

  constructor(
    private readonly parts: readonly RowPart[],
    private readonly rows: CountRows,
  ) {}

  async begin(): Promise<Omit<Reweighed, 'facts'> & { facts: CountFacts }> {
    const begun = await this.reweigh(null);
    return { ...begun, facts: begun.facts ?? NO_FACTS };
  }

  /** Steps on from R's start until a step changes nothing. */
  async walk(decision: RankDecision, begun: Triangle): Promise<End> {
    let from = this.anchor();
    let next = this.solve(decision, begun);
    let likelihood = -Infinity;
    for (;;) {
      const at = await this.tryStep(from, next, likelihood);
      const { triangle } = at;
      next = this.solve(decision, triangle);
      const step = next.map((value, k) => value - at.coefficients[k]!);
      const size = squaredSize(decision, triangle, step);
      const responses = squaredResponses(triangle);
      const scatter = squaredRemainder(decision, triangle) + 0.1;
      const isConverged = size <= Math.max(CONVERGED * scatter, ROUNDING * responses);
      const runaway = size <= STANDING * scatter ? this.runawayOf(step) : [];
      const isLast = isConverged || runaway.length > 0 || at.isStuck || this.steps >= MOST_STEPS;
      if (isLast) {
        const coefficients = isConverged ? next : at.coefficients;
        const end = { triangle, coefficients, runaway, steps: this.steps };
        return { ...end, isConverged: isConverged && runaway.length === 0 };
      }
      from = at.coefficients;
      likelihood = at.likelihood;
    }
  }

  /** The rows at new coefficients, halfway back as often as they have no means there or fit worse. */
  private async tryStep(from: Float64Array | null, to: Float64Array, before: number) {
    let coefficients = to;
    for (let halvings = 0; ; halvings++) {
      const at = await this.reweigh(coefficients);
      const isValid = at.wrongMeans === 0 && Number.isFinite(at.likelihood);
      const isStuck = halvings === MOST_HALVINGS;
      if (isValid && (isStuck || at.likelihood >= before - SLACK * (Math.abs(before) + 0.1)))
        return { ...at, coefficients, isStuck };
      if (from === null || isStuck) throw noValidMeans(this.rows.spec);
      const anchor = from;
      coefficients = coefficients.map((value, k) => (value + anchor[k]!) / 2);
    }
  }

  /** The model of the mean alone, where every row has a mean; null without intercept. */
  private anchor(): Float64Array | null {
    const { frame, link } = this.rows;
    if (!frame.hasIntercept) return null;
    const coefficients = new Float64Array(frame.columns.length);
    coefficients[0] = predictorOf(link, this.targetMean);
    return coefficients;
  }

  private get targetMean(): number {
    return this.rows.moments.means.at(-1)!;
  }

  private async reweigh(coefficients: Float64Array | null): Promise<Reweighed> {
    const { frame, link, reductions } = this.rows;
    // Without intercept the model without features has a predictor of zero.
    const nullMean = frame.hasIntercept ? this.targetMean : link === 'log' ? 1 : 0;
    let lines = 0;
    const orders = reductions.map(({ survey }) => {
      const order = { frame, link, coefficients, nullMean, linesBefore: lines };
      lines += survey.lineCount;
      return order;
    });
    if (coefficients !== null) this.steps++;
    const answers = await Promise.all(this.parts.map((part, k) => part.reweigh(orders[k]!)));
    return {
      triangle: mergeAllTriangles(answers.map(({ triangle }) => triangle)),
      likelihood: answers.reduce((sum, { likelihood }) => sum + likelihood, 0),
      wrongMeans: answers.reduce((sum, { wrongMeans }) => sum + wrongMeans, 0),
      facts: answers.map(({ facts }) => facts ?? NO_FACTS).reduce(mergeFacts),
    };
  }

  /** The coefficients of all columns of `[1 X]`, zero for those that were dropped. */
  private solve({ kept }: RankDecision, triangle: Triangle): Float64Array {
    const { width, values } = selectColumns(triangle, [...kept, triangle.width - 1]);
    const found = values.slice((width - 1) * width, width * width - 1);
    solveUpper({ values, width }, found);
    const coefficients = new Float64Array(triangle.width - 1);
    for (const [k, column] of kept.entries()) coefficients[column] = found[k]!;
    return coefficients;
  }

  /** Columns whose coefficient moves far over the range of the rows, and the intercept where it does in the file. */
  private runawayOf(step: Float64Array): number[] {
    const { frame, survey, link } = this.rows;
    if (link !== 'log') return [];
    const first = frame.hasIntercept ? 1 : 0;
    let intercept = frame.hasIntercept ? step[0]! : 0;
    const runaway: number[] = [];
    for (let column = first; column < step.length; column++) {
      const k = column - first;
      const perUnit = step[column]! * frame.scale[k]!;
      intercept -= perUnit * frame.shift[k]!;
      if (Math.abs(perUnit) * (survey.high[k]! - survey.low[k]!) > RUNS) runaway.push(column);
    }
    return Math.abs(intercept) > RUNS && frame.hasIntercept ? [0, ...runaway] : runaway;
  }
}

/** The squared length of a step of the kept coefficients, in units of standard errors. */
function squaredSize({ kept }: RankDecision, triangle: Triangle, step: Float64Array): number {
  const { width, values } = selectColumns(triangle, [...kept, triangle.width - 1]);
  let size = 0;
  for (let i = 0; i < kept.length; i++) {
    let sum = 0;
    for (let k = i; k < kept.length; k++) sum += values[k * width + i]! * step[kept[k]!]!;
    size += sum * sum;
  }
  return size;
}

/** The weighted squares that a step leaves: Pearson's chi squared where the steps have settled. */
function squaredRemainder({ kept }: RankDecision, triangle: Triangle): number {
  return selectColumns(triangle, [...kept, triangle.width - 1]).values.at(-1)! ** 2;
}

function squaredResponses({ width, values }: Triangle): number {
  return values.subarray((width - 1) * width).reduce((sum, value) => sum + value * value, 0);
}

/** The solution with other coefficients, given about zero of the frame. */
function atCoefficients(solution: Solution, all: Float64Array): Solution {
  const coefficients = Float64Array.from(solution.kept, (column) => all[column]!);
  if (solution.hasIntercept)
    for (let k = 1; k < coefficients.length; k++) coefficients[0]! += coefficients[k]! * solution.centre[k]!;
  return { ...solution, coefficients };
}

function checkCounts({ target }: ModelSpec, { facts, high }: { facts: CountFacts; high: number }): void {
  const { negative } = facts;
  if (negative.count > 0)
    throw new GausslineError(
      'fit/negative-counts',
      `\`${target.name}\` is negative on ${linesOf(negative)}; counts are 0 or more.`,
      'Choose a target that counts something, or the Gaussian family.',
      { line: negative.lines[0]! },
    );
  if (high === 0)
    throw new GausslineError(
      'fit/no-counts',
      `\`${target.name}\` is 0 on all rows used: nothing was counted, and no rate above zero fits.`,
      'Choose another target.',
    );
}

function noValidMeans({ formula }: ModelSpec): GausslineError {
  return new GausslineError(
    'fit/no-valid-means',
    `\`${formula}\`: no coefficients were found that give every row a mean above zero.`,
    'Use the log link, or leave out a feature.',
  );
}
