import type { Warning } from '../errors.js';
import { inBackticks } from '../model/formatFormula.js';
import { formatExact } from '../words/numbers.js';
import { FEWEST_ROWS, type TargetFacts } from './targetFacts.js';

/** Names that say so themselves: `id`, `user_id`, `row number`; `customerId`. */
const IDENTIFIER_NAME =
  /^(?:id|index|uuid|key)$|(?:^|[\s_.-])id(?:$|[\s_.-])|(?:^|[\s_.-])(?:row|serial|record|order|customer)[\s_.-]*(?:no|nr|number)$/i;
const CAMEL_NAME = /[a-z]I[dD]$/;

/** A number that tells rows apart is hardly what a model is to explain. */
export function identifierAdvice(facts: TargetFacts): Warning | null {
  const { name, tally, column } = facts;
  if (tally.n < FEWEST_ROWS || !tally.areWhole) return null;
  const range = `from ${formatExact(column.low)} to ${formatExact(column.high)}`;
  const why = tally.counting?.isByOne
    ? `goes up by one from row to row, ${range}`
    : isPermutation(facts)
      ? `has every whole number ${range} once`
      : isNamedSo(name) && isAllDistinct(facts)
        ? 'has no value twice, and the name of an identifier'
        : null;
  if (why === null) return null;
  return {
    code: 'advice/identifier',
    message: `${inBackticks(name)} ${why}: it seems to tell the rows apart rather than to be what is to be explained.`,
    hint: 'Choose another target.',
  };
}

function isPermutation(facts: TargetFacts): boolean {
  const { low, high } = facts.column;
  return facts.tally.n === high - low + 1 && isAllDistinct(facts);
}

function isAllDistinct({ rows, areAllRows }: TargetFacts): boolean {
  return areAllRows && new Set(rows.actual).size === rows.actual.length;
}

function isNamedSo(name: string): boolean {
  return IDENTIFIER_NAME.test(name) || CAMEL_NAME.test(name);
}
