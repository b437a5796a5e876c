import type { RecordBatch } from './recordFeed.js';
import { BACKSLASHED, DOUBLED, PLAIN, QUOTED, TRAILING, UNCLOSED } from './recordSpans.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Below this length a loop is faster than the decoder's call. */
const SHORT = 24;

/** UTF-8 bytes as text. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return decoder.decode(bytes.subarray(start, end));
  let text = '';
  for (let position = start; position < end; position++) {
    const byte = bytes[position]!;
    if (byte >= 0x80) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

/** The texts of the cells of a record. */
export function recordCells(batch: RecordBatch, record: number): string[] {
  const { firstCells } = batch.spans;
  const cells: string[] = [];
  for (let cell = firstCells[record]!; cell < firstCells[record + 1]!; cell++)
    cells.push(cellText(batch, cell));
  return cells;
}

/** The text of a cell: without its quotes and the spaces around them, with the spaces inside them. */
export function cellText(batch: RecordBatch, cell: number): string {
  const { bytes, spans } = batch;
  const start = spans.starts[cell]!;
  const text = decodeText(bytes, start, spans.ends[cell]!);
  const form = spans.forms[cell]!;
  if (form === PLAIN || form === QUOTED) return text;
  const quote = String.fromCharCode(bytes[form === TRAILING ? start : start - 1]!);
  if (form === DOUBLED || form === UNCLOSED) return withSingleQuotes(text, quote);
  return form === BACKSLASHED ? withoutBackslashes(text, quote) : withTrailingText(text, quote);
}

/** `"a ""b"" c" d` is `a "b" c d`: what follows the closing quote is kept. */
function withTrailingText(text: string, quote: string): string {
  let close = 1;
  while (text[close] !== quote || text[close + 1] === quote) close += text[close] === quote ? 2 : 1;
  return withSingleQuotes(text.slice(1, close), quote) + text.slice(close + 1);
}

function withSingleQuotes(text: string, quote: string): string {
  return text.replaceAll(quote + quote, quote);
}

/** A backslash before anything but a quote or another one is a backslash. */
function withoutBackslashes(text: string, quote: string): string {
  return text.replaceAll(/\\(.)/gs, (pair, next) => (next === quote || next === '\\' ? next : pair));
}

/** The part of a long text worth showing. */
export function shortened(text: string, length = 80): string {
  if (text.length <= length) return text;
  const isSplitPair = text.charCodeAt(length - 1) >= 0xd800 && text.charCodeAt(length - 1) < 0xdc00;
  return text.slice(0, isSplitPair ? length - 1 : length);
}
