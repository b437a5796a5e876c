import { formatEstimate, formatNumber, type StudyOutcome } from '../../../src/protocol/index.js';
import { dotsHeight } from '../../charts/laboratory/dotsChart.js';
import { intervalsChart } from '../../charts/laboratory/intervalsChart.js';
import { linesChart, type NamedLine } from '../../charts/laboratory/linesChart.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { lossTitle } from '../../charts/training/lossChart.js';
import { element } from '../../element.js';
import { choice } from './choice.js';
import { paddedColumns } from './paddedColumns.js';
import { StudyChart } from './studyChart.js';
import { studyTable } from './studyTable.js';
import type { StudyPlan } from './studyView.js';

type Outcome = StudyOutcome<'seeds'>;
type Coefficient = Outcome['coefficients'][number];

/** Coefficients in the chart; the table has all. */
const MOST_SHOWN = 30;

/** The same run with other seeds. */
export const SEEDS: StudyPlan<'seeds'> = {
  tab: 'many',
  title: 'Repeat with other seeds',
  about:
    'Trains the run of the form again and again, each time with the next seed: other batches, another start where it is random, other rows held back. What differs at the end is what chance does to the answer.',
  verb: 'Repeat',
  make(context) {
    const runs = choice(
      'runs',
      'seeds-runs',
      [
        ['5', '5'],
        ['10', '10'],
        ['30', '30'],
      ],
      '10',
    );
    const losses = new StudyChart(
      { name: 'seeds-loss', word: 'Loss by epoch', label: 'Loss by epoch for every seed' },
      context,
    );
    let rowCount = 0;
    const spread = new StudyChart(
      {
        ...{ name: 'seeds-spread', word: 'Spread of the coefficients' },
        label: 'Smallest and largest value of every coefficient over the seeds',
        height: () => dotsHeight(rowCount),
      },
      context,
    );
    const tables = element('div', {});
    return {
      form: element('div', { class: 'study-form' }, runs.element),
      order: () => ({ kind: 'seeds', runs: Number(runs.value) }),
      body: element('div', { class: 'study-body' }, losses.element, spread.element, tables),
      show(outcome, { report }) {
        rowCount = Math.min(MOST_SHOWN, outcome.coefficients.length);
        const sourceName = report?.source.name ?? '';
        losses.show({
          ...{ sentence: outcome.sentence, sourceName },
          picture: (room) => linesChart(lossPlan(outcome), room),
          columns: () => lossColumns(outcome),
        });
        spread.show({
          ...{ sentence: SPREAD_SENTENCE, sourceName },
          picture: (room) => intervalsChart(spreadPlan(outcome), room),
          columns: () => spreadColumns(outcome),
        });
        tables.replaceChildren(spreadTable(outcome), runsTable(outcome));
      },
      repaint() {
        losses.repaint();
        spread.repaint();
      },
    };
  },
};

const SPREAD_SENTENCE = {
  verdict: null,
  parts: [
    'Good looks like dots: the seeds agree. A classic interval reaches two standard errors to each side.',
  ],
};

function lossPlan({ runs, exactLoss, target, loss }: Outcome) {
  return {
    titles: { x: 'epoch', y: lossTitle(loss, target.unit) },
    lines: runs.map(
      (run, k): NamedLine => ({
        name: k === 0 ? `seed ${run.seed}` : '',
        role: k === 0 ? 'ink' : run.hasDiverged ? 'look' : 'rows',
        x: run.loss.map((_, epoch) => epoch),
        y: run.loss,
      }),
    ),
    reference: exactLoss !== null && exactLoss > 0 ? { name: 'least', value: exactLoss } : null,
    isLogY: true,
  };
}

/** About the exact answer, or the mean where there is none; in standard errors, or deviations. */
function spreadPlan({ coefficients }: Outcome) {
  const shown = coefficients.slice(0, MOST_SHOWN);
  const hasExact = shown.some(({ exact }) => exact !== null);
  const side = (key: 'low' | 'high') =>
    shown.map((one) => {
      const value = one[key];
      const centre = one.exact ?? one.mean;
      const unit = hasExact ? one.standardError : one.deviation;
      return value === null || centre === null || !unit ? null : (value - centre) / unit;
    });
  return {
    title: hasExact ? 'standard errors from the exact answer' : 'standard deviations from the mean',
    names: shown.map(({ name }) => name),
    series: [
      { name: 'from smallest to largest', role: 'rows', low: side('low'), high: side('high') } as const,
    ],
  };
}

function spreadTable({ coefficients, runs }: Outcome): HTMLElement {
  const rows = coefficients.map((one) => [
    one.name,
    words(one, one.mean),
    one.deviation === null ? '–' : formatNumber(one.deviation, 2),
    one.low === null || one.high === null ? '–' : `${words(one, one.low)} to ${words(one, one.high)}`,
    words(one, one.exact),
    one.deviation === null || !one.standardError
      ? '–'
      : `${formatNumber((100 * one.deviation) / one.standardError, 2)} %`,
  ]);
  return studyTable(
    'Spread of the coefficients over the seeds, and the deviation as a share of the standard error',
    ['coefficient', 'mean', 'deviation', 'from ... to', exactWord(runs), 'of error'],
    rows,
  );
}

/** Rows held back are others for every seed: the exact answer is that of the first. */
function exactWord(runs: Outcome['runs']): string {
  const first = runs.find(({ validationLoss }) => validationLoss !== null);
  return first === undefined ? 'exact' : `exact, seed ${first.seed}`;
}

/** To the digits at which the seeds differ, or a standard error would. */
function words({ deviation, standardError }: Coefficient, value: number | null): string {
  if (value === null) return '–';
  return formatEstimate(value, deviation !== null && deviation > 0 ? deviation : standardError);
}

function runsTable({ runs }: Outcome): HTMLElement {
  const rows = runs.map((run) => [
    String(run.seed),
    run.hasDiverged ? 'diverged' : formatNumber(run.trainLoss, 6),
    run.validationLoss === null || run.hasDiverged ? '–' : formatNumber(run.validationLoss, 6),
  ]);
  return studyTable('Losses by seed', ['seed', 'training loss', 'validation loss'], rows);
}

function lossColumns({ runs }: Outcome): PlottedColumn[] {
  return paddedColumns(runs.map(({ seed, loss }) => ({ name: `seed ${seed}: loss`, values: loss })));
}

function spreadColumns({ coefficients }: Outcome): PlottedColumn[] {
  const values = (pick: (one: Coefficient) => number | null) =>
    Float64Array.from(coefficients, (one) => pick(one) ?? Number.NaN);
  return [
    { name: 'mean', values: values((one) => one.mean) },
    { name: 'deviation', values: values((one) => one.deviation) },
    { name: 'low', values: values((one) => one.low) },
    { name: 'high', values: values((one) => one.high) },
    { name: 'exact', values: values((one) => one.exact) },
  ];
}
