import {
  type FitReport,
  formatCount,
  formatNumber,
  type RankDiagnosis,
  termReadings,
  type WayOut,
} from '../../../src/protocol/index.js';
import { element } from '../../element.js';

/** The ways out, a column to each: intercept and slopes, and what they cost on the rows. */
export function waysTable(diagnosis: RankDiagnosis, report: FitReport): HTMLElement {
  const { drop, minimumNorm, ridge, jitter } = diagnosis;
  const ways: readonly WayOut[] = [drop, minimumNorm, ridge, jitter];
  const first = report.spec.hasIntercept ? 1 : 0;
  const readings = termReadings({ spec: report.spec, coefficients: report.coefficients, isRate: false });
  const slopes = diagnosis.features.map((name, k) =>
    tableRow(
      readings[k + first]?.symbol ?? name,
      ways.map((way) => numberOr(way.slopes[k] ?? null, 'left out')),
    ),
  );
  const intercept = diagnosis.hasIntercept
    ? [
        tableRow(
          'intercept',
          ways.map((way) => numberOr(way.intercept, 'none')),
        ),
      ]
    : [];
  const judged = [
    tableRow(
      'sum of squared residuals',
      ways.map(({ rss }) => formatNumber(rss, 6)),
      'judged',
    ),
    tableRow(
      'length of the slopes',
      ways.map(({ norm }) => formatNumber(norm, 4)),
      'judged',
    ),
    tableRow(
      'effective coefficients',
      ways.map(({ effectiveDf }) => formatNumber(effectiveDf, 4)),
      'judged',
    ),
  ];
  const heads = ['weights', 'drop', 'minimum norm', 'ridge', 'jitter'];
  return element(
    'div',
    { class: 'scroll-across' },
    element(
      'table',
      { class: 'term-table', 'data-part': 'ways-out' },
      element('caption', { class: 'unseen' }, 'Four ways out of a deficient rank'),
      element('thead', {}, element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...intercept, ...slopes, ...judged),
    ),
  );
}

/** That jitter is ridge on the average, with how near the average of this file's repeats has come. */
export function repeatsSentence({ jitter, n }: RankDiagnosis): string {
  const { variance, equivalentLambda, repeats, seed } = jitter;
  const equals = `Jitter of variance ${formatNumber(variance)} is on the average ridge with λ = n × variance = ${formatCount(n)} × ${formatNumber(variance)} = ${formatNumber(equivalentLambda)}. The intercept is never jittered.`;
  const steps = repeats.filter(
    ({ count, distance }, i) => distance !== null && (i % 3 === 0 || count === repeats.at(-1)?.count),
  );
  if (steps.length === 0) return equals;
  const shares = steps.map(
    ({ count, distance }) => `${formatNumber(distance! * 100, 2)} % after ${formatCount(count)}`,
  );
  return `${equals} How far repeats of the noise (seed ${seed}), taken together, still are from that ridge: ${shares.join(', ')}.`;
}

function numberOr(value: number | null, otherwise: string): string {
  return value === null ? otherwise : formatNumber(value, 4);
}

function tableRow(name: string, cells: readonly string[], kind: string | null = null): HTMLElement {
  return element(
    'tr',
    { class: kind },
    element('th', { scope: 'row', title: name }, name),
    ...cells.map((text) => element('td', {}, text)),
  );
}
