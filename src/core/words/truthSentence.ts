import type { NoComparison, TruthRow } from '../simulate/compareWithTruth.js';
import type { Simulation } from '../simulate/simulation.js';
import { formatCount, formatShare } from './numbers.js';
import type { Sentence } from './sentence.js';

/** How many truths lie inside their intervals, and what keeps the others out; or why there is no comparison. */
export function truthSentence(
  compared: readonly TruthRow[] | NoComparison,
  { simulation, confidence }: { simulation: Simulation; confidence: number },
): Sentence {
  if (typeof compared === 'string') return { verdict: 'look', parts: [WHY_NOT[compared]] };
  const judged = compared.filter(({ isInside }) => isInside !== null);
  const inside = judged.filter(({ isInside }) => isInside).length;
  const share = formatShare(confidence);
  const counted = `${formatCount(inside)} of ${formatCount(judged.length)}`;
  return {
    verdict: null,
    parts: [
      { strong: counted },
      ` true values lie inside their ${share} interval. Over many seeds ${share} of them do, if the model is right.`,
      ...cautions(compared, simulation),
    ],
  };
}

const WHY_NOT: Readonly<Record<NoComparison, string>> = {
  'other target': 'These data were made for the target y as it stands; this fit is of something else.',
  'not as counts':
    'These counts were made with the logarithm of their mean linear: a Poisson fit with a log link has coefficients to compare.',
  'as counts': 'These data were made with y itself linear: a Gaussian fit has coefficients to compare.',
};

function cautions(rows: readonly TruthRow[], { outlierShare, correlation, weights }: Simulation): string[] {
  const isMissing = rows.some(
    ({ isInModel, truth, name }) => !isInModel && truth !== 0 && name !== '(Intercept)',
  );
  const isCollinear = correlation > 0 && weights.length > 1;
  return [
    ...(outlierShare > 0
      ? [` ${formatShare(outlierShare)} of the rows are outliers, which no such model has.`]
      : []),
    ...(isMissing && isCollinear
      ? [' A feature that is not in the model lends its weight to those it goes with.']
      : []),
    ...(correlation === 1 && weights.length > 1
      ? [' The features are one: only the sum of their weights can be found.']
      : []),
  ];
}
