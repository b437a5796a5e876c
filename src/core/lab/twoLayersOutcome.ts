import { formatCount, formatNumber } from '../words/numbers.js';
import type { Sentence } from '../words/sentence.js';

/** `width`: units between the two layers. */
export type TwoLayersOrder = { width: number };

/** What two linear layers have learnt, and what their product is beside least squares. */
export type TwoLayers = {
  width: number;
  rowCount: number;
  /** In the order of an exact fit; the estimates are in the file's units, null for a column that was left out. */
  coefficients: readonly { name: string; product: number | null; exact: number | null }[];
  /** Features whose weights are trained. */
  features: readonly string[];
  /** Standardised weights: a row of `width` to each feature, and one for each unit. */
  firstLayer: Float64Array;
  secondLayer: Float64Array;
  /** The exact minimum is zero: an excess is then a share of the loss without any weight instead. */
  isPerfect: boolean;
  /** Relative excess of the loss over its exact minimum, by steps of gradient descent. */
  two: Descent;
  one: Descent;
  /** Largest distance of a product from least squares, in standard deviations (target over feature). */
  apart: number;
  /** Above this `apart` is not the same answer. */
  tolerance: number;
  sentence: Sentence;
};

/** `excess[i]` after `steps[i]`; `isSettled`: the gradient has come to nothing. */
export type Descent = { steps: Float64Array; excess: Float64Array; isSettled: boolean };

/** What came of the two layers. */
export function twoLayersSentence(found: Omit<TwoLayers, 'sentence'>, isOver: boolean): Sentence {
  const { width, features, apart, tolerance, two, one } = found;
  if (!isOver) return { verdict: null, parts: ['Good looks like two curves that both end at nothing.'] };
  const weights = formatCount(width * (features.length + 1));
  const slopes = features.length === 1 ? 'one slope' : `${formatCount(features.length)} slopes`;
  const steps = ({ steps }: Descent) => formatCount(steps.at(-1)!);
  const isSame = apart <= tolerance;
  const start = `Two layers of ${weights} weights multiply out to ${slopes}, `;
  if (!isSame)
    return {
      verdict: 'look',
      parts: [
        start,
        { strong: `still ${formatNumber(apart, 2)} standard deviations from least squares` },
        ` after ${steps(two)} steps: features that are near-collinear make a valley too narrow for plain steps.`,
      ],
    };
  return {
    verdict: 'good',
    parts: [
      start,
      { strong: 'the same as least squares' },
      ` to ${formatNumber(apart, 2)} standard deviations (at most ${formatNumber(tolerance, 1)} counts as the same), after ${steps(two)} steps. One layer took ${steps(one)}. A line of a line is a line: the second layer gains nothing.`,
    ],
  };
}
