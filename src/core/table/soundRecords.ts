import { ColumnProfile } from './columnProfile.js';
import { hasSoundQuotes } from './recordExtent.js';
import { PLAIN } from './recordSpans.js';
import type { SampleRecords } from './sampleRecords.js';

/** Records at the start that may be header and are not learnt from, where there are more. */
const UNLEARNT_RECORDS = 4;

/** The most frequent width; that of the first record where no width is frequent and it is not wider. */
export function usualWidth(records: SampleRecords): number {
  if (records.count === 0) return 0;
  const counts = new Map<number, number>();
  for (let record = 0; record < records.count; record++) {
    const width = records.width(record);
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const first = records.width(0);
  let width = first;
  for (const [candidate, count] of counts) if (count > counts.get(width)!) width = candidate;
  const isFrequent = counts.get(width)! * 2 >= records.count;
  return isFrequent || first === 1 || first > width ? width : first;
}

/** As wide as most, more than a title, and with every quote where it belongs. */
export function isSound(records: SampleRecords, record: number, width: number): boolean {
  if (records.width(record) !== width || isSparse(records, record)) return false;
  return hasSoundQuotes(records.spans, record);
}

/** Filled too little for a row: a title, or nothing but delimiters. */
export function isSparse(records: SampleRecords, record: number): boolean {
  const width = records.width(record);
  let filled = 0;
  for (let column = 0; column < width && filled < 2; column++)
    if (records.text(record, column) !== '') filled++;
  return width > 2 ? filled < 2 : width === 2 && filled === 0;
}

/** What the columns look like by the sound records of a sample, one profile to a column. */
export function learntColumns(
  records: SampleRecords,
  width: number,
  sound: readonly number[],
): ColumnProfile[] {
  const columns = Array.from({ length: width }, () => new ColumnProfile());
  const { firstCells, forms } = records.spans;
  for (const record of sound.slice(Math.min(UNLEARNT_RECORDS, sound.length >> 1)))
    for (let column = 0; column < width; column++)
      columns[column]!.add(
        records.text(record, column),
        records.shape(record, column),
        forms[firstCells[record]! + column] !== PLAIN,
      );
  return columns;
}
