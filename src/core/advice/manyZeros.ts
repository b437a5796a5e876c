import type { Warning } from '../errors.js';
import type { RowTable } from '../fit/rowTable.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { formatCount } from '../words/numbers.js';

/** Zeros beyond so many standard deviations of their number are no chance, */
const BEYOND_CHANCE = 4;
/** and worth a word where they are so many times as many as expected. */
const MORE = 1.2;

/**
 * Says that zeros come more often than Poisson's distribution about the fitted means has them, as where some rows cannot
 * count anything. Not of a fit with weights, whose rows are no single counts.
 *
 * @param rows of the fit; of rows too many to be kept an even sample.
 */
export function manyZeros(
  { family, target, weights }: ModelSpec,
  { actual, fitted }: Pick<RowTable, 'actual' | 'fitted'>,
): Warning[] {
  if (family?.name !== 'poisson' || weights !== undefined) return [];
  let [zeros, expected, variance] = [0, 0, 0];
  for (let i = 0; i < actual.length; i++) {
    const chance = Math.exp(-fitted[i]!);
    expected += chance;
    variance += chance * (1 - chance);
    if (actual[i] === 0) zeros++;
  }
  // The means follow the zeros, so that by chance their number scatters less than this.
  if (!(zeros > expected * MORE && zeros - expected > BEYOND_CHANCE * Math.sqrt(variance))) return [];
  return [
    {
      code: 'fit/many-zeros',
      message: `\`${target.name}\` is 0 on ${formatCount(zeros)} of ${formatCount(actual.length)} rows looked at, where Poisson's distribution about the fitted counts has about ${formatCount(Math.round(expected))}: some rows may not be able to count anything.`,
      hint: 'Look for a feature that says which rows can count, or fit these rows alone; the estimates are those of all rows together.',
    },
  ];
}
