import { compareFits } from '../../../src/core/compare/compareFits.js';
import type { FitComparison } from '../../../src/core/compare/comparison.js';
import { digestOf, type FitDigest } from '../../../src/core/compare/fitDigest.js';
import { isRelatable, relateFits } from '../../../src/core/compare/relateFits.js';
import { partOf } from '../../../src/core/fit/partOf.js';
import { plainArithmetic } from '../../../src/core/fit/plainArithmetic.js';
import { tableRows } from '../../../src/core/fit/tableRows.js';
import { type FormulaOptions, fitFormula } from '../../../src/core/fitFormula.js';
import type { Table } from '../../../src/core/table/table.js';

export type Asked = Omit<FormulaOptions, 'confidence'>;

/** The digest of a fit of a table. */
export async function digestFor(table: Table, formula: string, asked: Asked = {}): Promise<FitDigest> {
  const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...asked });
  return digestOf(fit, table.fingerprint);
}

/** Two fits of a table side by side; `second` where the second is asked for otherwise. */
export async function compared(
  table: Table,
  [a, b]: readonly [string, string],
  first: Asked = {},
  second = first,
): Promise<FitComparison> {
  return beside(table, await digestFor(table, a, first), await digestFor(table, b, second));
}

export async function beside(table: Table, first: FitDigest, second: FitDigest): Promise<FitComparison> {
  const parts = [partOf(tableRows(table), { arithmetic: plainArithmetic })];
  const { rowCount } = table;
  const relation = isRelatable(first, second) ? await relateFits(parts, first, second, { rowCount }) : null;
  return compareFits(first, second, relation);
}

/** A statistic of both. */
export function statistic({ statistics }: FitComparison, name: string) {
  return statistics.find((one) => one.name === name);
}
