import type { Warning } from '../errors.js';
import type { ColumnLabel } from '../plot/plot.js';
import type { Loss } from '../train/hyperparameters.js';
import { formatCount, formatNumber } from '../words/numbers.js';
import type { Sentence, SentencePart } from '../words/sentence.js';
import { warningWords } from './warningWords.js';

/** How many resamples are drawn, and the seed of the draws. */
export type BootstrapOrder = { resamples: number; seed: number };

/**
 * Intervals from models trained on resamples of the rows (drawn with replacement, pairs), all together, beside the classic
 * ones of least squares. Everything is in the file's units.
 */
export type Bootstrap = {
  target: ColumnLabel;
  loss: Loss;
  rowCount: number;
  backend: string;
  /** That a GPU could not be had or was lost, or what its numbers are. */
  warnings: readonly Warning[];
  resamples: number;
  seed: number;
  /** Of all intervals here, from 0 to 1. */
  level: number;
  /** Resamples whose rows leave a coefficient undetermined: left out. Null where there are too many rows to look. */
  withoutRank: number | null;
  /** Resamples whose training diverged: left out. */
  diverged: number;
  /**
   * The farthest any coefficient of any resample is from least squares on the same rows, in standard errors. Null where
   * that is not known: another loss, or too many rows to look.
   */
  offBy: number | null;
  coefficients: readonly BootstrapCoefficient[];
  sentence: Sentence;
};

/** Null where there is no classic answer (another loss than the squared one), or no resample to tell. */
export type BootstrapCoefficient = {
  name: string;
  estimate: number | null;
  /** Classic standard error, and the standard deviation over the resamples. */
  standardError: number | null;
  deviation: number | null;
  classicLow: number | null;
  classicHigh: number | null;
  low: number | null;
  high: number | null;
};

/** Fewer rows have too few different resamples for the tails of an interval. */
const FEW_ROWS = 20;
/** Intervals whose lengths differ by this factor disagree. */
const DISAGREE = 1.25;

/** Whether the intervals agree, and what the resamples cannot tell. */
export function bootstrapSentence(found: Omit<Bootstrap, 'sentence'>, isOver: boolean): Sentence {
  if (!isOver)
    return {
      verdict: null,
      parts: ['Good looks like two intervals of the same length about the same place.'],
    };
  const parts = [
    ...agreementParts(found),
    trustWords(found),
    lossesWords(found),
    warningWords(found.warnings),
  ];
  const isFew = found.rowCount < FEW_ROWS;
  return { verdict: isFew || widest(found).factor > DISAGREE ? 'look' : 'good', parts };
}

function agreementParts(found: Omit<Bootstrap, 'sentence'>): SentencePart[] {
  const { resamples, rowCount } = found;
  const parts: SentencePart[] = [
    `${formatCount(resamples)} resamples of ${formatCount(rowCount)} rows, trained together. `,
  ];
  if (rowCount < FEW_ROWS)
    return [
      ...parts,
      `Of ${formatCount(rowCount)} rows there are only ${formatNumber(differentResamples(rowCount), 3)} different resamples, each without about a third of them: `,
      { strong: 'these intervals mean little' },
      '. ',
    ];
  const { name, ratio, factor } = widest(found);
  if (name === null) return [...parts, 'Classic intervals are for the squared loss. '];
  return factor > DISAGREE
    ? [
        ...parts,
        'That of ',
        { column: name },
        ` is `,
        { strong: `${formatNumber(ratio, 2)} times as long as the classic one` },
        ': errors that are not alike across the rows, or a few rows that decide. ',
      ]
    : [...parts, `They are as long as the classic ones, within ${formatNumber(100 * (factor - 1), 2)} %. `];
}

function trustWords({ offBy }: Pick<Bootstrap, 'offBy'>): string {
  return offBy === null
    ? ''
    : `Least squares on the same resamples is at most ${formatNumber(offBy, 2)} standard errors away. `;
}

function lossesWords({ withoutRank, diverged }: Pick<Bootstrap, 'withoutRank' | 'diverged'>): string {
  const words: string[] = [];
  if (withoutRank !== null && withoutRank > 0)
    words.push(`${formatCount(withoutRank)} left out: their rows leave a coefficient undetermined.`);
  if (diverged > 0) words.push(`${formatCount(diverged)} left out: their training diverged.`);
  return words.join(' ');
}

/** The coefficient whose interval differs most in length from the classic one. */
function widest({ coefficients }: Pick<Bootstrap, 'coefficients'>) {
  let most: { name: string | null; ratio: number; factor: number } = { name: null, ratio: 1, factor: 1 };
  for (const { name, low, high, classicLow, classicHigh } of coefficients) {
    if (low === null || high === null || classicLow === null || classicHigh === null) continue;
    const ratio = (high - low) / (classicHigh - classicLow);
    const factor = Math.max(ratio, 1 / ratio);
    if (Number.isFinite(factor) && (most.name === null || factor > most.factor))
      most = { name, ratio, factor };
  }
  return most;
}

/** Ways to draw n of n with replacement, their order aside: C(2n - 1, n). */
function differentResamples(n: number): number {
  let ways = 1;
  for (let k = 1; k < n; k++) ways = (ways * (n + k)) / k;
  return Math.round(ways);
}
