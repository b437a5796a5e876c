import type { Warning } from '../errors.js';
import { inBackticks } from '../model/formatFormula.js';
import { formatExact } from '../words/numbers.js';
import { FEWEST_ROWS, type TargetFacts } from './targetFacts.js';

/** Of so few values each is a tick on a scale. */
const FEWEST_VALUES = 3;
const MOST_VALUES = 7;
/** A value by itself has at least so many rows on average. */
const ROWS_EACH = 5;

/** Ratings and other scales of a few ticks: what a mean of them supposes. */
export function ordinalAdvice({ name, tally, column }: TargetFacts): Warning | null {
  const count = tally.values?.length ?? Number.POSITIVE_INFINITY;
  if (count < FEWEST_VALUES || count > MOST_VALUES) return null;
  if (tally.n < Math.max(FEWEST_ROWS, ROWS_EACH * count)) return null;
  return {
    code: 'advice/ordinal',
    message: `${inBackticks(name)} has only ${count} values, from ${formatExact(column.low)} to ${formatExact(column.high)}. The fit takes steps between them as they are in numbers, and predicts between and beyond them; residuals lie on stripes, and tests of normality say little.`,
    hint: 'Keep to it where a step means as much everywhere; of ranks Gaussline has no model.',
  };
}
