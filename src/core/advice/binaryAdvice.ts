import type { Warning } from '../errors.js';
import { inBackticks } from '../model/formatFormula.js';
import { formatCount, formatExact } from '../words/numbers.js';
import { outsideWords } from './outsideWords.js';
import type { TargetFacts } from './targetFacts.js';

/** Two values only: what least squares makes of them, what it cannot, and what allows for their spread. */
export function binaryAdvice(facts: TargetFacts): Warning | null {
  const { name, tally, summary } = facts;
  if (tally.values?.length !== 2) return null;
  const [low, high] = [tally.values[0]!, tally.values[1]!];
  const words = [low, high].map(({ value, count }) => `${formatExact(value)} (${rowsWord(count)})`);
  const hint =
    summary.covariance === 'classic'
      ? { hint: 'Choose HC3 standard errors, which allow for the spread, in the table or by `--se hc3`.' }
      : {};
  return {
    code: 'advice/binary',
    message:
      `${inBackticks(name)} has two values, ${words.join(' and ')}: the fit is a linear probability model. ` +
      `Its predictions can leave that range${outsideWords(facts, low.value, high.value)}, and its spread changes with them; ` +
      'Gaussline has no logistic regression.',
    ...hint,
  };
}

function rowsWord(count: number): string {
  return count === 1 ? '1 row' : `${formatCount(count)} rows`;
}
