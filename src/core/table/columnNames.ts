import type { Warning } from '../errors.js';

/** Column names that are all different and none empty, and what had to be changed for that. */
export type ColumnNames = { names: string[]; warnings: Warning[] };

/** Names for a file without a header: `column 1`, `column 2`, ... */
export function numberedNames(count: number): ColumnNames {
  return { names: Array.from({ length: count }, (_, index) => `column ${index + 1}`), warnings: [] };
}

/** The names of a header: an empty one becomes `column N`, a name that was there before gets ` (2)`, ` (3)`. */
export function headerNames(cells: readonly string[]): ColumnNames {
  const filled = cells.map((cell, index) => (cell.trim() === '' ? `column ${index + 1}` : cell));
  const empty = filled.filter((_, index) => cells[index]!.trim() === '');
  const { names, renamed } = distinctNames(filled, new Set(cells));
  return { names, warnings: [...emptyNamesWarning(empty), ...duplicateNamesWarning(renamed)] };
}

/** No new name may be one that the header already has further on. */
function distinctNames(names: readonly string[], reserved: ReadonlySet<string>) {
  const used = new Set<string>();
  const nextNumbers = new Map<string, number>();
  const renamed: string[] = [];
  const distinct = names.map((name) => {
    let candidate = name;
    while (used.has(candidate) || (candidate !== name && reserved.has(candidate))) {
      const number = nextNumbers.get(name) ?? 2;
      nextNumbers.set(name, number + 1);
      candidate = `${name} (${number})`;
    }
    if (candidate !== name) renamed.push(candidate);
    used.add(candidate);
    return candidate;
  });
  return { names: distinct, renamed };
}

function emptyNamesWarning(names: readonly string[]): Warning[] {
  if (names.length === 0) return [];
  const message = `${columns(names.length)} no name in the header and ${isOrAre(names.length)} called ${listed(names)}.`;
  return [{ code: 'csv/empty-names', message }];
}

function duplicateNamesWarning(names: readonly string[]): Warning[] {
  if (names.length === 0) return [];
  const message = `${columns(names.length)} a name that another column has and ${isOrAre(names.length)} called ${listed(names)}.`;
  return [{ code: 'csv/duplicate-names', message }];
}

function columns(count: number): string {
  return count === 1 ? '1 column has' : `${count} columns have`;
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `\`${name}\``);
  return names.length > 5 ? `${shown.join(', ')}, ...` : shown.join(', ');
}
