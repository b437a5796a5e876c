import type { Loss } from '../train/hyperparameters.js';
import { formatExact, formatNumber } from './numbers.js';
import type { Sentence } from './sentence.js';

/** What the sentence of the weight paths needs to know of a run. */
export type PathsStory = {
  loss: Loss;
  l2: number;
  /** Standardised, where each is now; `exact` is null where it is not known. Empty before the first epoch. */
  coefficients: readonly { name: string; now: number; exact: number | null }[];
  /** An earlier version kept the run without its weights. */
  isWithoutWeights: boolean;
};

/** A coefficient this near, in standard deviations of the target, has arrived. */
const ARRIVED = 0.01;

/** What good paths look like, and which coefficient is still farthest from its exact value. */
export function pathsSentence({ loss, l2, coefficients, isWithoutWeights }: PathsStory): Sentence {
  if (isWithoutWeights)
    return plain('There are no paths to show: this run was kept by a version that did not keep them.');
  if (loss !== 'squared')
    return plain(
      'Good looks like lines that end flat. Exact values are known for the squared loss only, so no levels are drawn.',
    );
  if (l2 > 0)
    return plain(
      'Good looks like lines that end flat. The penalty holds them off their exact values, so no levels are drawn.',
    );
  const good = 'Good looks like every line on its dashed level, the exact value.';
  const [worst] = coefficients
    .map(({ name, now, exact }) => ({ name, apart: Math.abs(now - (exact ?? Number.NaN)) }))
    .sort((a, b) => b.apart - a.apart);
  if (worst === undefined || !Number.isFinite(worst.apart)) return plain(good);
  if (worst.apart <= ARRIVED) return plain(`${good} All are within ${formatExact(ARRIVED)} sd of theirs.`);
  return {
    verdict: null,
    parts: [
      `${good} Farthest from its own is `,
      { column: worst.name },
      `, by ${formatNumber(worst.apart, 2)} sd of the target.`,
    ],
  };
}

function plain(words: string): Sentence {
  return { verdict: null, parts: [words] };
}
