import { keptRowsOf } from '../crowd/crowd.js';
import { tableOfKept } from '../crowd/keptRows.js';
import { GausslineError } from '../errors.js';
import type { DesignColumn } from '../model/designColumn.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { chartedFeatures } from './chartedFeatures.js';
import { coefficientTable } from './coefficientTable.js';
import { noCompleteRow } from './design.js';
import type { ColumnFacts, Fit } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import { fitWarnings } from './fitWarnings.js';
import { columnsOf, type Frame, frameOf, suits } from './frame.js';
import { modelSummary } from './modelSummary.js';
import type { Ranges } from './ranges.js';
import { mergeReductions, type Reduction } from './reduction.js';
import type { ChartedFeature, Position, RowPart } from './rowPart.js';
import { mergeRowSummaries, type RowSummary } from './rowSummary.js';
import { type AllRows, emptyRows } from './rowTable.js';
import { type SolvedRows, solveRows } from './solve.js';
import { mergeSurveys, type Survey } from './survey.js';
import { isExactByDefault, needsExactTier } from './tier.js';

/** Rows up to which each of them is kept, to be a mark in the charts. */
export const MARK_LIMIT = 20_000;

/**
 * `confidence` such as 0.95; `markLimit` is `MARK_LIMIT` where it is not given. `isExact` settles
 * whether double-double is used; undefined: where it is quickly done, or needed. `rowCount`: rows of all parts, where they are known.
 */
export type PartsOptions = {
  confidence: number;
  markLimit?: number;
  isExact?: boolean | undefined;
  rowCount?: number;
};

/**
 * Fits a linear model by least squares to rows in parts, given in file order: of few rows modified Gram-Schmidt in
 * double-double of `[1 X y]`, of very many Householder QR where that has digits enough; block by block, about the first
 * row used; then a walk for residuals and influence. The same parts and model give the same bits; other cuts the
 * same up to rounding.
 *
 * @throws GausslineError `fit/no-complete-row`, `fit/too-few-rows`, `fit/no-terms` when no column is left to fit,
 *   `fit/overflow`, and what the parts throw.
 */
export async function fitParts(
  parts: readonly RowPart[],
  spec: ModelSpec,
  { confidence, markLimit = MARK_LIMIT, ...tier }: PartsOptions,
): Promise<Fit> {
  const { solved, frame, survey, reductions } = await solveParts(parts, spec, tier);
  const basis: FitBasis = { spec, confidence, frame, survey, ...solved };
  const { file } = solved;
  checkRange(spec, [...file.estimates, ...file.unscaledCovariance, file.rss, file.explained]);
  const columns = factsOf(basis);
  const charted = chartedFeatures(basis, file, columns);
  const keepsAll = survey.used <= markLimit;
  const walks = await walkParts(parts, reductions, { ...basis, keepsAll, charted });
  const { sums, ...found } = mergeRowSummaries(walks);
  const coefficients = coefficientTable(basis, file, sums);
  const summary = modelSummary(basis, file, sums);
  return {
    ...{ spec, rowCount: survey.rowCount, leftOut: survey.leftOut, confidence, coefficients, summary },
    ...keptOf(found, charted),
    residualMoments: sums.moments,
    columns,
    usedSpan: [survey.firstUsed, survey.lastUsed],
    unscaledCovariance: file.unscaledCovariance,
    warnings: fitWarnings(basis, { coefficients, summary, sums }),
  };
}

type SolvedParts = { solved: SolvedRows; frame: Frame; survey: Survey; reductions: readonly Reduction[] };

/** In double-double where that is asked for or quickly done, else in double precision, and again where that fails. */
async function solveParts(
  parts: readonly RowPart[],
  spec: ModelSpec,
  { isExact, rowCount }: Pick<PartsOptions, 'isExact' | 'rowCount'>,
): Promise<SolvedParts> {
  const beginsExact = isExact ?? (rowCount !== undefined && isExactByDefault(spec, rowCount));
  const first = solveReduced(spec, await reduceParts(parts, spec, beginsExact));
  if (beginsExact || isExact === false || !needsExactTier(spec, first.solved)) return first;
  const frame = frameOf(spec, first.survey, true);
  const reductions = await Promise.all(parts.map((part) => part.reduce(frame)));
  return solveReduced(spec, { frame, reductions });
}

function solveReduced(
  spec: ModelSpec,
  { frame, reductions }: Pick<SolvedParts, 'frame' | 'reductions'>,
): SolvedParts {
  const { survey, triangle, moments } = mergeReductions(reductions);
  const isConstant = Array.from(survey.low, (low, k) => low === survey.high[k]);
  const solved = solveRows(spec, frame, { triangle, moments, isConstant });
  return { solved, frame, survey, reductions };
}

/** Reduces all parts in a frame chosen by their first rows, and once more in the rare case that it suits not all. */
async function reduceParts(
  parts: readonly RowPart[],
  spec: ModelSpec,
  isExact: boolean,
): Promise<{ frame: Frame; reductions: readonly Reduction[] }> {
  const frame = frameOf(spec, (await firstRanges(parts, columnsOf(spec))) ?? NO_RANGES(spec), isExact);
  const reductions = await Promise.all(parts.map((part) => part.reduce(frame)));
  const survey = mergeSurveys(reductions.map((reduction) => reduction.survey));
  if (survey.used === 0) throw noCompleteRow(survey.rowCount, survey.leftOut);
  if (suits(frame, survey)) return { frame, reductions };
  const better = frameOf(spec, survey, isExact);
  return { frame: better, reductions: await Promise.all(parts.map((part) => part.reduce(better))) };
}

async function firstRanges(
  parts: readonly RowPart[],
  columns: readonly DesignColumn[],
): Promise<Ranges | null> {
  for (const part of parts) {
    const ranges = await part.glance(columns);
    if (ranges !== null) return ranges;
  }
  return null;
}

/** Stands in where no row can be used: what is left out is still counted. */
const NO_RANGES = (spec: ModelSpec): Ranges => {
  const zeros = columnsOf(spec).map(() => 0);
  return { first: Float64Array.from(zeros), low: Float64Array.from(zeros), high: Float64Array.from(zeros) };
};

type Walking = FitBasis & { keepsAll: boolean; charted: readonly ChartedFeature[] };

async function walkParts(
  parts: readonly RowPart[],
  reductions: readonly Reduction[],
  { frame, solution, isPerfectFit, keepsAll, charted }: Walking,
): Promise<RowSummary[]> {
  let before: Position = { rows: 0, used: 0, lines: 0 };
  const orders = reductions.map(({ survey }) => {
    const order = { frame, solution, isPerfectFit, before, keepsAll, charted };
    before = {
      rows: before.rows + survey.rowCount,
      used: before.used + survey.used,
      lines: before.lines + survey.lineCount,
    };
    return order;
  });
  return Promise.all(parts.map((part, k) => part.walk(orders[k]!)));
}

function factsOf({ frame, survey, moments }: FitBasis): ColumnFacts[] {
  const first = frame.hasIntercept ? 1 : 0;
  return frame.columns.map(({ name }, k) => ({
    name,
    low: survey.low[k]!,
    high: survey.high[k]!,
    mean: frame.shift[k]! + moments.means[k + first]! / frame.scale[k]!,
  }));
}

/** The rows that are kept, and the charted features with their values there. */
function keptOf(
  { rows, crowd }: Omit<RowSummary, 'sums'>,
  charted: readonly ChartedFeature[],
): Pick<Fit, 'rows' | 'crowd' | 'charted'> {
  const kept: AllRows =
    rows ?? (crowd === null ? emptyRows(0, charted.length) : tableOfKept(keptRowsOf(crowd)));
  return {
    rows: kept.table,
    crowd,
    charted: charted.map(({ column, ...line }, k) => ({
      ...{ feature: column, values: kept.features[k]! },
      ...line,
    })),
  };
}

function checkRange({ target }: ModelSpec, numbers: readonly number[]): void {
  if (numbers.every(Number.isFinite)) return;
  throw new GausslineError(
    'fit/overflow',
    'A number of the fit is beyond the range of a double (1.8e308): the values of the columns are too large or too small.',
    `Divide \`${target.name}\` or the largest feature by a power of ten in the file.`,
  );
}
