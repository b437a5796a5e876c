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

/** The facts of both, the second being of later rows. */
export function mergeFacts(a: CountFacts, b: CountFacts): CountFacts {
  return {
    negative: mergeNamed(a.negative, b.negative),
    fractional: mergeNamed(a.fractional, b.fractional),
    saturated: a.saturated + b.saturated,
    nullDeviance: a.nullDeviance + b.nullDeviance,
  };
}

/** Counts below this are met so often that what they add is worth keeping. */
const OFTEN = 256;

/** Gathers the facts of rows as they come. `nullMean` is the mean of every row in the model without features. */
export class CountTally {
  private facts = NO_FACTS;
  private readonly saturated = new Float64Array(OFTEN);
  private readonly deviances = new Float64Array(OFTEN);

  constructor(private readonly nullMean: number) {
    for (let y = 0; y < OFTEN; y++) {
      this.saturated[y] = saturatedLogDensity(y);
      this.deviances[y] = 2 * halfDeviance(y, nullMean);
    }
  }

  /** Takes some rows; `roots` of their weights, null where all weigh 1. `lineAt` finds the line of the i-th. */
  add(
    { actual, roots }: { actual: Float64Array; roots: Float64Array | null },
    lineAt: (i: number) => number,
  ): void {
    let [saturated, nullDeviance] = [0, 0];
    const odd = { negative: NO_ROWS, fractional: NO_ROWS };
    for (let i = 0; i < actual.length; i++) {
      const y = actual[i]!;
      const weight = roots === null ? 1 : roots[i]! * roots[i]!;
      if (y >= 0 && y < OFTEN && (y | 0) === y) {
        saturated += weight * this.saturated[y]!;
        nullDeviance += weight * this.deviances[y]!;
        continue;
      }
      const kind = y < 0 ? 'negative' : Number.isInteger(y) ? null : 'fractional';
      if (kind !== null) odd[kind] = oneMore(odd[kind], () => lineAt(i));
      if (y < 0) continue;
      saturated += weight * saturatedLogDensity(y);
      nullDeviance += 2 * weight * halfDeviance(y, this.nullMean);
    }
    this.facts = mergeFacts(this.facts, { ...odd, saturated, nullDeviance });
  }

  result(): CountFacts {
    return this.facts;
  }
}

function oneMore({ count, lines }: NamedRows, line: () => number): NamedRows {
  return { count: count + 1, lines: lines.length < NAMED_LINES ? [...lines, line()] : lines };
}
