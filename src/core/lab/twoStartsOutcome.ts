import type { ColumnLabel } from '../plot/plot.js';
import { formatNumber } from '../words/numbers.js';
import type { Sentence, SentencePart } from '../words/sentence.js';

/** Nothing can be chosen. */
export type TwoStartsOrder = Record<never, never>;

/**
 * What two starts of the same descent have learnt where features are collinear. Weights are standardised: standard
 * deviations of the target over one of the feature. Losses are in the file's units.
 */
export type TwoStarts = {
  target: ColumnLabel;
  rowCount: number;
  backend: string;
  /** One to each weight; a feature that was said twice comes again at the end. */
  names: readonly string[];
  /** The feature that was said twice; null where the model's own features are collinear. */
  copied: string | null;
  /** Of the features: how many directions the rows know anything of. */
  rank: number;
  /** The pseudoinverse's answer: of all that fit best the one with the shortest weights. */
  minimumNorm: Float64Array;
  exactLoss: number;
  fromZero: OneStart;
  fromRandom: OneStart;
  sentence: Sentence;
};

/** `loss[i]` is that after epoch i. */
export type OneStart = { start: Float64Array; weights: Float64Array; loss: Float64Array };

/** A loss that is this share above the least has arrived. */
const ARRIVED = 0.01;
/** Where the least is nothing: a loss of this share of the first one is nothing. */
const NOTHING = 1e-6;
/** Weights this far from the shortest ones are others. */
const OTHER = 0.01;

/** Same loss, other weights, and which of them are the shortest. */
export function twoStartsSentence(found: Omit<TwoStarts, 'sentence'>, isOver: boolean): Sentence {
  const { fromZero, fromRandom, minimumNorm, exactLoss, names } = found;
  if (!isOver)
    return {
      verdict: null,
      parts: ['Good looks like one curve: the two starts cannot be told apart by it.'],
    };
  const apart = distances(fromZero.weights, fromRandom.weights);
  const most = apart.indexOf(Math.max(...apart));
  const shortest = Math.max(...distances(fromZero.weights, minimumNorm));
  const worst = Math.max(lastLoss(fromZero), lastLoss(fromRandom));
  const hasArrived = worst - exactLoss <= Math.max(ARRIVED * exactLoss, NOTHING * fromZero.loss[0]!);
  const parts: SentencePart[] = [
    `Both starts ended ${hasArrived ? 'at the same loss' : 'near the same loss'}, ${lossWords(found)}, `,
    { strong: 'with other weights' },
    `: that of ${names[most]} by ${formatNumber(apart[most]!, 2)} standard deviations. From zero `,
    shortest <= OTHER ? 'they are the shortest there are, ' : 'they are ',
    `${formatNumber(shortest, 2)} from the minimum-norm solution; from random weights what no row sees stays as it began.`,
  ];
  return { verdict: hasArrived ? null : 'look', parts };
}

function lossWords({
  fromZero,
  fromRandom,
  exactLoss,
}: Pick<TwoStarts, 'fromZero' | 'fromRandom' | 'exactLoss'>): string {
  if (exactLoss <= 0) return `${formatNumber(lastLoss(fromZero))} and ${formatNumber(lastLoss(fromRandom))}`;
  const [zero, random] = [fromZero, fromRandom].map((one) => (100 * (lastLoss(one) - exactLoss)) / exactLoss);
  return `${formatNumber(Math.max(0, zero!), 2)} % and ${formatNumber(Math.max(0, random!), 2)} % above the least`;
}

function lastLoss({ loss }: OneStart): number {
  return loss.at(-1) ?? Number.NaN;
}

function distances(a: Float64Array, b: Float64Array): number[] {
  return Array.from(a, (value, k) => Math.abs(value - b[k]!));
}
