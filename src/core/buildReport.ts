import type { Checkpoint } from './checkpoint.js';
import type { Warning } from './errors.js';
import type { Fit } from './fit/fit.js';
import type { FitOptions } from './fit/fitLinear.js';
import { fitFormula, warningsOf } from './fitFormula.js';
import { flaggedRows } from './judge/flags.js';
import { rateRatio } from './judge/inference.js';
import type { Modelling } from './model/modelling.js';
import type { LeftOutColumn } from './model/modelSpec.js';
import { labelOfColumn } from './plot/columnLabel.js';
import { crowdQuantiles } from './plot/crowdQuantiles.js';
import { fitView } from './plot/fitView.js';
import { influenceView } from './plot/influenceView.js';
import { marksOf } from './plot/marks.js';
import type { Smooth } from './plot/plot.js';
import { quantilePoints } from './plot/quantilePoints.js';
import { residualsView } from './plot/residualsView.js';
import { smoothLine } from './plot/smoothLine.js';
import { standardisedResiduals } from './plot/standardised.js';
import type { FitReport } from './report.js';
import { summariseSource } from './summariseSource.js';
import type { Table } from './table/table.js';
import { findingsOf } from './words/findings.js';
import { fitSentence } from './words/fitSentence.js';

/** What a report holds besides the fit. `elapsed` in milliseconds. */
export type ReportOptions = {
  leftOutColumns: readonly LeftOutColumn[];
  formulaWarnings: readonly Warning[];
  confidence: number;
  elapsed: FitReport['elapsed'];
  checkpoint?: Checkpoint | undefined;
  /** Who computes smooths; this thread in plain loops unless told. */
  smoother?: Smoother | undefined;
};

/** As `smoothLine`, here or elsewhere. */
export type Smoother = (x: Float64Array, y: Float64Array) => Smooth | null | Promise<Smooth | null>;

/**
 * All that a panel shows of a fit. The table and the fit are not changed; some arrays of the fit are shared.
 *
 * @throws GausslineError what `checkpoint` throws.
 */
export async function buildReport(table: Table, fit: Fit, options: ReportOptions): Promise<FitReport> {
  const { leftOutColumns, formulaWarnings, confidence, elapsed } = options;
  const { marks, ...views } = await viewsOf(fit, options);
  return {
    source: summariseSource(table),
    spec: fit.spec,
    target: labelOfColumn(fit.spec.target),
    confidence,
    leftOut: fit.leftOut,
    leftOutColumns,
    summary: fit.summary,
    coefficients: labelled(fit),
    terms: fit.terms,
    ridgePath: fit.ridgePath,
    marks,
    ...views,
    warnings: warningsOf(table, { fit, leftOutColumns, formulaWarnings }),
    elapsed,
  };
}

/**
 * Fits a formula (null: the proposed model) and builds its report.
 *
 * @param options `readMs`: milliseconds that reading the table took.
 * @throws GausslineError what `fitFormula` throws.
 */
export async function analyse(
  table: Table,
  formula: string | null,
  { readMs, ...options }: FitOptions & Modelling & { readMs: number },
): Promise<FitReport> {
  const startedAt = performance.now();
  const { fit, ...understood } = await fitFormula(table, formula, options);
  const elapsed = { readMs, fitMs: performance.now() - startedAt };
  const { confidence, checkpoint } = options;
  return buildReport(table, fit, { ...understood, confidence, elapsed, checkpoint });
}

async function viewsOf(
  fit: Fit,
  { checkpoint, smoother = smoothLine }: Pick<ReportOptions, 'checkpoint' | 'smoother'>,
): Promise<Pick<FitReport, 'marks' | 'fitView' | 'residualsView' | 'influenceView'>> {
  const { rows, summary, crowd } = fit;
  const pause = () => checkpoint?.({ rows: summary.n });
  const standardised = standardisedResiduals(fit);
  const scale = standardised.map(rootOfSize);
  const sample = crowd?.sample ?? { ...rows, standardised };
  // Begun first: other threads may compute them meanwhile.
  const smooths = Promise.all([
    summary.isPerfectFit ? null : smoother(sample.fitted, sample.devianceResidual),
    smoother(sample.fitted, sample.standardised.map(rootOfSize)),
  ]);
  // Whoever is cancelled at a pause asks for them no more: that they failed too is then nobody's business.
  smooths.catch(() => {});
  await pause();
  const points = crowd === null ? quantilePoints(standardised) : crowdQuantiles(crowd, rows.row);
  await pause();
  const flagged = summary.isPerfectFit ? [] : flaggedRows(rows, summary.rank, summary.n);
  const marks = marksOf(fit, { flagged, others: points.index });
  const charts = fitView(fit, marks);
  const [trend, spread] = await smooths;
  const findings = findingsOf(fit, { flagged, trend, spread });
  return {
    marks: marks.table,
    fitView: { ...charts, sentence: fitSentence(fit, findings) },
    residualsView: residualsView(fit, { scale, points, trend, spread, marks, findings }),
    influenceView: influenceView(fit, marks),
  };
}

function rootOfSize(value: number): number {
  return Math.sqrt(Math.abs(value));
}

function labelled({ coefficients, spec, summary }: Fit): FitReport['coefficients'] {
  return coefficients.map((row, k) => {
    const column = spec.features[spec.hasIntercept ? k - 1 : k];
    const isLog = summary.counts?.link === 'log';
    return {
      ...row,
      label: column === undefined ? null : labelOfColumn(column),
      rateRatio: isLog ? rateRatio(row) : null,
    };
  });
}
