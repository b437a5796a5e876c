/** Rows of which all are counted and the first few named by their lines. Plain data. */
export type NamedRows = { count: number; lines: readonly number[] };

/** Lines that are named. */
export const NAMED_LINES = 5;

export const NO_ROWS: NamedRows = { count: 0, lines: [] };

/** The rows of both, the second being later ones. */
export function mergeNamed(a: NamedRows, b: NamedRows): NamedRows {
  return { count: a.count + b.count, lines: [...a.lines, ...b.lines].slice(0, NAMED_LINES) };
}

/** `line 3`, `lines 3, 5 and 12 more`. */
export function linesOf({ count, lines }: NamedRows): string {
  const more = count > lines.length ? ` and ${count - lines.length} more` : '';
  return `${count === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}`;
}
