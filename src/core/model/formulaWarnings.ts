import type { Warning } from '../errors.js';
import type { CodedColumn, Column, Table } from '../table/table.js';
import { formatName, inBackticks } from './formatFormula.js';
import type { References } from './modelPlan.js';
import type { ModelSpec } from './modelSpec.js';

/** Columns a warning names before it only counts. */
const NAMED_COLUMNS = 6;

/** Says that a column of texts began as one of numbers: one odd cell makes a factor of it, and nobody meant that. */
export function textFactorWarning({ name, firstOdd, distinctCount }: CodedColumn, table: Table): Warning[] {
  if (firstOdd === undefined) return [];
  const line = table.lines.firstLine(firstOdd.row);
  return [
    {
      code: 'formula/text-as-factor',
      message: `${inBackticks(name)} is a factor of ${distinctCount} levels, because line ${line} has ${JSON.stringify(firstOdd.text)} among numbers.`,
      hint: 'Correct the cell, or read the column as numbers, to fit a slope.',
    },
  ];
}

/** True for a column of texts that holds numbers for the most part: one word too many, and nobody meant that. */
export function isTextAmongNumbers(column: Column): column is CodedColumn {
  return (column.kind === 'text' || column.kind === 'category') && column.firstOdd !== undefined;
}

/** Says which of these columns a model leaves out, and why. */
export function textLeftOutWarning(columns: readonly CodedColumn[], { lines }: Table): Warning[] {
  const sentences = columns.flatMap(({ name, firstOdd }) =>
    firstOdd === undefined
      ? []
      : `${inBackticks(name)} is left out of the model as text: line ${lines.firstLine(firstOdd.row)} has ${JSON.stringify(firstOdd.text)} among numbers.`,
  );
  if (sentences.length === 0) return [];
  const more =
    sentences.length > NAMED_COLUMNS ? ` ${sentences.length - NAMED_COLUMNS} more columns like these.` : '';
  return [
    {
      code: 'csv/text-left-out',
      message: sentences.slice(0, NAMED_COLUMNS).join(' ') + more,
      hint: 'Read it as numbers to leave out the rows with other cells, or add the word to those that mean a missing value.',
    },
  ];
}

/** Says that a reference level was asked for of a column that is no factor of the model. */
export function unusedReferences(references: References, { factors }: Pick<ModelSpec, 'factors'>): Warning[] {
  return Object.keys(references)
    .filter((name) => !factors.some(({ column }) => column === name))
    .map((name) => ({
      code: 'formula/unused-reference',
      message: `${inBackticks(name)} is no factor of the model, so its reference level changes nothing.`,
      hint: `Write \`factor(${formatName(name)})\` in the formula, or leave the reference out.`,
    }));
}

/** Says which columns of texts `.` takes as factors. */
export function dotFactorsWarning(columns: readonly CodedColumn[]): Warning[] {
  if (columns.length === 0) return [];
  const named = listed(
    columns,
    ({ name, distinctCount }) => `${inBackticks(name)} (${distinctCount} levels)`,
  );
  return [
    {
      code: 'formula/dot-factors',
      message: `\`.\` takes columns of text as factors: ${named}.`,
      hint: 'Take one out with `-`, as in `. - zone`.',
    },
  ];
}

/** Says which columns of texts `.` does not stand for. */
export function dotIdentifiersWarning(columns: readonly CodedColumn[]): Warning[] {
  if (columns.length === 0) return [];
  const named = listed(
    columns,
    ({ name, isAllDistinct, distinctCount }) =>
      `${inBackticks(name)} (${isAllDistinct ? 'all values distinct' : `${distinctCount} distinct values`})`,
  );
  return [
    {
      code: 'csv/identifier-left-out',
      message: `\`.\` does not stand for text that tells rows apart and describes none: ${named}.`,
    },
  ];
}

function listed<T>(items: readonly T[], write: (item: T) => string): string {
  const more = items.length > NAMED_COLUMNS ? ` and ${items.length - NAMED_COLUMNS} more` : '';
  return items.slice(0, NAMED_COLUMNS).map(write).join(', ') + more;
}
