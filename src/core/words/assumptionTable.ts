import type { AssumptionTest } from './assumptionWords.js';
import type { Json } from './json.js';
import { formatNumber, formatPValue } from './numbers.js';
import { textTable } from './textTable.js';

/** The tests of a fit's assumptions as lines for a person; one line where it makes none. */
export function assumptionLines(tests: readonly AssumptionTest[]): string[] {
  if (tests.length === 0) return ['assumptions: none to be tested of this fit'];
  const rows = tests.map((test, i) => [
    tests[i - 1]?.assumed === test.assumed ? '' : test.assumed,
    test.title,
    statisticText(test.statistic),
    pText(test),
    test.words,
  ]);
  const head = ['assumes', 'test', 'statistic', 'p', 'what the residuals say'];
  return textTable([head, ...rows], ['left', 'left', 'right', 'right', 'left']);
}

/** The same as plain data, under the names of the headless contract. */
export function assumptionsJson(tests: readonly AssumptionTest[]): Json {
  return tests.map(({ name, assumed, statistic, pValue, verdict, words }) => ({
    ...{ test: name, assumes: assumed, statistic: statistic?.value ?? null, df: statistic?.df ?? null },
    ...{ pValue, verdict, words },
  }));
}

/** `F(2, 46) 1.56`; empty where there is none. */
export function statisticText(statistic: AssumptionTest['statistic']): string {
  if (statistic === null) return '';
  const { symbol, value, df } = statistic;
  return `${symbol}${df === null ? '' : `(${df})`} ${formatNumber(value)}`;
}

/** A p-value that is only known to be at most something says so; one that is not defined is none. */
export function pText({ pValue, isBound }: AssumptionTest): string {
  return isBound && pValue !== null ? `< ${formatPValue(pValue)}` : formatPValue(pValue);
}
