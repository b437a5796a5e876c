import type { Warning } from '../errors.js';
import type { ColumnLabel } from '../plot/plot.js';
import type { Loss } from '../train/hyperparameters.js';
import { formatCount, formatNumber } from '../words/numbers.js';
import type { Sentence, SentencePart } from '../words/sentence.js';
import { warningWords } from './warningWords.js';

/** `models`: how many learning rates. */
export type LearningRatesOrder = { models: number };

/** Models that differ in their learning rate alone, trained together. Losses are means over the training rows, in the file's units. */
export type LearningRates = {
  target: ColumnLabel;
  loss: Loss;
  rowCount: number;
  backend: string;
  /** That a GPU could not be had or was lost, or what its numbers are. */
  warnings: readonly Warning[];
  batchSize: number;
  /** How many epochs each is trained. */
  epochs: number;
  /** The rate Auto would take; one of the rates. */
  auto: number;
  exactLoss: number | null;
  runs: readonly RateRun[];
  sentence: Sentence;
};

/** `loss[i]` is that after epoch i; it ends where the run diverged. */
export type RateRun = { rate: number; loss: Float64Array; hasDiverged: boolean };

/** The run that ended lowest; null while there is none. */
export function bestRate(runs: readonly RateRun[]): RateRun | null {
  const sound = runs.filter(({ loss, hasDiverged }) => !hasDiverged && loss.length > 1);
  return sound.length === 0 ? null : sound.reduce((a, b) => (endOf(b) < endOf(a) ? b : a));
}

/** A loss this share above the lowest is as good. */
const AS_GOOD = 0.01;

/** Which rates diverge, which are too small, and where Auto stands among them. */
export function learningRatesSentence(found: Omit<LearningRates, 'sentence'>, isOver: boolean): Sentence {
  const best = bestRate(found.runs);
  if (!isOver || best === null)
    return {
      verdict: isOver ? 'look' : null,
      parts: [
        isOver
          ? `Every rate diverged.${warningWords(found.warnings)}`
          : 'Good looks like a curve that falls fast and stays low: too small a rate crawls, too large a one flies off.',
      ],
    };
  const parts: SentencePart[] = [
    `Of ${formatCount(found.runs.length)} rates trained together for ${formatCount(found.epochs)} epochs `,
    { strong: formatNumber(best.rate, 2) },
    ` ended lowest${excessWords(endOf(best), found.exactLoss)}. `,
    valleyWords(found, best),
    divergedWords(found.runs),
    warningWords(found.warnings),
  ];
  return { verdict: null, parts };
}

/** How wide the valley is about the best, and whether Auto lies in it. */
function valleyWords({ runs, auto }: Pick<LearningRates, 'runs' | 'auto'>, best: RateRun): string {
  const isAsGood = (run: RateRun) => !run.hasDiverged && endOf(run) <= (1 + AS_GOOD) * endOf(best);
  const good = runs.filter(isAsGood).map(({ rate }) => rate);
  if (good.length === 1) return 'No other ended within 1 % of it. ';
  const valley = `${formatCount(good.length)} from ${formatNumber(Math.min(...good), 2)} to ${formatNumber(Math.max(...good), 2)} ended within 1 % of it`;
  const place = good.includes(auto) ? 'among them' : 'not among them';
  return `${valley}, Auto's ${formatNumber(auto, 2)} ${place}. `;
}

function divergedWords(runs: readonly RateRun[]): string {
  const diverged = runs.filter(({ hasDiverged }) => hasDiverged);
  if (diverged.length === 0) return 'None diverged.';
  const least = Math.min(...diverged.map(({ rate }) => rate));
  const isAllAbove = runs.every(({ rate, hasDiverged }) => hasDiverged || rate < least);
  return isAllAbove
    ? `All from ${formatNumber(least, 2)} on diverged (${formatCount(diverged.length)}).`
    : `${formatCount(diverged.length)} diverged, the smallest of them ${formatNumber(least, 2)}.`;
}

function excessWords(loss: number, exactLoss: number | null): string {
  if (exactLoss === null || exactLoss <= 0) return '';
  const share = Math.max(0, (loss - exactLoss) / exactLoss);
  return share < 1e-13
    ? ', at the exact minimum'
    : `, ${formatNumber(100 * share, 2)} % above the exact minimum`;
}

function endOf({ loss }: RateRun): number {
  return loss.at(-1)!;
}
