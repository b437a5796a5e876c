import { manyZeros } from '../advice/manyZeros.js';
import { targetAdvice } from '../advice/targetAdvice.js';
import { keptRowsOf } from '../crowd/crowd.js';
import { tableOfKept } from '../crowd/keptRows.js';
import { GausslineError } from '../errors.js';
import type { CovarianceKind } from '../judge/covarianceKind.js';
import { toFileUnits } from '../judge/fileUnits.js';
import type { DesignColumn } from '../model/designColumn.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { chartedFeatures } from './chartedFeatures.js';
import { coefficientTable } from './coefficientTable.js';
import { dependenciesOf } from './dependencies.js';
import { noCompleteRow } from './design.js';
import type { ColumnFacts, Fit, LeftOut, TermRow } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import { fitWarnings, notExact } from './fitWarnings.js';
import { columnsOf, type Frame, frameOf, suits } from './frame.js';
import { checkGathered } from './gatheredRows.js';
import { modelSummary } from './modelSummary.js';
import { linesOf, NAMED_LINES } from './namedRows.js';
import { countSummary } from './poisson/countSummary.js';
import type { Ranges } from './ranges.js';
import { mergeReductions, type Reduction } from './reduction.js';
import { checkPenalty } from './ridge.js';
import type { RidgePath, RidgeRule } from './ridgePath.js';
import { ridgeSolution } from './ridgeSolution.js';
import { robustSummary } from './robust/robustSummary.js';
import type { RobustOptions } from './robust/solveRobust.js';
import type { ChartedFeature, RowPart } from './rowPart.js';
import { mergeRowSummaries, type RowSummary } from './rowSummary.js';
import { type AllRows, emptyRows } from './rowTable.js';
import { type SolvedRows, solveRows } from './solve.js';
import { mergeSurveys, type Survey } from './survey.js';
import { termTable } from './termTable.js';
import { canBeExact, isExactByDefault, needsExactTier } from './tier.js';
import { countsBefore, walkParts } from './walkParts.js';

/** Rows up to which each of them is kept, to be a mark in the charts. */
export const MARK_LIMIT = 20_000;

/**
 * `confidence` such as 0.95; what is not given is `classic`, 0 and `MARK_LIMIT`. `isExact` settles whether double-
 * double
 * is used; undefined: where it is quickly done, or needed.
 */
export type PartsOptions = {
  confidence: number;
  covariance?: CovarianceKind | undefined;
  /** Added to the diagonal of X'X in the units of the file, not for the intercept; or by what it is chosen. */
  lambda?: number | RidgeRule | undefined;
  /** True where other penalties are wanted beside a given one. */
  wantsPath?: boolean | undefined;
  markLimit?: number | undefined;
  isExact?: boolean | undefined;
  /** Rows of all parts, where they are known. */
  rowCount?: number | undefined;
} & RobustOptions;

/**
 * Fits a linear model by least squares to rows in parts, given in file order: of few rows in double-double, triangles of
 * `[1 X y]` by Gram-Schmidt (`exact/`), of very many QR in double precision where that has digits enough; block by block,
 * about the first row used; then a walk for residuals and influence. The same parts and model give the same bits; other
 * cuts the same up to rounding.
 *
 * @throws GausslineError `fit/no-complete-row`, `fit/too-few-rows`, `fit/no-terms` when no column is left to fit,
 *   `fit/overflow`, `fit/ridge` for a lambda below 0, and what the parts throw.
 */
export async function fitParts(
  parts: readonly RowPart[],
  spec: ModelSpec,
  { confidence, covariance = 'classic', lambda: penalty = 0, markLimit = MARK_LIMIT, ...tier }: PartsOptions,
): Promise<Fit> {
  checkPenalty(typeof penalty === 'number' ? penalty : 1, spec);
  const asked = penalty === 0 ? tier : { isExact: false };
  const { solved: unpenalised, frame, survey, reductions } = await solveParts(parts, spec, asked);
  const path = await pathOf(parts, { penalty, solved: unpenalised, frame, spec, ...tier });
  const lambda = typeof penalty === 'number' ? penalty : path!.best[penalty];
  const solved =
    lambda === 0 ? unpenalised : { ...unpenalised, solution: ridgeSolution(frame, unpenalised, lambda) };
  const { bootstrap = null } = tier;
  const basis: FitBasis = { spec, confidence, covariance, lambda, bootstrap, frame, survey, ...solved };
  const file = solved.exact?.file ?? toFileUnits(frame, solved.solution);
  checkRange(spec, [...file.estimates, ...file.unscaledCovariance, file.rss, file.explained]);
  const columns = factsOf(basis);
  const charted = chartedFeatures(basis, file, columns);
  const keepsAll = survey.used <= markLimit;
  // Parts in other threads walk while this one looks at the terms.
  const [walks, terms] = await Promise.all([
    walkParts(parts, reductions, { ...basis, keepsAll, charted }),
    termsOf(basis),
  ]);
  const { sums, ...found } = mergeRowSummaries(walks);
  const coefficients = coefficientTable(basis, file, { sums, terms });
  const { counts, robust } = basis;
  const summary =
    counts !== null
      ? countSummary(basis, counts, { file, sums })
      : robust !== null
        ? robustSummary(basis, robust, { file, sums })
        : modelSummary(basis, file, sums);
  const kept = keptOf(found, charted);
  const sample = kept.crowd?.sample ?? kept.rows;
  // Field by field: put together from other objects it looks different to V8 each time, which compiles its readers anew.
  return {
    spec,
    rowCount: survey.rowCount,
    leftOut: survey.leftOut,
    confidence,
    coefficients,
    summary,
    // Other families explain no squares.
    terms: spec.family === undefined ? terms : [],
    rows: kept.rows,
    crowd: kept.crowd,
    charted: kept.charted,
    totalWeight: solved.moments.weight,
    smearing: sums.exponentials === 0 ? null : sums.exponentials / summary.n,
    residualMoments: sums.moments,
    columns,
    usedSpan: [survey.firstUsed, survey.lastUsed],
    unscaledCovariance: file.unscaledCovariance,
    ridgePath: path,
    dependencies: lambda === 0 ? dependenciesOf(basis) : [],
    solved: { frame, solution: solved.solution, file, rowsBefore: countsBefore(reductions, 'rowCount') },
    warnings: [
      ...fitWarnings(basis, { terms, summary, sums }),
      ...targetAdvice({
        ...{ spec, summary, leftOut: survey.leftOut, column: columns.at(-1)! },
        ...{ tally: sums.target, predictive: sums.predictive },
        ...{ rows: sample, areAllRows: kept.crowd === null },
      }),
      ...manyZeros(spec, sample),
      ...notExact(basis, tier, summary),
    ],
  };
}

type PathOrder = { penalty: number | RidgeRule; solved: SolvedRows; frame: Frame; spec: ModelSpec };

/** Other penalties than that of the fit, where they are wanted or it is chosen among them; else null. */
async function pathOf(
  parts: readonly RowPart[],
  { penalty, solved, frame, spec, wantsPath, checkpoint }: PathOrder & Omit<PartsOptions, 'confidence'>,
): Promise<RidgePath | null> {
  const rule = typeof penalty === 'number' ? null : penalty;
  if (rule === null && (wantsPath !== true || penalty === 0 || spec.features.length === 0)) return null;
  const { checkPath, traceRidge } = await import('./traceRidge.js');
  checkPath(spec);
  checkGathered(frame, solved.solution.n, 'The choice of a penalty');
  const gathered = await Promise.all(parts.map((part) => part.gather(frame)));
  const own = typeof penalty === 'number' ? penalty : null;
  return { ...(await traceRidge({ solved, frame, gathered }, own, checkpoint)), rule };
}

type SolvedParts = { solved: SolvedRows; frame: Frame; survey: Survey; reductions: readonly Reduction[] };

/** In double-double where that is asked for or quickly done, else in double precision, and again where that fails. */
export async function solveParts(
  parts: readonly RowPart[],
  spec: ModelSpec,
  { isExact, rowCount, ...options }: Pick<PartsOptions, 'isExact' | 'rowCount' | 'bootstrap' | 'checkpoint'>,
): Promise<SolvedParts> {
  const byDefault = rowCount !== undefined && isExactByDefault(spec, rowCount);
  const beginsExact = (isExact ?? byDefault) && canBeExact(spec);
  const first = await solveReduced(parts, spec, {
    ...(await reduceParts(parts, spec, beginsExact)),
    ...options,
  });
  if (beginsExact || isExact === false || !needsExactTier(spec, first.solved, first.frame)) return first;
  const frame = frameOf(spec, first.survey, true);
  const reductions = await Promise.all(parts.map((part) => part.reduce(frame)));
  return solveReduced(parts, spec, { frame, reductions });
}

async function solveReduced(
  parts: readonly RowPart[],
  spec: ModelSpec,
  { frame, reductions, ...options }: Pick<SolvedParts, 'frame' | 'reductions'> & RobustOptions,
): Promise<SolvedParts> {
  const reduced = mergeReductions(reductions);
  const { survey } = reduced;
  const isConstant = Array.from(survey.low, (low, k) => low === survey.high[k]);
  const { family } = spec;
  // Solvers that most fits do without are loaded when they are needed.
  if (family?.name === 'poisson') {
    const { solveCounts } = await import('./poisson/solveCounts.js');
    const solved = await solveCounts(parts, { spec, link: family.link, frame, reductions, ...reduced });
    return { solved, frame, survey, reductions };
  }
  const squares = solveRows(spec, frame, { ...reduced, isConstant });
  if (family === undefined) return { solved: squares, frame, survey, reductions };
  const { solveRobust } = await import('./robust/solveRobust.js');
  const usedBefore = countsBefore(reductions, 'used');
  const solved = await solveRobust(parts, squares, { family, frame, usedBefore, ...options });
  return { solved, frame, survey, reductions };
}

/** Reduces all parts in a frame chosen by their first rows, and once more in the rare case that it suits not all. */
export async function reduceParts(
  parts: readonly RowPart[],
  spec: ModelSpec,
  isExact = false,
): Promise<{ frame: Frame; reductions: readonly Reduction[] }> {
  const frame = frameOf(spec, (await firstRanges(parts, columnsOf(spec))) ?? NO_RANGES(spec), isExact);
  const reductions = await Promise.all(parts.map((part) => part.reduce(frame)));
  const survey = mergeSurveys(reductions.map((reduction) => reduction.survey));
  refuseNegativeWeights(spec, survey.leftOut);
  if (survey.used === 0) throw noCompleteRow(survey.rowCount, survey.leftOut);
  if (suits(frame, survey)) return { frame, reductions };
  const better = frameOf(spec, survey, isExact);
  return { frame: better, reductions: await Promise.all(parts.map((part) => part.reduce(better))) };
}

function refuseNegativeWeights({ weights }: ModelSpec, { byReason, rows }: LeftOut): void {
  const count = byReason['weight is negative'] ?? 0;
  if (count === 0) return;
  const lines = rows.filter(({ reason }) => reason === 'weight is negative').map(({ line }) => line);
  const named = lines.slice(0, NAMED_LINES);
  throw new GausslineError(
    'fit/negative-weights',
    `The weight \`${weights}\` is negative on ${linesOf({ count, lines: named })}; weights are above 0, or 0 to leave a row out.`,
    'Choose another column of weights, or none.',
    lines[0] === undefined ? {} : { line: lines[0] },
  );
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

/** The analysis of variance; a ridge has none. */
async function termsOf(basis: FitBasis): Promise<TermRow[]> {
  return basis.lambda === 0 ? termTable(basis) : [];
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
    charted: charted.map(({ column, slope, mean, height }, k) => ({
      feature: column,
      slope,
      mean,
      height,
      values: kept.features[k]!,
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
