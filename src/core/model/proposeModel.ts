import { GausslineError } from '../errors.js';
import type { Column, NumberColumn, Table } from '../table/table.js';
import { inBackticks, specFromColumns } from './formatFormula.js';
import type { LeftOutColumn, ProposedModel } from './modelSpec.js';

/**
 * The model for a file nobody wrote a formula for: the last numeric column on all other numeric ones. Left out and
 * named are text, a first column that counts the rows, and columns without a value.
 *
 * @throws GausslineError `csv/no-numeric-column` when there is nothing to be the target.
 */
export function proposeModel(table: Table): ProposedModel {
  const counter = countingColumn(table);
  const usable = table.columns.filter((column) => hasNumbers(column, table)).map(({ name }) => name);
  const names = usable.length > 1 ? usable.filter((name) => name !== counter?.name) : usable;
  const target = names.at(-1);
  if (target === undefined) throw noNumericColumn(table);
  const kept = new Set(names);
  const leftOutColumns = table.columns
    .filter(({ name }) => !kept.has(name))
    .map((column): LeftOutColumn => ({ name: column.name, reason: reasonFor(column, counter) }));
  return { spec: specFromColumns(target, names.slice(0, -1)), leftOutColumns };
}

/** True for columns left out because they tell rows apart rather than describe them. */
export function isIdentifierLike({ reason }: LeftOutColumn): boolean {
  return reason === COUNTS || reason === ALL_DISTINCT;
}

const COUNTS = 'counts the rows';
const ALL_DISTINCT = 'identifier-like: all values distinct';

function countingColumn({ columns }: Table): NumberColumn | undefined {
  const first = columns[0];
  return first?.kind === 'number' && first.countsByOne ? first : undefined;
}

function hasNumbers(column: Column, { rowCount }: Table): boolean {
  return column.kind === 'number' && column.missingCount + column.oddCount < rowCount;
}

function reasonFor(column: Column, counter: NumberColumn | undefined): string {
  if (column === counter) return COUNTS;
  if (column.kind === 'ignored') return 'ignored';
  if (column.kind === 'number' || column.distinctCount === 0) return 'no values';
  if (column.firstOdd !== undefined) return 'text among numbers';
  if (column.kind === 'category') return 'category: name it in the formula';
  return column.isAllDistinct && column.distinctCount > 1 ? ALL_DISTINCT : 'text column';
}

function noNumericColumn({ name, columns }: Table): GausslineError {
  const texts = columns.filter((column) => column.kind === 'text' || column.kind === 'category');
  const text = texts.find((column) => column.example !== '');
  const example = text === undefined ? '' : `; ${inBackticks(text.name)} has ${JSON.stringify(text.example)}`;
  const count = columns.length === 1 ? 'The one column' : `None of the ${columns.length} columns`;
  return new GausslineError(
    'csv/no-numeric-column',
    `${count} of ${name} holds ${columns.length === 1 ? 'no ' : ''}numbers, and a fit needs one${example}.`,
    'Check the delimiter and the decimal mark, or open a file with a numeric column.',
  );
}
