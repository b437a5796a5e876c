import { formatCount, formatEstimate, formatNumber, type StudyOutcome } from '../../../src/protocol/index.js';
import { dotsHeight } from '../../charts/laboratory/dotsChart.js';
import { intervalsChart } from '../../charts/laboratory/intervalsChart.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { element } from '../../element.js';
import { choice } from './choice.js';
import { numberField } from './numberField.js';
import { StudyChart } from './studyChart.js';
import { studyTable } from './studyTable.js';
import type { StudyPlan } from './studyView.js';

type Outcome = StudyOutcome<'bootstrap'>;
type Coefficient = Outcome['coefficients'][number];

/** Coefficients in the chart; the table has all. */
const MOST_SHOWN = 30;
/** Intervals whose lengths differ by this factor are marked. */
const DISAGREE = 1.25;

/** Bootstrap intervals from models trained together. */
export const BOOTSTRAP: StudyPlan<'bootstrap'> = {
  tab: 'many',
  title: 'Bootstrap intervals',
  about:
    'Draws the rows again with replacement, many times, and trains one model to each draw, all together. Where the estimates of the draws lie is an interval that asks nothing of the errors; beside it stands the classic one.',
  verb: 'Draw and train',
  make(context) {
    const resamples = choice(
      'resamples',
      'bootstrap-resamples',
      [
        ['100', '100'],
        ['200', '200'],
        ['1000', '1000'],
      ],
      '200',
    );
    const seed = numberField('seed', 'bootstrap-seed', 1);
    let rowCount = 0;
    const chart = new StudyChart(
      {
        ...{ name: 'bootstrap', word: 'Intervals' },
        label: 'Bootstrap and classic intervals of every coefficient',
        height: () => dotsHeight(rowCount),
      },
      context,
    );
    const table = element('div', {});
    return {
      form: element('div', { class: 'study-form' }, resamples.element, seed.element),
      order: () => ({
        kind: 'bootstrap',
        resamples: Number(resamples.value),
        seed: Number.isNaN(seed.value) ? 1 : seed.value,
      }),
      body: element('div', { class: 'study-body' }, chart.element, table),
      show(outcome, { report }) {
        rowCount = Math.min(MOST_SHOWN, outcome.coefficients.length);
        chart.show({
          picture: (room) => intervalsChart(planOf(outcome), room),
          ...{ sentence: outcome.sentence, sourceName: report?.source.name ?? '' },
          columns: () => columnsOf(outcome),
        });
        table.replaceChildren(tableOf(outcome));
      },
      repaint: () => chart.repaint(),
    };
  },
};

/** About the estimate, in standard errors, so that all coefficients have one scale. */
function planOf({ coefficients }: Outcome) {
  const shown = coefficients.slice(0, MOST_SHOWN);
  const side = (key: 'low' | 'high' | 'classicLow' | 'classicHigh') =>
    shown.map((one) => (one[key] === null ? null : (one[key] - centreOf(one)) / (unitOf(one) || Number.NaN)));
  const bootstrap = { name: 'bootstrap', role: 'rows', low: side('low'), high: side('high') } as const;
  const classic = {
    name: 'classic',
    role: 'quiet',
    low: side('classicLow'),
    high: side('classicHigh'),
  } as const;
  const hasClassic = shown.some(({ estimate }) => estimate !== null);
  return {
    title: hasClassic ? 'standard errors from the estimate' : 'standard deviations from the middle',
    names: shown.map(({ name }) => name),
    series: hasClassic ? [bootstrap, classic] : [bootstrap],
  };
}

function centreOf({ estimate, low, high }: Coefficient): number {
  return estimate ?? ((low ?? 0) + (high ?? 0)) / 2;
}

function unitOf({ standardError, deviation }: Coefficient): number {
  return standardError ?? deviation ?? 1;
}

function tableOf(outcome: Outcome): HTMLElement {
  const { level, resamples, withoutRank, diverged } = outcome;
  const used = resamples - (withoutRank ?? 0) - diverged;
  const word = `${formatNumber(100 * level, 2)} %`;
  const rows = outcome.coefficients.map((one) => [
    one.name,
    one.estimate === null ? '–' : formatEstimate(one.estimate, one.standardError),
    intervalWords(one.low, one.high, one.deviation),
    intervalWords(one.classicLow, one.classicHigh, one.standardError),
    lengthWords(one),
  ]);
  return studyTable(
    `Intervals from ${formatCount(used)} resamples beside the classic ones, and the ratio of their lengths`,
    ['coefficient', 'estimate', `bootstrap ${word}`, `classic ${word}`, 'ratio'],
    rows,
  );
}

function intervalWords(low: number | null, high: number | null, error: number | null): string {
  return low === null || high === null
    ? '–'
    : `${formatEstimate(low, error)} to ${formatEstimate(high, error)}`;
}

function lengthWords({ low, high, classicLow, classicHigh }: Coefficient): string {
  if (low === null || high === null || classicLow === null || classicHigh === null) return '–';
  const ratio = (high - low) / (classicHigh - classicLow);
  if (!Number.isFinite(ratio)) return '–';
  const mark = ratio > DISAGREE ? ' ▲ longer' : ratio < 1 / DISAGREE ? ' ▼ shorter' : '';
  return `${formatNumber(ratio, 3)}${mark}`;
}

function columnsOf({ coefficients }: Outcome): PlottedColumn[] {
  const values = (pick: (one: Coefficient) => number | null) =>
    Float64Array.from(coefficients, (one) => pick(one) ?? Number.NaN);
  return [
    { name: 'estimate', values: values((one) => one.estimate) },
    { name: 'bootstrap low', values: values((one) => one.low) },
    { name: 'bootstrap high', values: values((one) => one.high) },
    { name: 'classic low', values: values((one) => one.classicLow) },
    { name: 'classic high', values: values((one) => one.classicHigh) },
  ];
}
