import type { CodedColumn, Column, Table } from '../table/table.js';

/** Texts that are mostly distinct tell rows apart; of so few that can as well be chance. */
const FEW_TEXTS = 10;

/** What `.` stands for, in file order; those of its columns that are factors, and the texts it does not stand for. */
export type DotColumns = {
  names: readonly string[];
  factors: readonly CodedColumn[];
  identifiers: readonly CodedColumn[];
};

/** All columns but some that describe rows: numbers, and texts unless they tell rows apart. */
export function dotColumns({ columns }: Table, except: readonly string[]): DotColumns {
  const others = columns.filter(({ name }) => !except.includes(name));
  const texts = others.filter(isText);
  const identifiers = texts.filter(isIdentifierText);
  const factors = texts.filter((column) => column.distinctCount > 0 && !identifiers.includes(column));
  const kept = others.filter(
    (column) => column.kind === 'number' || factors.some(({ name }) => name === column.name),
  );
  return { names: kept.map(({ name }) => name), factors, identifiers };
}

function isText(column: Column): column is CodedColumn {
  return column.kind === 'category' || column.kind === 'text';
}

/** True for a column of texts most of which occur once. */
export function isIdentifierText({ kind, isAllDistinct, distinctCount }: CodedColumn): boolean {
  if (kind === 'category' || distinctCount < 2) return false;
  return isAllDistinct || distinctCount > FEW_TEXTS;
}
