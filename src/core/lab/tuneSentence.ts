import type { SearchSpace } from '../train/search/searchSpace.js';
import { bestTrial, type SearchMethod, type Trial } from '../train/search/trial.js';
import { formatCount, formatExact, formatNumber } from '../words/numbers.js';
import type { Sentence } from '../words/sentence.js';
import type { Tune } from './tuneOutcome.js';

/** What was searched, what was found, and how it compares with Auto's own settings. */
export function tuneSentence(found: Omit<Tune, 'sentence'>): Sentence {
  const { trials } = found;
  const best = bestTrial(trials);
  const searched = searchedWords(found);
  if (best === null) {
    const outcome = trials.length === 0 ? 'No trial is over yet.' : 'Every trial so far diverged.';
    return { verdict: null, parts: [searched, outcome] };
  }
  const auto = trials.find(({ number }) => number === 0)?.loss ?? null;
  const lost = trials.filter(({ loss }) => loss === null).length;
  return {
    verdict: null,
    parts: [
      searched,
      ...(best.number === 0 ? autoWords(best.loss!) : bestWords(best, auto)),
      lost === 0 ? '' : ` ${formatCount(lost)} of ${formatCount(trials.length)} diverged.`,
    ].filter((part) => part !== ''),
  };
}

function searchedWords({
  method,
  trials,
  space,
  epochs,
  folds,
  judgedCount,
}: Omit<Tune, 'sentence'>): string {
  const count = trials.filter(({ number }) => number > 0).length;
  const rows = `${formatCount(judgedCount)} rows`;
  const judge = folds === null ? `the ${rows} held back` : `${folds} folds of ${rows}`;
  const many = `${formatCount(count)} ${count === 1 ? 'trial' : 'trials'}`;
  return (
    `${METHOD_WORDS[method]} over ${spaceWords(space)}: ${many} of ` +
    `${formatCount(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}, judged by ${judge}. `
  );
}

/** `rates 0.0001 to 1, batches 8 to 256 and L2 penalties 0 to 1`. */
function spaceWords({ learningRate, batchExponent, l2 }: SearchSpace): string {
  const between = (low: number, high: number) =>
    low === high ? formatExact(low) : `${formatExact(low)} to ${formatExact(high)}`;
  const batches = between(2 ** batchExponent.low, 2 ** batchExponent.high);
  return `rates ${between(learningRate.low, learningRate.high)}, batches ${batches} and L2 penalties 0 to ${formatExact(l2.high)}`;
}

function bestWords({ number, candidate, loss }: Trial, auto: number | null): Sentence['parts'] {
  const { learningRate, batchSize, l2 } = candidate;
  const values = `rate ${formatExact(learningRate)}, batch ${formatCount(batchSize)}, L2 ${formatExact(l2)}`;
  const against =
    auto === null
      ? `; Auto's own settings diverged.`
      : `, ${formatNumber((100 * (auto - loss!)) / auto, 2)} % below Auto's ${formatNumber(auto, 4)}.`;
  return [
    'Best is ',
    { strong: `trial ${number}: ${values}` },
    `, with a loss of ${formatNumber(loss!, 4)}${against}`,
  ];
}

function autoWords(loss: number): Sentence['parts'] {
  return [{ strong: "Nothing beat Auto's own settings" }, `, with a loss of ${formatNumber(loss, 4)}.`];
}

const METHOD_WORDS: Readonly<Record<SearchMethod, string>> = {
  grid: 'A grid search',
  random: 'A random search',
  bayesian: 'A Bayesian search',
};
