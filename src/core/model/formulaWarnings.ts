import type { Warning } from '../errors.js';
import type { CodedColumn, Column, OddCell, Table } from '../table/table.js';
import { formatName, inBackticks } from './formatFormula.js';
import type { References } from './modelPlan.js';
import type { ModelSpec } from './modelSpec.js';

/** Columns a warning names before it only counts. */
const NAMED_COLUMNS = 6;

/** Says that one odd cell makes a factor of a column of numbers, and nobody meant that. */
export function textFactorWarning(column: CodedColumn, table: Table): Warning[] {
  if (!isTextAmongNumbers(column)) return [];
  const { name, distinctCount } = column;
  return [
    {
      code: 'formula/text-as-factor',
      message: `${inBackticks(name)} is a factor of ${distinctCount} levels, because ${oddCellWords(column, table)}.`,
      hint: 'Correct the cell, or read the column as numbers, to fit a slope.',
    },
  ];
}

/** Says which of these columns, all left out of a model, hold numbers but for a word or two, and nobody meant that. */
export function textLeftOutWarning(leftOut: readonly Column[], table: Table): Warning[] {
  const columns = leftOut.filter(isTextAmongNumbers);
  if (columns.length === 0) return [];
  const sentences = columns
    .slice(0, NAMED_COLUMNS)
    .map(
      (column) =>
        `${inBackticks(column.name)} is left out of the model as text: ${oddCellWords(column, table)}.`,
    );
  const unnamed = columns.length - sentences.length;
  const more = unnamed > 0 ? [`${unnamed} more columns like these.`] : [];
  return [
    {
      code: 'csv/text-left-out',
      message: [...sentences, ...more].join(' '),
      hint: 'Correct such cells; or, in the panel, read the column as numbers, which leaves their rows out, or count the word as missing.',
    },
  ];
}

type TextAmongNumbers = CodedColumn & { firstOdd: OddCell };

function isTextAmongNumbers(column: Column): column is TextAmongNumbers {
  return (column.kind === 'text' || column.kind === 'category') && column.firstOdd !== undefined;
}

/** `line 3 has "new" among numbers` */
function oddCellWords({ firstOdd }: TextAmongNumbers, { lines }: Table): string {
  return `line ${lines.firstLine(firstOdd.row)} has ${JSON.stringify(firstOdd.text)} among numbers`;
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

/** Says which of these columns of texts, for which `.` does not stand, tell rows apart. */
export function dotIdentifiersWarning(leftOut: readonly CodedColumn[]): Warning[] {
  const columns = leftOut.filter((column) => !isTextAmongNumbers(column));
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
