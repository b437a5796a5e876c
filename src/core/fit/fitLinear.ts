import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import { toFileUnits } from '../judge/fileUnits.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Table } from '../table/table.js';
import { coefficientTable } from './coefficientTable.js';
import { ColumnMoments } from './columnMoments.js';
import { type Design, designFromTable } from './design.js';
import { designBlocks, widthOf } from './designBlocks.js';
import type { Fit } from './fit.js';
import type { FitParts } from './fitParts.js';
import { fitWarnings } from './fitWarnings.js';
import { solveLeastSquares } from './leastSquares.js';
import { modelSummary } from './modelSummary.js';
import { type ColumnSizes, decideRank, type RankDecision } from './rank.js';
import { walkAgain } from './secondPass.js';
import { TriangleTree } from './triangleTree.js';

/** `confidence` such as 0.95. */
export type FitOptions = { confidence: number; checkpoint?: Checkpoint };

/**
 * Fits a linear model by least squares: Householder QR of `[1 X y]`, block by block, about the first row used.
 * The table is not changed; the same table and model give the same bits.
 *
 * @throws GausslineError `fit/no-complete-row`, `fit/too-few-rows`, `fit/no-terms` when no column is left to fit,
 *   `fit/overflow`, and what `checkpoint` throws.
 */
export async function fitLinear(table: Table, spec: ModelSpec, options: FitOptions): Promise<Fit> {
  const { confidence, checkpoint } = options;
  const design = await designFromTable(table, spec, checkpoint);
  const solved = await solveDesign(spec, design, checkpoint);
  const { solution } = solved;
  const parts: FitParts = { table, spec, confidence, design, ...solved };
  const pass = await walkAgain({ table, design, solution }, checkpoint);
  const file = toFileUnits(design, solution);
  checkRange(spec, [...file.estimates, ...file.unscaledCovariance, file.rss, file.explained]);
  const coefficients = coefficientTable(parts, file, pass);
  const summary = modelSummary(parts, file, pass);
  return {
    spec,
    rowCount: table.rowCount,
    leftOut: design.leftOut,
    confidence,
    coefficients,
    summary,
    rows: pass.rows,
    unscaledCovariance: file.unscaledCovariance,
    warnings: fitWarnings(parts, { coefficients, summary, pass }),
  };
}

/** The exact solution of a design, with all that led to it. */
export type SolvedDesign = Pick<
  FitParts,
  'moments' | 'fullTriangle' | 'decision' | 'solution' | 'isPerfectFit'
>;

/**
 * Solves the rows of a design by Householder QR.
 *
 * @throws GausslineError `fit/too-few-rows`, `fit/no-terms`, and what `checkpoint` throws.
 */
export async function solveDesign(
  spec: ModelSpec,
  design: Design,
  checkpoint?: Checkpoint,
): Promise<SolvedDesign> {
  const { triangle, moments } = await reduceRows(design, checkpoint);
  const decision = decideRank(triangle, sizesOf(design, moments));
  checkRowCount(spec, design.rows.length, decision);
  const solution = solveLeastSquares(design, decision);
  const isPerfectFit = solution.rss <= solution.targetTolerance ** 2;
  return { moments, fullTriangle: triangle, decision, solution, isPerfectFit };
}

async function reduceRows(design: Design, checkpoint?: Checkpoint) {
  const tree = new TriangleTree(widthOf(design));
  const moments = new ColumnMoments(widthOf(design));
  for (const block of designBlocks(design)) {
    moments.absorb(block);
    tree.absorb(block.values, block.rowCount);
    await checkpoint?.({ rows: block.start + block.rowCount });
  }
  return { triangle: tree.result(), moments };
}

function sizesOf(design: Design, moments: ColumnMoments): ColumnSizes {
  const first = design.hasIntercept ? 1 : 0;
  const columns = Array.from({ length: widthOf(design) }, (_, column) => column);
  const raw = Float64Array.from(columns, (column) => {
    const k = column - first;
    // The intercept's column is exact.
    return k < 0 ? 0 : Math.sqrt(moments.squaresAboutZero(column, design.shift[k]! * design.scale[k]!));
  });
  const centred = Float64Array.from(columns, (column) => {
    if (column < first) return Math.sqrt(design.rows.length);
    if (design.isConstant[column - first]! && design.hasIntercept) return 0;
    return design.hasIntercept ? Math.sqrt(moments.centredSquares(column)) : raw[column]!;
  });
  return { raw, centred };
}

function checkRowCount(spec: ModelSpec, n: number, { kept }: RankDecision): void {
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

function checkRange({ target }: ModelSpec, numbers: readonly number[]): void {
  if (numbers.every(Number.isFinite)) return;
  throw new GausslineError(
    'fit/overflow',
    'A number of the fit is beyond the range of a double (1.8e308): the values of the columns are too large or too small.',
    `Divide \`${target}\` or the largest feature by a power of ten in the file.`,
  );
}
