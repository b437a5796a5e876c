import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import { decideExactRank } from '../exact/exactRank.js';
import { type ExactSolution, roundedTriangle, solveExactly } from '../exact/exactSolution.js';
import { type ExactTriangle, isExactTriangle } from '../exact/exactTriangle.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Design } from './design.js';
import { designBlocks } from './designBlocks.js';
import { type Frame, widthOf } from './frame.js';
import { type Solution, solveLeastSquares } from './leastSquares.js';
import { emptyMoments, type Moments, mergeMoments, momentsOfBlock, squaresAboutZero } from './moments.js';
import type { CountSolution } from './poisson/countSolution.js';
import { type ColumnSizes, decideRank, type RankDecision } from './rank.js';
import type { RobustSolution } from './robust/robustSolution.js';
import type { Triangle } from './triangle.js';
import { TriangleTree } from './triangleTree.js';

/** The exact solution of some rows, with all that led to it, in their frame. */
export type SolvedRows = {
  moments: Moments;
  /** Triangle of all columns of `[1 X y]`, dropped ones too. */
  fullTriangle: Triangle;
  sizes: ColumnSizes;
  decision: RankDecision;
  solution: Solution;
  /** Where it was found in double-double: the same in the units of the file, and a check; else null. */
  exact: ExactSolution | null;
  isPerfectFit: boolean;
  /** How a Poisson fit came about; null for least squares. */
  counts: CountSolution | null;
  /**
   * What belongs to a fit that does not square residuals, by which the solution's coefficients are; null for others.
   */
  robust: RobustSolution | null;
};

/** What a solution needs of the rows; `isConstant` has one entry to a column of the frame. */
export type ReducedRows = {
  triangle: Triangle | ExactTriangle;
  moments: Moments;
  isConstant: readonly boolean[];
};

/**
 * Solves reduced rows.
 *
 * @throws GausslineError `fit/too-few-rows`, `fit/no-terms`.
 */
export function solveRows(spec: ModelSpec, frame: Frame, rows: ReducedRows): SolvedRows {
  const { triangle, moments } = rows;
  if (isExactTriangle(triangle)) return solveExactRows(spec, frame, { ...rows, triangle });
  const sizes = sizesOf(frame, rows);
  const decision = decideRank(triangle, sizes);
  checkRowCount(spec, triangle.rowCount, decision);
  const solution = solveLeastSquares(frame, decision);
  const isPerfectFit = isPerfect(solution);
  return {
    moments,
    fullTriangle: triangle,
    sizes,
    decision,
    solution,
    exact: null,
    isPerfectFit,
    counts: null,
    robust: null,
  };
}

function solveExactRows(
  spec: ModelSpec,
  frame: Frame,
  { triangle, moments, isConstant }: ReducedRows & { triangle: ExactTriangle },
): SolvedRows {
  const rank = decideExactRank(triangle, frame);
  checkRowCount(spec, triangle.rowCount, rank);
  const exact = solveExactly(frame, rank);
  const { solution } = exact;
  const fullTriangle = rank.triangle === triangle ? exact.rounded : roundedTriangle(triangle);
  return {
    ...{ moments, fullTriangle, solution, exact, isPerfectFit: isPerfect(solution) },
    ...{ counts: null, robust: null },
    decision: { ...rank, triangle: exact.rounded },
    sizes: sizesOf(frame, { moments, isConstant }),
  };
}

function isPerfect({ rss, targetTolerance }: Solution): boolean {
  return rss <= targetTolerance ** 2;
}

/**
 * Solves the rows of a design by Householder QR.
 *
 * @throws GausslineError `fit/too-few-rows`, `fit/no-terms`, and what `checkpoint` throws.
 */
export async function solveDesign(
  spec: ModelSpec,
  design: Design,
  checkpoint?: Checkpoint,
): Promise<SolvedRows> {
  const tree = new TriangleTree(widthOf(design));
  let moments = emptyMoments(widthOf(design));
  for (const block of designBlocks(design)) {
    moments = mergeMoments(moments, momentsOfBlock(block));
    tree.absorb(block.values, block.rowCount);
    await checkpoint?.({ rows: block.start + block.rowCount });
  }
  return solveRows(spec, design, { triangle: tree.result(), moments, isConstant: design.isConstant });
}

/** The same of a triangle whose target has been left as it is in the file, by the weights its rows have there. */
export function sizesOfTriangle(
  frame: Frame,
  triangle: Triangle,
  isConstant: readonly boolean[],
): ColumnSizes {
  const { width, values } = triangle;
  const top = frame.hasIntercept ? values[0]! : 1;
  const weight = top * top;
  const means = Float64Array.from({ length: width }, (_, k) =>
    frame.hasIntercept ? values[k * width]! / top : 0,
  );
  const squares = Float64Array.from({ length: width }, (_, k) => {
    const rest = values.subarray(k * width + (frame.hasIntercept ? 1 : 0), (k + 1) * width);
    return rest.reduce((sum, value) => sum + value * value, 0);
  });
  return sizesOf(frame, { isConstant, moments: { weight, logWeights: 0, means, squares } });
}

/** A design of so many columns takes gigabytes before it is found to have too few rows. */
const MANY_COLUMNS = 1000;

/**
 * Finds out beforehand that a large design has more columns than there are rows.
 *
 * @throws GausslineError `fit/too-few-rows`.
 */
export function checkColumnCount({ features, formula }: ModelSpec, rowCount: number): void {
  if (features.length < Math.max(rowCount, MANY_COLUMNS)) return;
  const short = formula.length > 80 ? `${formula.slice(0, 80)}...` : formula;
  throw new GausslineError(
    'fit/too-few-rows',
    `\`${short}\` has ${features.length} columns, and the file ${rowCount} rows: more rows than columns are needed.`,
    'Take terms out of the formula, or add rows.',
  );
}

function sizesOf(frame: Frame, { moments, isConstant }: Omit<ReducedRows, 'triangle'>): ColumnSizes {
  const { hasIntercept, shift, scale } = frame;
  const first = hasIntercept ? 1 : 0;
  const columns = Array.from({ length: widthOf(frame) }, (_, column) => column);
  const raw = Float64Array.from(columns, (column) => {
    const k = column - first;
    // The intercept's column is exact.
    return k < 0 ? 0 : Math.sqrt(squaresAboutZero(moments, column, shift[k]! * scale[k]!));
  });
  const centred = Float64Array.from(columns, (column) => {
    if (column < first) return Math.sqrt(moments.weight);
    if (isConstant[column - first]! && hasIntercept) return 0;
    return hasIntercept ? Math.sqrt(moments.squares[column]!) : raw[column]!;
  });
  return { raw, centred };
}

/** @throws GausslineError `fit/too-few-rows`, `fit/no-terms`. */
export function checkRowCount(spec: ModelSpec, n: number, { kept }: Pick<RankDecision, 'kept'>): void {
  const asked = spec.features.length + (spec.hasIntercept ? 1 : 0);
  if (kept.length === 0)
    throw new GausslineError(
      'fit/no-terms',
      `\`${spec.formula}\` leaves nothing to fit: every feature is 0 on all rows used and there is no intercept.`,
      'Add a feature or the intercept to the formula.',
    );
  if (n > kept.length) return;
  throw new GausslineError(
    'fit/too-few-rows',
    `${n} ${n === 1 ? 'row has' : 'rows have'} a number in every column of the model; its ${asked} ` +
      `${asked === 1 ? 'coefficient needs' : 'coefficients need'} at least ${asked + 1} rows.`,
    `Take features out of the formula${costliest(spec)}, or add rows.`,
  );
}

/** The factor with the most levels, where there is one: `, such as the factor zone with its 19 levels`. */
function costliest({ factors }: ModelSpec): string {
  const [most] = [...factors].sort((a, b) => b.levels.length - a.levels.length);
  return most === undefined
    ? ''
    : `, such as the factor \`${most.column}\` with its ${most.levels.length} levels`;
}
