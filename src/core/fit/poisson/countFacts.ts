import { saturatedLogDensity } from '../../judge/distributions.js';
import { mergeNamed, NAMED_LINES, type NamedRows, NO_ROWS } from '../namedRows.js';
import { halfDeviance } from './counts.js';

/** What the counts of some rows tell before anything is fitted. Plain data; merges in file order. */
export type CountFacts = {
  /** Targets that cannot be counts. */
  negative: NamedRows;
  fractional: NamedRows;
  /** Log-likelihood of the model that fits each count exactly. */
  saturated: number;
  /** Deviance of the model without features. */
  nullDeviance: number;
};

export const NO_FACTS: CountFacts = { negative: NO_ROWS, fractional: NO_ROWS, saturated: 0, nullDeviance: 0 };

/** The facts of some rows more. `roots` of their weights, null where all weigh 1; `lineAt` finds the line of the i-th. */
export function addCounts(
  facts: CountFacts,
  { actual, roots }: { actual: Float64Array; roots: Float64Array | null },
  { nullMean, lineAt }: { nullMean: number; lineAt: (i: number) => number },
): CountFacts {
  let [saturated, deviance] = [0, 0];
  const [negative, fractional]: [number[], number[]] = [[], []];
  for (let i = 0; i < actual.length; i++) {
    const y = actual[i]!;
    const weight = roots === null ? 1 : roots[i]! ** 2;
    if (y < 0) negative.push(i);
    else {
      if (!Number.isInteger(y)) fractional.push(i);
      saturated += weight * saturatedLogDensity(y);
      deviance += 2 * weight * halfDeviance(y, nullMean);
    }
  }
  const named = (rows: readonly number[]): NamedRows => ({
    count: rows.length,
    lines: rows.slice(0, NAMED_LINES).map(lineAt),
  });
  return mergeFacts(facts, {
    negative: named(negative),
    fractional: named(fractional),
    saturated,
    nullDeviance: deviance,
  });
}

/** The facts of both, the second being of later rows. */
export function mergeFacts(a: CountFacts, b: CountFacts): CountFacts {
  return {
    negative: mergeNamed(a.negative, b.negative),
    fractional: mergeNamed(a.fractional, b.fractional),
    saturated: a.saturated + b.saturated,
    nullDeviance: a.nullDeviance + b.nullDeviance,
  };
}
