import type { Loss } from '../train/hyperparameters.js';
import { formatCount, formatNumber } from './numbers.js';
import type { Sentence } from './sentence.js';

/** What the words under a loss surface need to know. */
export type SurfaceStory = {
  loss: Loss;
  l2: number;
  /** Coefficients of the run; 0 before there is one. */
  count: number;
  /** Names of the coefficients that were left out of the fit. */
  leftOut: readonly string[];
  hasBowl: boolean;
  /** Null while it is not there. */
  surface: {
    names: readonly [string, string];
    loss: number;
    correlation: number;
    valley: 'none' | 'narrow' | 'line';
  } | null;
};

/** What the surface shows and what good looks like; or why there is none. */
export function surfaceSentence(story: SurfaceStory): Sentence {
  const { surface } = story;
  const missing = missingWords(story);
  if (missing !== null) return { verdict: null, parts: [missing] };
  if (surface === null) return { verdict: null, parts: ['Good looks like a path that ends at the minimum.'] };
  const [x, y] = surface.names;
  return {
    verdict: surface.valley === 'line' ? 'look' : null,
    parts: [
      'Contours: the mean training loss over ',
      ...[{ column: x }, ' and ', { column: y }],
      `${othersWords(story.count - 2)}; lowest `,
      { strong: formatNumber(surface.loss) },
      `. Good looks like a path that ends at the minimum.${valleyWords(surface)}${penaltyWords(story)}${leftOutWords(story)}`,
    ],
  };
}

function missingWords({ loss, count, hasBowl }: SurfaceStory): string | null {
  if (loss !== 'squared')
    return 'There is no surface to show: only the squared loss follows from sums over the rows; this one would take all rows for every point.';
  if (count === 1)
    return 'There is no surface to show: the model has one coefficient, and a surface has two.';
  if (count > 1 && !hasBowl)
    return 'There is no surface to show: it is kept for runs of at most 256 coefficients, by versions that draw it.';
  return null;
}

function othersWords(others: number): string {
  if (others <= 0) return '';
  if (others === 1) return ', the other coefficient at its exact value';
  return `, the other ${formatCount(others)} coefficients at their exact values`;
}

function valleyWords({ valley, correlation }: NonNullable<SurfaceStory['surface']>): string {
  const together = ` The two columns move together (correlation ${formatNumber(correlation, 3)})`;
  if (valley === 'narrow') return `${together}: a narrow valley, and steps along it are slow.`;
  return valley === 'line' ? `${together}: the minimum is a line, along which the loss does not change.` : '';
}

function penaltyWords({ l2 }: SurfaceStory): string {
  return l2 > 0 ? ' The penalty is not in the contours; it holds the run off their minimum.' : '';
}

function leftOutWords({ leftOut }: SurfaceStory): string {
  if (leftOut.length === 0) return '';
  const names = leftOut.length > 3 ? `${formatCount(leftOut.length)} coefficients` : leftOut.join(', ');
  const verb = leftOut.length === 1 ? 'was' : 'were';
  return ` ${names} ${verb} left out of the fit, constant or a sum of others, and cannot be chosen.`;
}
