import type { CleanTable } from './cleanTables.js';

/** F1 of the header's cells, of whole records and of all cells, each compared as bags of texts. */
export type Scores = { header: number; record: number; cell: number };

/**
 * How well a table was read, by the measures of the Pollock benchmark (Vitagliano et al., VLDB 2023, section 5.2);
 * records are compared cell by cell.
 */
export function scoresOf(read: CleanTable, truth: CleanTable): Scores {
  const whole = ({ rows }: CleanTable) => rows.map((cells) => cells.join('\u0001'));
  return {
    header: f1(read.header, truth.header),
    record: f1(whole(read), whole(truth)),
    cell: f1(read.rows.flat(), truth.rows.flat()),
  };
}

function f1(read: readonly string[], truth: readonly string[]): number {
  if (read.length === 0 && truth.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const text of truth) counts.set(text, (counts.get(text) ?? 0) + 1);
  let common = 0;
  for (const text of read) {
    const left = counts.get(text) ?? 0;
    if (left === 0) continue;
    counts.set(text, left - 1);
    common++;
  }
  return (2 * common) / (read.length + truth.length);
}
