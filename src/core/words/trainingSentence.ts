import { formatCount, formatNumber } from './numbers.js';
import type { Sentence, SentencePart } from './sentence.js';

/** What the sentences of a run need to know of it. Losses by epoch, epoch 0 first and not each of many; NaN for none. */
export type RunStory = {
  isOver: boolean;
  epochCount: number;
  train: ArrayLike<number>;
  validation: ArrayLike<number>;
  validationCount: number;
  exactLoss: number | null;
};

/** A validation loss this many times the training loss is worth a word. */
const WIDE_GAP = 1.5;
/** A run that ends this share above the exact minimum has arrived. */
const ARRIVED = 0.01;
/** A gap has stopped closing where ten epochs changed it by less than about this share. */
const STILL = 0.05;
const LOOK_BACK = 10;

/** What the curves of a good run look like, and what these did. */
export function lossSentence(story: RunStory): Sentence {
  const { train, validation, validationCount, epochCount } = story;
  const last = train.length - 1;
  if (last < 1) return plain(['Good looks like a steep fall, then curves that lie flat.']);
  const epochs = epochCount === 1 ? '1 epoch' : `${formatCount(epochCount)} epochs`;
  const verb = train[last]! <= train[0]! ? 'fell' : 'rose';
  const parts: SentencePart[] = [
    `The loss ${verb} from ${formatNumber(train[0]!)} to `,
    { strong: formatNumber(train[last]!) },
    ` in ${epochs}. Good looks like a steep fall, then curves that lie flat.`,
  ];
  if (validationCount === 0) return plain(parts);
  const rows = validationCount === 1 ? 'the row' : `the ${formatCount(validationCount)} rows`;
  const ratio = validation[last]! / train[last]!;
  parts.push(
    ratio > WIDE_GAP
      ? ` Validation, on ${rows} held back, lies ${formatNumber(ratio, 2)} times as high: the model knows its own rows better than new ones.`
      : ` Validation is measured on ${rows} held back, so it settles at a level of its own.`,
  );
  return { verdict: ratio > WIDE_GAP && story.isOver ? 'look' : null, parts };
}

/** How far from the exact answer a run is, and whether it still comes closer. */
export function gapSentence({ train, exactLoss, isOver }: RunStory): Sentence {
  if (exactLoss === null)
    return plain([
      'There is no gap to show: the exact minimum is known for the squared loss without a penalty only.',
    ]);
  if (exactLoss <= 0)
    return plain(['There is no gap to show: the exact answer fits perfectly, and 0 has no share.']);
  const last = train.length - 1;
  if (last < 1) return plain(['Good looks like a gap that keeps falling.']);
  const gap = (train[last]! - exactLoss) / exactLoss;
  const words = gap <= 1e-13 ? 'less than a rounding error' : `${formatNumber(100 * gap, 2)} %`;
  if (isOver) {
    const verdict = gap <= ARRIVED ? 'good' : 'look';
    const advice =
      gap <= ARRIVED ? ' Good looks like a gap of less than 1 %.' : ' More epochs would bring it closer.';
    return { verdict, parts: ['Training ended ', { strong: words }, ` above the exact answer.${advice}`] };
  }
  const isClosing = meanLog(train, exactLoss, last) < meanLog(train, exactLoss, last - LOOK_BACK) - STILL;
  const trend = isClosing ? 'still closing' : 'holding its level';
  return plain([
    'Training is ',
    { strong: words },
    ` above the exact answer and ${trend}. Good looks like a gap that keeps falling.`,
  ]);
}

/** Mean logarithm of the gaps of the epochs up to this one: single epochs jump about. */
function meanLog(train: ArrayLike<number>, exactLoss: number, last: number): number {
  const from = Math.max(0, last - LOOK_BACK + 1);
  let sum = 0;
  for (let epoch = from; epoch <= last; epoch++)
    sum += Math.log(Math.max(1e-13, (train[epoch]! - exactLoss) / exactLoss));
  return last < from ? Number.POSITIVE_INFINITY : sum / (last - from + 1);
}

function plain(parts: readonly SentencePart[]): Sentence {
  return { verdict: null, parts };
}
