import type { Warning } from '../errors.js';
import { formatName, inBackticks } from '../model/formatFormula.js';
import { formatCount } from '../words/numbers.js';
import { outsideWords } from './outsideWords.js';
import { FEWEST_ROWS, type TargetFacts } from './targetFacts.js';

const SHARE_NAME = /share|rate|ratio|percent|pct|proportion|fraction|probab|%/i;
const PERCENT_NAME = /percent|pct|%/i;

/** A share of something has two ends, and a straight line has none. */
export function shareAdvice(facts: TargetFacts): Warning | null {
  const { name, tally } = facts;
  const top = topOf(facts);
  if (top === null || tally.n < FEWEST_ROWS) return null;
  const hasEnds = tally.zeros > 0 || facts.column.high === top;
  const column = formatName(name);
  return {
    code: hasEnds ? 'advice/share-with-ends' : top === 1 ? 'advice/share' : 'advice/percent',
    message: `${inBackticks(name)} lies between 0 and ${top}, and a straight line does not end there: predictions can go beyond${outsideWords(facts, 0, top)}.`,
    hint: !hasEnds
      ? `Fit \`log(${column} / (${top} - ${column}))\`, its logit: predictions then stay inside.`
      : `Read predictions beyond the ends as the ends: the logit has no value at 0 and ${top}, ${where(facts, top)}.`,
  };
}

/** Rows at the upper end are counted only where all rows are at hand. */
function where({ tally, rows, areAllRows }: TargetFacts, top: number): string {
  if (!areAllRows) return 'where some rows are';
  const atEnds = tally.zeros + rows.actual.filter((one) => one === top).length;
  return atEnds === 1 ? 'where 1 row is' : `where ${formatCount(atEnds)} rows are`;
}

/** 1 or 100 where the target is a share of one or of a hundred; null where it is none, as far as can be told. */
function topOf({ name, column: { low, high }, tally }: TargetFacts): number | null {
  if (low < 0 || (tally.areWhole && high <= 1)) return null;
  if (high <= 1) return high > 0.5 || SHARE_NAME.test(name) ? 1 : null;
  return high <= 100 && PERCENT_NAME.test(name) ? 100 : null;
}
