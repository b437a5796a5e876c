import { lineEnd } from './physicalLines.js';
import type { RecordBatch } from './recordFeed.js';
import { PLAIN, type RecordSpans, TRAILING, UNCLOSED } from './recordSpans.js';

/** The bytes of a record without its line break. */
export function extentOf({ bytes, spans }: RecordBatch, record: number): { start: number; end: number } {
  const { starts, ends, forms, firstCells } = spans;
  const first = firstCells[record]!;
  const last = firstCells[record + 1]! - 1;
  const hasQuoteBefore = forms[first] !== PLAIN && forms[first] !== TRAILING;
  const start = hasQuoteBefore ? starts[first]! - 1 : starts[first]!;
  if (forms[last] === UNCLOSED) return { start, end: ends[last]! };
  return { start, end: lineEnd(bytes, ends[last]!, bytes.length) };
}

/** True where no quote of a record is left open or has text behind it. */
export function hasSoundQuotes({ forms, firstCells }: RecordSpans, record: number): boolean {
  const end = firstCells[record + 1]!;
  for (let cell = firstCells[record]!; cell < end; cell++)
    if (forms[cell] === TRAILING || forms[cell] === UNCLOSED) return false;
  return true;
}
