import type { RecordBatch } from './recordFeed.js';
import { PLAIN, type RecordSpans, TRAILING, UNCLOSED } from './recordSpans.js';

/** The bytes of a record, from its first cell to its last with their quotes, without its line break. */
export function extentOf({ spans }: RecordBatch, record: number): { start: number; end: number } {
  const { starts, ends, forms, firstCells } = spans;
  const first = firstCells[record]!;
  const last = firstCells[record + 1]! - 1;
  const hasQuotes = (cell: number) => forms[cell] !== PLAIN && forms[cell] !== TRAILING;
  const isClosed = hasQuotes(last) && forms[last] !== UNCLOSED;
  return {
    start: hasQuotes(first) ? starts[first]! - 1 : starts[first]!,
    end: isClosed ? ends[last]! + 1 : ends[last]!,
  };
}

/** True where no quote of a record is left open or has text behind it. */
export function hasSoundQuotes({ forms, firstCells }: RecordSpans, record: number): boolean {
  const end = firstCells[record + 1]!;
  for (let cell = firstCells[record]!; cell < end; cell++)
    if (forms[cell] === TRAILING || forms[cell] === UNCLOSED) return false;
  return true;
}
