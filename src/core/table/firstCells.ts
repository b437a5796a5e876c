import { shortened } from './cellText.js';
import type { SampleRecords } from './sampleRecords.js';

const SHOWN_ROWS = 4;
const SHOWN_CHARACTERS = 40;

/** For each column its first few cells as they stand in the file: those of the records from `firstRow` on. */
export function firstCells(records: SampleRecords, firstRow: number, width: number): string[][] {
  const end = Math.min(records.count, firstRow + SHOWN_ROWS);
  const rows = Array.from({ length: Math.max(0, end - firstRow) }, (_, index) => firstRow + index);
  return Array.from({ length: width }, (_, column) =>
    rows.map((row) => shortened(records.text(row, column), SHOWN_CHARACTERS)),
  );
}
