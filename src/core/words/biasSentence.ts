import type { DesignMatrix } from '../designMatrix.js';
import { formatCount, formatNumber } from './numbers.js';
import { joined } from './parts.js';
import type { Sentence, SentencePart } from './sentence.js';

/** Two predictions that differ by a smaller share of the largest target differ by rounding. */
const ROUNDING = 1e-10;
/** Digits by which two numbers are seen to be the same. */
const DIGITS = 6;

type Compared = NonNullable<DesignMatrix['bias']>;

/** Under the predictions with the intercept and with a column of ones: whether they are the same on all `n` rows. */
export function biasSentence(bias: Compared, { n, unit }: { n: number; unit: string | null }): Sentence {
  const { intercept, ones, share } = bias;
  const weight: SentencePart[] =
    ones === null
      ? ['the column was left out, for the others hold it.']
      : [
          ...['the column gets the weight ', { strong: formatNumber(ones, DIGITS) }],
          ...[', where the intercept is ', { strong: formatNumber(intercept, DIGITS) }, '.'],
        ];
  const parts = [
    'Fitted once more without an intercept, with a column of ones as a feature: ',
    ...weight,
    ...gapWords(bias, { n, unit }),
  ];
  return { verdict: share <= ROUNDING ? 'good' : 'look', parts: joined(parts) };
}

function gapWords(
  { largest: { size }, lines: { firstLine, lastLine }, share }: Compared,
  { n, unit }: { n: number; unit: string | null },
): SentencePart[] {
  const all = ` Over all ${formatCount(n)} rows the two predictions `;
  if (size === 0) return [`${all}are the same to the last digit.`];
  const apart = `${formatNumber(size, 2)}${unit === null ? '' : ` ${unit}`}`;
  const why =
    share <= ROUNDING
      ? ': rounding, and nothing else.'
      : ': more than rounding. About zero instead of about their means these columns nearly coincide, and double precision loses digits.';
  return [`${all}differ by at most `, { strong: apart }, ' (line ', { line: firstLine, lastLine }, `)${why}`];
}
