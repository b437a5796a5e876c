import type { ColumnLabel } from '../plot/plot.js';
import type { Loss } from '../train/hyperparameters.js';
import { formatCount, formatNumber } from '../words/numbers.js';
import { formatSeconds } from '../words/seconds.js';
import type { Sentence, SentencePart } from '../words/sentence.js';

/** `secondsEach`: how long the updates of each batch size may take together. */
export type BatchSizesOrder = { secondsEach: number };

/** Loss by updates, and how long these take, for each batch size. Losses are means over the training rows, in the file's units. */
export type BatchSizes = {
  secondsEach: number;
  rowCount: number;
  /** The exact minimum of the mean loss; null where it is not known. */
  exactLoss: number | null;
  backend: string;
  target: ColumnLabel;
  loss: Loss;
  runs: readonly BatchSizeRun[];
  sentence: Sentence;
};

/** `loss[i]` is that after `steps[i]` updates. */
export type BatchSizeRun = {
  batchSize: number;
  learningRate: number;
  steps: Float64Array;
  loss: Float64Array;
  /** Mean time of an update. Measuring the loss is not on the clock. */
  secondsPerStep: number;
  hasDiverged: boolean;
};

/** A loss at most this many times the one to reach is near. */
const NEAR = 1.1;

/** What the batch sizes show of this file on this machine: who was there first, and who came closest. */
export function batchSizesSentence(found: Omit<BatchSizes, 'sentence'>, isOver: boolean): Sentence {
  const { exactLoss, backend, secondsEach } = found;
  const runs = found.runs.filter(({ loss, hasDiverged }) => loss.length > 1 && !hasDiverged);
  if (!isOver || runs.length === 0)
    return {
      verdict: null,
      parts: ['Good looks like a steep fall: more of the loss gone in the same time.'],
    };
  const best = runs.reduce((a, b) => (lastLoss(b) < lastLoss(a) ? b : a));
  const isKnown = exactLoss !== null && exactLoss > 0;
  const goal: Goal = isKnown
    ? { loss: exactLoss, words: 'the exact answer', isKnown }
    : { loss: lastLoss(best), words: 'the lowest loss of all', isKnown };
  const had = `Each had ${formatSeconds(secondsEach)} on the ${backend}. `;
  return {
    verdict: null,
    parts: [had, ...arrivalParts(runs, goal, found), ...endParts(runs, best, { goal, found })],
  };
}

/** `batch of 32`; `all 506 rows`. */
export function batchSizeName(batchSize: number, rowCount: number): string {
  return batchSize === rowCount ? `all ${formatCount(rowCount)} rows` : `batch of ${formatCount(batchSize)}`;
}

type Goal = { loss: number; words: string; isKnown: boolean };
type Found = Pick<BatchSizes, 'rowCount'>;

function arrivalParts(runs: readonly BatchSizeRun[], goal: Goal, found: Found): SentencePart[] {
  const arrivals = runs.map((run) => ({ run, at: arrivalOf(run, NEAR * goal.loss) }));
  const first = arrivals.reduce((a, b) => (b.at < a.at ? b : a));
  if (first.at === Infinity) return [`None came within 10 % of ${goal.words}. `];
  const name = { strong: nameOf(first.run, found) };
  return [`First within 10 % of ${goal.words} came `, name, `, after ${formatSeconds(first.at)}. `];
}

function endParts(
  runs: readonly BatchSizeRun[],
  best: BatchSizeRun,
  { goal, found }: { goal: Goal; found: Found },
): SentencePart[] {
  const parts: SentencePart[] = ['Closest at the end came ', { strong: nameOf(best, found) }];
  if (!goal.isKnown) return [...parts, '.'];
  parts.push(`, ${aboveWords(best, goal)}.`);
  const smallest = runs[0]!;
  if (smallest !== best)
    parts.push(` At its constant rate ${nameOf(smallest, found)} ended ${aboveWords(smallest, goal)}.`);
  return parts;
}

/** Seconds of updates until the loss is first at most `goal`; infinite where it never was. */
function arrivalOf({ steps, loss, secondsPerStep }: BatchSizeRun, goal: number): number {
  const at = loss.findIndex((value) => value <= goal);
  return at < 0 ? Infinity : steps[at]! * secondsPerStep;
}

function aboveWords(run: BatchSizeRun, goal: Goal): string {
  const share = (lastLoss(run) - goal.loss) / goal.loss;
  return share < 1e-13 ? 'less than a rounding error above it' : `${formatNumber(100 * share, 2)} % above it`;
}

function lastLoss({ loss }: BatchSizeRun): number {
  return loss.at(-1)!;
}

function nameOf({ batchSize }: BatchSizeRun, { rowCount }: Found): string {
  const name = batchSizeName(batchSize, rowCount);
  return batchSize === rowCount ? name : `the ${name}`;
}
