import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import { decideExactRank } from '../exact/exactRank.js';
import { roundedTriangle, solveExactly } from '../exact/exactSolution.js';
import { type ExactTriangle, isExactTriangle } from '../exact/exactTriangle.js';
import { type FileSolution, toFileUnits } from '../judge/fileUnits.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Design } from './design.js';
import { designBlocks } from './designBlocks.js';
import { type Frame, widthOf } from './frame.js';
import { type Solution, solveLeastSquares } from './leastSquares.js';
import { emptyMoments, type Moments, mergeMoments, momentsOfBlock, squaresAboutZero } from './moments.js';
import { type ColumnSizes, decideRank, type RankDecision } from './rank.js';
import type { Triangle } from './triangle.js';
import { TriangleTree } from './triangleTree.js';

/** The exact solution of some rows, with all that led to it, in their frame. */
export type SolvedRows = {
  moments: Moments;
  /** Triangle of all columns of `[1 X y]`, dropped ones too. */
  fullTriangle: Triangle;
  decision: RankDecision;
  solution: Solution;
  file: FileSolution;
  isPerfectFit: boolean;
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
  const decision = decideRank(triangle, sizesOf(frame, rows));
  checkRowCount(spec, moments.n, decision);
  const solution = solveLeastSquares(frame, decision);
  const file = toFileUnits(frame, solution);
  return { moments, fullTriangle: triangle, decision, solution, file, isPerfectFit: isPerfect(solution) };
}

function solveExactRows(
  spec: ModelSpec,
  frame: Frame,
  { triangle, moments }: ReducedRows & { triangle: ExactTriangle },
): SolvedRows {
  const rank = decideExactRank(triangle, frame);
  checkRowCount(spec, moments.n, rank);
  const { solution, file } = solveExactly(frame, rank);
  const decision = { ...rank, triangle: roundedTriangle(rank.triangle) };
  const fullTriangle = roundedTriangle(triangle);
  return { moments, fullTriangle, decision, solution, file, isPerfectFit: isPerfect(solution) };
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

function sizesOf(frame: Frame, { moments, isConstant }: ReducedRows): ColumnSizes {
  const { hasIntercept, shift, scale } = frame;
  const first = hasIntercept ? 1 : 0;
  const columns = Array.from({ length: widthOf(frame) }, (_, column) => column);
  const raw = Float64Array.from(columns, (column) => {
    const k = column - first;
    // The intercept's column is exact.
    return k < 0 ? 0 : Math.sqrt(squaresAboutZero(moments, column, shift[k]! * scale[k]!));
  });
  const centred = Float64Array.from(columns, (column) => {
    if (column < first) return Math.sqrt(moments.n);
    if (isConstant[column - first]! && hasIntercept) return 0;
    return hasIntercept ? Math.sqrt(moments.squares[column]!) : raw[column]!;
  });
  return { raw, centred };
}

function checkRowCount(spec: ModelSpec, n: number, { kept }: Pick<RankDecision, 'kept'>): void {
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
    'Take features out of the formula, or add rows.',
  );
}
