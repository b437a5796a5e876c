import type { ColumnLabel } from '../plot/plot.js';
import type { Loss } from '../train/hyperparameters.js';
import { formatCount, formatNumber } from '../words/numbers.js';
import type { Sentence } from '../words/sentence.js';

/** How many runs, each with the next seed. */
export type SeedsOrder = { runs: number };

/** The same run with several seeds. Losses are means over the training rows, all in the file's units. */
export type Seeds = {
  target: ColumnLabel;
  loss: Loss;
  backend: string;
  exactLoss: number | null;
  /** Every step takes all rows, from the same start: there is nothing for a seed to choose. */
  isWithoutChance: boolean;
  runs: readonly SeedRun[];
  coefficients: readonly SeedCoefficient[];
  sentence: Sentence;
};

/** `loss[i]` is that after epoch i. */
export type SeedRun = {
  seed: number;
  rowCount: number;
  trainLoss: number;
  validationLoss: number | null;
  loss: Float64Array;
  hasDiverged: boolean;
};

/** Over the runs that did not diverge; null where there are fewer than two of them, or no answer of least squares. */
export type SeedCoefficient = {
  name: string;
  mean: number | null;
  deviation: number | null;
  low: number | null;
  high: number | null;
  exact: number | null;
  standardError: number | null;
};

/** A spread of this share of a standard error is small beside what the rows leave open. */
const SMALL = 0.1;

/** How far the seeds spread, beside what the rows leave open anyway. */
export function seedsSentence(found: Omit<Seeds, 'sentence'>, isOver: boolean): Sentence {
  const sound = found.runs.filter(({ hasDiverged }) => !hasDiverged);
  if (!isOver || sound.length < 2)
    return {
      verdict: isOver ? 'look' : null,
      parts: [
        isOver
          ? 'Fewer than two runs came to an end without diverging.'
          : 'Good looks like runs that end alike, whatever the seed.',
      ],
    };
  const losses = sound.map(({ trainLoss }) => trainLoss);
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const begin = `${formatCount(sound.length)} seeds ended at training losses from ${formatNumber(low, 5)} to ${formatNumber(high, 5)}. `;
  const { verdict, words } = spreadWords(found);
  const why = found.isWithoutChance
    ? ' Every step takes all rows from the same start, so that a seed has nothing to choose.'
    : '';
  return { verdict, parts: [begin, words, why] };
}

function spreadWords({
  coefficients,
  runs,
}: Pick<Seeds, 'coefficients' | 'runs'>): Pick<Sentence, 'verdict'> & { words: string } {
  const shares = coefficients.flatMap(({ name, deviation, standardError }) =>
    deviation !== null && standardError !== null && standardError > 0
      ? [{ name, share: deviation / standardError }]
      : [],
  );
  if (shares.length === 0) return { verdict: null, words: 'What is left is the noise of the batches.' };
  const most = shares.reduce((a, b) => (b.share > a.share ? b : a));
  const size = `${formatNumber(100 * most.share, 2)} % of its standard error`;
  if (runs.some(({ validationLoss }) => validationLoss !== null))
    return {
      verdict: null,
      words: `Most moved ${most.name}, by ${size}: each seed holds other rows back.`,
    };
  return most.share <= SMALL
    ? {
        verdict: 'good',
        words: `Most moved ${most.name}, by ${size}: little beside what the rows leave open.`,
      }
    : { verdict: 'look', words: `Most moved ${most.name}, by ${size}: train longer, or let the rate fall.` };
}
