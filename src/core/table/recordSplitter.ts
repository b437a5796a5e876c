import type { Dialect } from './dialect.js';
import { BACKSLASHED, DOUBLED, PLAIN, QUOTED, type RecordSpans, TRAILING, UNCLOSED } from './recordSpans.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
const BACKSLASH = 92;
const INCOMPLETE = -1;
/** No byte. */
const NONE = -1;

/** The part of a dialect that says where cells end. */
export type Cutting = Pick<Dialect, 'delimiter' | 'quote' | 'escape'>;

/** Bytes to split: `start` up to, not including, `end`. `isLast` says that nothing follows. */
export type ByteWindow = { bytes: Uint8Array; start: number; end: number; isLast: boolean };

/**
 * Cuts UTF-8 bytes into records and cells by RFC 4180, with what real files add to it: other delimiters and quotes,
 * quotes escaped by a backslash, lone CR as a line break. Quotes inside an unquoted cell and text after a closing quote
 * are kept as they are, spaces around a cell are dropped, blank lines are no records. All characters that matter are
 * ASCII, so bytes are enough.
 */
export class RecordSplitter {
  /** The line of the next byte, 1-based. */
  line = 1;
  /** The line of a quote that was still open at the end of the last window; undefined where there was none. */
  unclosedQuoteLine: number | undefined;
  private bytes: Uint8Array = new Uint8Array(0);
  private end = 0;
  private isLast = false;
  /** How the quotes inside the cell last closed are written: QUOTED where it has none. */
  private form = QUOTED;
  private readonly delimiter: number;
  private readonly quote: number;
  private readonly escape: number;
  /** 1 for the bytes that end an unquoted cell. */
  private readonly endsCell = new Uint8Array(256);
  /** 1 for the bytes dropped around a cell. */
  private readonly isSpace = new Uint8Array(256);

  constructor(
    cutting: Cutting,
    private readonly spans: RecordSpans,
  ) {
    this.delimiter = cutting.delimiter.charCodeAt(0);
    this.quote = cutting.quote === null ? NONE : cutting.quote.charCodeAt(0);
    this.escape = cutting.escape === 'backslash' ? BACKSLASH : NONE;
    this.isSpace[SPACE] = 1;
    this.isSpace[TAB] = 1;
    this.isSpace[this.delimiter] = 0;
    for (const byte of [this.delimiter, LINE_FEED, CARRIAGE_RETURN]) this.endsCell[byte] = 1;
  }

  /**
   * Appends all whole records of the window to the spans and returns the first byte not used. The caller hands
   * that byte and what follows in again, with more behind it.
   */
  split(window: ByteWindow): number {
    this.bytes = window.bytes;
    this.end = window.end;
    this.isLast = window.isLast;
    let position = window.start;
    while (position < window.end) {
      const next = this.record(position);
      if (next === INCOMPLETE) break;
      position = next;
    }
    return position;
  }

  /** Reads one record or blank line; returns the byte after it. */
  private record(start: number): number {
    const firstLine = this.line;
    let position = this.skipSpaces(start);
    if (this.isEndOfLine(position)) return this.lineBreak(position);
    position = start;
    for (;;) {
      position = this.cell(position);
      if (position >= this.end || this.bytes[position] !== this.delimiter) break;
      position++;
    }
    const lastLine = this.line;
    const next = this.lineBreak(position);
    if (next === INCOMPLETE) this.takeBack(firstLine);
    else this.spans.endRecord(firstLine, lastLine);
    return next;
  }

  private takeBack(firstLine: number): void {
    this.line = firstLine;
    this.spans.dropOpenRecord();
  }

  private isEndOfLine(position: number): boolean {
    if (position >= this.end) return true;
    const byte = this.bytes[position]!;
    return byte === LINE_FEED || byte === CARRIAGE_RETURN;
  }

  /** Steps over a line break; at the end of the window only if it is the last one. */
  private lineBreak(position: number): number {
    if (position >= this.end) return this.isLast ? position : INCOMPLETE;
    let next = position + 1;
    if (this.bytes[position] === CARRIAGE_RETURN) {
      if (next === this.end && !this.isLast) return INCOMPLETE;
      if (next < this.end && this.bytes[next] === LINE_FEED) next++;
    }
    this.line++;
    return next;
  }

  /** Reads one cell; returns the byte that ends it: a delimiter, a line break or the end of the window. */
  private cell(start: number): number {
    const first = this.skipSpaces(start);
    if (first < this.end && this.bytes[first] === this.quote) return this.quotedCell(first);
    const end = this.unquotedEnd(first);
    this.spans.addCell(first, this.trimmedEnd(first, end), PLAIN);
    return end;
  }

  private unquotedEnd(start: number): number {
    const { bytes, end, endsCell } = this;
    let position = start;
    while (position < end && endsCell[bytes[position]!] === 0) position++;
    return position;
  }

  private trimmedEnd(start: number, end: number): number {
    let last = end;
    while (last > start && this.isSpace[this.bytes[last - 1]!] === 1) last--;
    return last;
  }

  private skipSpaces(start: number): number {
    const { bytes, end, isSpace } = this;
    let position = start;
    while (position < end && isSpace[bytes[position]!] === 1) position++;
    return position;
  }

  private quotedCell(open: number): number {
    const openLine = this.line;
    const close = this.closingQuote(open + 1);
    const { form } = this;
    if (close >= this.end) return this.unclosedCell(open, openLine);
    const after = this.skipSpaces(close + 1);
    if (after >= this.end || this.endsCell[this.bytes[after]!] === 1) {
      this.spans.addCell(open + 1, close, form);
      return after;
    }
    const end = this.unquotedEnd(after);
    this.spans.addCell(open, this.trimmedEnd(after, end), TRAILING);
    return end;
  }

  /** The closing quote of a cell whose text starts at `start`, or the end of the window. Counts line breaks. */
  private closingQuote(start: number): number {
    const { bytes, end, quote } = this;
    this.form = QUOTED;
    let position = start;
    for (; position < end; position++) {
      const byte = bytes[position]!;
      if (byte === quote) {
        if (this.escape !== NONE || position + 1 >= end || bytes[position + 1] !== quote) return position;
        this.form = DOUBLED;
        position++;
      } else if (byte === this.escape && position + 1 < end && isEscaped(bytes[position + 1]!, quote)) {
        this.form = BACKSLASHED;
        position++;
      } else if (byte === CARRIAGE_RETURN) this.line++;
      else if (byte === LINE_FEED && bytes[position - 1] !== CARRIAGE_RETURN) this.line++;
    }
    return position;
  }

  private unclosedCell(open: number, openLine: number): number {
    this.unclosedQuoteLine = openLine;
    this.spans.addCell(open + 1, this.end, UNCLOSED);
    // A line break at the very end starts no further line.
    const lastByte = this.bytes[this.end - 1];
    if (lastByte === LINE_FEED || lastByte === CARRIAGE_RETURN) this.line--;
    return this.end;
  }
}

/** A backslash stands for itself unless a quote or another one follows. */
function isEscaped(next: number, quote: number): boolean {
  return next === quote || next === BACKSLASH;
}
