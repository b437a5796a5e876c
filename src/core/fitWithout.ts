import { GausslineError } from './errors.js';
import type { Fit } from './fit/fit.js';
import { type InputValue, mergePicked, type PickedRows } from './fit/pickRows.js';
import { countsWithout } from './fit/poisson/countsWithout.js';
import type { RowPart } from './fit/rowPart.js';
import { dot } from './fit/spread.js';
import { influenceKind } from './judge/influenceKind.js';
import { type RowsOfQ, rowsOfQ } from './judge/rowsOfQ.js';
import { changeWithout, LEAST_LEFT, withoutRows } from './judge/withoutRows.js';

/** A coefficient with and without some rows, in the units of the file. Standard errors are the classic ones. */
export type ChangedCoefficient = {
  name: string;
  estimate: number;
  standardError: number;
  without: number;
  standardErrorWithout: number | null;
  /** Of `standardError`; null where that is 0. */
  changeInErrors: number | null;
  /** R's `dfbetas`, of a single row of a least squares fit: the change turned round, over the error without it. */
  dfbetas: number | null;
};

/** A fit without some of its rows. Plain data. */
export type FitWithout = {
  /** As they were asked for. */
  rows: readonly number[];
  n: number;
  dfResidual: number;
  /** Those that were kept. */
  coefficients: readonly ChangedCoefficient[];
  /** Residual standard error and R², with the rows and without; null for counts. */
  sigma: { before: number; after: number | null } | null;
  rSquared: { before: number | null; after: number | null } | null;
  isPerfectFit: boolean;
};

/** Why there is no fit without the rows: the coefficients that the other rows do not determine. */
export type NoFitWithout = { rows: readonly number[]; undetermined: readonly string[] };

/** What a row does to a fit. */
export type RowInfluence = {
  row: number;
  /** Its cells in the columns that were asked for. */
  values: readonly InputValue[];
  dffits: number | null;
  /** The coefficient that moves most without the row, in standard errors; null where none is determined, or none moves. */
  moved: { name: string; change: number; changeInErrors: number } | null;
};

/** Shares of a coefficient in doubt from which on it is named. */
const IN_DOUBT = 1e-6;

/**
 * The fit without some rows, by their index in the file: exact for least squares, from their rows of Q; counts are fitted
 * again.
 *
 * @throws GausslineError `influence/too-few-rows`, `influence/not-defined`, and what the parts throw.
 */
export async function fitWithout(
  fit: Fit,
  parts: readonly RowPart[],
  rows: readonly number[],
): Promise<FitWithout | NoFitWithout> {
  const kind = influenceKind(fit);
  if (kind === null) throw notDefined(fit);
  const ascending = [...new Set(rows)].sort((a, b) => a - b);
  checkCount(fit, ascending.length);
  const picked = await pickOfFit(fit, parts, { rows: ascending, inputs: [] });
  if (kind === 'counts') return countedWithout(fit, parts, { rows: ascending, picked });
  const without = withoutRows(fit.solved, rowsOfQ(fit.solved, picked));
  if ('shares' in without) {
    const undetermined = keptNames(fit).filter((_, k) => without.shares[k]! > IN_DOUBT);
    return { rows: ascending, undetermined };
  }
  const { residualStandardError, rSquared } = fit.summary;
  const { changes, standardErrors, sigma, n, dfResidual, isPerfectFit } = without;
  const isOne = ascending.length === 1;
  return {
    ...{ rows: ascending, n, dfResidual, isPerfectFit },
    coefficients: changedCoefficients(fit, {
      changes,
      after: standardErrors,
      sigmaOfDfbetas: isOne ? sigma : null,
    }),
    sigma: { before: residualStandardError!, after: sigma },
    rSquared: { before: rSquared, after: without.rSquared },
  };
}

/**
 * What each of some rows does to the fit, alone; `rows` ascend. For counts to the first order, as R's `dfbeta`.
 *
 * @throws GausslineError what the parts throw.
 */
export async function describeRows(
  fit: Fit,
  parts: readonly RowPart[],
  { rows, inputs }: { rows: readonly number[]; inputs: readonly string[] },
): Promise<RowInfluence[]> {
  const picked = await pickOfFit(fit, parts, { rows, inputs });
  const kind = influenceKind(fit);
  const found = kind === 'least squares' ? rowsOfQ(fit.solved, picked) : null;
  return rows.map((row, i) => ({
    row,
    values: picked.inputs.map((values) => values[i]!),
    ...(found === null ? { dffits: null, moved: null } : leftOutAlone(fit, found, i)),
  }));
}

/** One row by itself takes no triangle: its leverage and its residual say all. */
function leftOutAlone(fit: Fit, rows: RowsOfQ, i: number): Pick<RowInfluence, 'dffits' | 'moved'> {
  const { file, solution } = fit.solved;
  const { rss, dfResidual, targetTolerance } = solution;
  const q = Float64Array.from({ length: solution.kept.length }, (_, k) => rows.q[k * rows.rowCount + i]!);
  const residual = rows.residual[i]!;
  const leverage = dot(q, q);
  const free = 1 - leverage;
  if (free <= LEAST_LEFT) return { dffits: null, moved: null };
  const pull = residual / free;
  const changes = changeWithout(file.root, q, pull / file.targetScale);
  const others = Math.max(rss - pull * residual, targetTolerance ** 2) / (dfResidual - 1);
  const isDefined = dfResidual > 1 && !fit.summary.isPerfectFit;
  return {
    dffits: isDefined ? pull * Math.sqrt(leverage / others) : null,
    moved: mostMoved(fit, changes),
  };
}

/** A slope where there is one: an intercept far outside of the data moves with everything. */
function mostMoved(fit: Fit, changes: Float64Array): RowInfluence['moved'] {
  const { standardErrors } = fit.solved.file;
  const names = keptNames(fit);
  const from = fit.spec.hasIntercept && names.length > 1 ? 1 : 0;
  let moved: RowInfluence['moved'] = null;
  for (let k = from; k < names.length; k++) {
    const changeInErrors = changes[k]! / standardErrors[k]!;
    if (!Number.isFinite(changeInErrors) || fit.summary.isPerfectFit) continue;
    if (moved === null || Math.abs(changeInErrors) > Math.abs(moved.changeInErrors))
      moved = { name: names[k]!, change: changes[k]!, changeInErrors };
  }
  return moved;
}

async function countedWithout(
  fit: Fit,
  parts: readonly RowPart[],
  { rows, picked }: { rows: readonly number[]; picked: PickedRows },
): Promise<FitWithout | NoFitWithout> {
  const { solved, summary } = fit;
  const without = await countsWithout(parts, { solved, link: summary.counts!.link }, picked);
  if (without === null) return { rows, undetermined: [] };
  const { estimates, standardErrors } = without;
  const changes = estimates.map((value, k) => value - solved.file.estimates[k]!);
  return {
    rows,
    n: summary.n - rows.length,
    dfResidual: summary.dfResidual - rows.length,
    coefficients: changedCoefficients(fit, { changes, after: standardErrors, sigmaOfDfbetas: null }),
    ...{ sigma: null, rSquared: null, isPerfectFit: false },
  };
}

function changedCoefficients(
  fit: Fit,
  {
    changes,
    after,
    sigmaOfDfbetas,
  }: { changes: Float64Array; after: Float64Array | null; sigmaOfDfbetas: number | null },
): ChangedCoefficient[] {
  const { estimates } = fit.solved.file;
  const errors = classicErrors(fit);
  const sigma = fit.summary.residualStandardError;
  const isPerfect = fit.summary.isPerfectFit;
  return keptNames(fit).map((name, k) => {
    const [estimate, change, standardError] = [estimates[k]!, changes[k]!, errors[k]!];
    const canDivide = standardError > 0 && !isPerfect;
    const unscaled = sigma === null ? 0 : standardError / sigma;
    const hasDfbetas = canDivide && sigmaOfDfbetas !== null && sigmaOfDfbetas > 0;
    return {
      ...{ name, estimate, standardError, without: estimate + change },
      standardErrorWithout: after?.[k] ?? null,
      changeInErrors: canDivide ? change / standardError : null,
      dfbetas: hasDfbetas ? -change / (sigmaOfDfbetas * unscaled) : null,
    };
  });
}

/** Of counts sigma is 1, which their solution does not know. */
function classicErrors({ solved, summary, unscaledCovariance }: Fit): Float64Array {
  const { standardErrors } = solved.file;
  if (summary.counts === null) return standardErrors;
  const p = standardErrors.length;
  return standardErrors.map((_, k) => Math.sqrt(unscaledCovariance[k * p + k]!));
}

function keptNames({ spec, solved }: Fit): string[] {
  const first = spec.hasIntercept ? 1 : 0;
  return solved.solution.kept.map((column) =>
    column < first ? '(Intercept)' : spec.features[column - first]!.name,
  );
}

/** Rows of a fit, ascending, out of the parts that have them. */
export async function pickOfFit(
  { solved: { frame, rowsBefore } }: Fit,
  parts: readonly RowPart[],
  { rows, inputs }: { rows: readonly number[]; inputs: readonly string[] },
): Promise<PickedRows> {
  const pieces = parts.map((part, k) => {
    const [from, end] = [rowsBefore[k]!, rowsBefore[k + 1] ?? Infinity];
    const own = rows.filter((row) => from <= row && row < end).map((row) => row - from);
    return own.length === 0 ? null : part.pick({ frame, rows: own, inputs });
  });
  const found = await Promise.all(pieces.filter((piece) => piece !== null));
  const columnCount = frame.columns.length + (frame.weights === null ? 0 : 1);
  return mergePicked(found, columnCount, inputs.length);
}

function checkCount({ summary }: Fit, count: number): void {
  if (summary.n - count >= summary.rank) return;
  throw new GausslineError(
    'influence/too-few-rows',
    `Without these ${count} ${count === 1 ? 'row' : 'rows'}, ${summary.n - count} are left for ${summary.rank} coefficients.`,
    'Take fewer rows away.',
  );
}

function notDefined({ spec }: Fit): GausslineError {
  return new GausslineError(
    'influence/not-defined',
    `\`${spec.formula}\` is not fitted by least squares or as counts: its rows have no leverage.`,
    'Fit the same formula with the Gaussian family.',
  );
}
