import { formatCount } from '../words/numbers.js';
import type { TargetFacts } from './targetFacts.js';

/** How many fitted values are outside of a range, ` (3 of 32 fitted values do)`; empty where none is, or not all are known. */
export function outsideWords({ rows, areAllRows }: TargetFacts, low: number, high: number): string {
  if (!areAllRows) return '';
  const outside = rows.fitted.filter((value) => value < low || value > high).length;
  if (outside === 0) return '';
  return ` (${formatCount(outside)} of ${formatCount(rows.fitted.length)} fitted values ${outside === 1 ? 'does' : 'do'})`;
}
