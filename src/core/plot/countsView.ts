import type { Fit } from '../fit/fit.js';
import { countsSentence, type SeenCounts } from '../words/countsSentence.js';
import { countBars } from './expectedCounts.js';
import type { CountsView } from './plot.js';

/** About larger counts Poisson's distribution cannot be told from a Gaussian, and bars of single counts say nothing. */
const LARGEST_COUNT = 10_000;

/**
 * The counts of a Poisson fit against Poisson's distribution about their fitted means; null for other fits. Of rows too
 * many to be kept it is made of an even sample, and says so. With weights, and for targets that are no whole numbers, it is
 * empty and says why.
 */
export function countsView(fit: Fit): CountsView | null {
  const { summary, spec, crowd, rows, columns } = fit;
  if (summary.counts === null) return null;
  const { actual, fitted } = crowd?.sample ?? rows;
  const why = reasonAgainst();
  if (why !== null) return { bars: null, sentence: countsSentence(fit, why) };
  const seen: SeenCounts = { bars: countBars(actual, fitted), fitted, isSample: crowd !== null };
  return { bars: seen.bars, sentence: countsSentence(fit, seen) };

  function reasonAgainst() {
    if (spec.weights !== undefined) return 'weighted' as const;
    if (!actual.every(Number.isInteger)) return 'fractional' as const;
    const isLarge = columns.at(-1)!.high > LARGEST_COUNT || !fitted.every((mean) => mean <= LARGEST_COUNT);
    return isLarge ? ('large' as const) : null;
  }
}
