import type { ColumnLabel } from '../plot/plot.js';
import { formatNumber } from '../words/numbers.js';
import type { Sentence } from '../words/sentence.js';

/** Nothing can be chosen. */
export type AbsoluteLossOrder = Record<never, never>;

/** How a run is calmed; `none` is a constant rate. */
export type Calming = 'none' | 'decay' | 'average' | 'huber';

/** Mean absolute errors by epoch of four runs that differ in one thing each. In the target's units. */
export type AbsoluteLoss = {
  target: ColumnLabel;
  rowCount: number;
  backend: string;
  batchSize: number;
  learningRate: number;
  /** The least there is, of the median regression; null where it is not known. */
  exactLoss: number | null;
  /** Epochs that the spread is measured over: the last ones. */
  lastEpochs: number;
  runs: readonly CalmedRun[];
  sentence: Sentence;
};

/** `loss[i]` is that after epoch i, of the parameters a run would report then. */
export type CalmedRun = { calming: Calming; loss: Float64Array };

export const CALMING_WORDS: Readonly<Record<Calming, string>> = {
  none: 'constant rate',
  decay: 'decaying rate',
  average: 'averaging',
  huber: 'Huber loss',
};

/** Highest less lowest loss of the last epochs. */
export function spreadOf({ loss }: CalmedRun, lastEpochs: number): number {
  const last = loss.subarray(-lastEpochs);
  return Math.max(...last) - Math.min(...last);
}

/** How far the run rattles, and what calms it the most. */
export function absoluteLossSentence(found: Omit<AbsoluteLoss, 'sentence'>, isOver: boolean): Sentence {
  const { runs, lastEpochs, target, exactLoss } = found;
  const [plain, ...calmed] = runs;
  if (!isOver || plain === undefined || calmed.length === 0)
    return { verdict: null, parts: ['Good looks like a curve that lies flat at its end.'] };
  const unit = target.unit === null ? '' : ` ${target.unit}`;
  const words = (run: CalmedRun) => `${formatNumber(spreadOf(run, lastEpochs), 2)}${unit}`;
  const calmest = calmed.reduce((a, b) => (spreadOf(b, lastEpochs) < spreadOf(a, lastEpochs) ? b : a));
  const lowest = runs.reduce((a, b) => (b.loss.at(-1)! < a.loss.at(-1)! ? b : a));
  return {
    verdict: null,
    parts: [
      `At a constant rate the loss of the last ${lastEpochs} epochs goes up and down by `,
      { strong: words(plain) },
      `: the absolute loss pulls as hard near its optimum as far from it. Calmest is the run with ${article(calmest)}, ${words(calmest)}; lowest ended the one with ${article(lowest)}, at ${formatNumber(lowest.loss.at(-1)!, 4)}${unit}${exactWords(exactLoss, unit)}.`,
    ],
  };
}

function exactWords(exactLoss: number | null, unit: string): string {
  return exactLoss === null ? '' : `; the exact median regression has ${formatNumber(exactLoss, 4)}${unit}`;
}

function article({ calming }: CalmedRun): string {
  const words = CALMING_WORDS[calming];
  return calming === 'average' ? words : calming === 'huber' ? `the ${words}` : `a ${words}`;
}
