import { GausslineError } from '../errors.js';
import { RecordSpans } from './recordSpans.js';
import { type Cutting, RecordSplitter } from './recordSplitter.js';

/** Bytes and the cells in them; valid only during the call it is handed to. */
export type RecordBatch = { readonly bytes: Uint8Array; readonly spans: RecordSpans };

/** A record may not be longer: beyond it lies a quote that was never closed, not a record. */
const MOST_RECORD_BYTES = 1 << 27;

/**
 * Gathers chunks of any size into one reused window, and hands on its whole records in batches. What is left of an
 * open record moves to the front of the window; the window doubles when a record does not fit.
 */
export class RecordFeed {
  private readonly spans = new RecordSpans();
  private readonly splitter: RecordSplitter;
  private window: Uint8Array;
  private filled = 0;

  constructor(
    cutting: Cutting,
    windowBytes: number,
    private readonly onRecords: (batch: RecordBatch) => void,
  ) {
    this.splitter = new RecordSplitter(cutting, this.spans);
    this.window = new Uint8Array(windowBytes);
  }

  /** The line of the next byte, 1-based. */
  get line(): number {
    return this.splitter.line;
  }

  /** @throws GausslineError `csv/unclosed-quote` where a record would not fit into memory. */
  push(chunk: Uint8Array): void {
    for (let taken = 0; taken < chunk.length; ) {
      const piece = chunk.subarray(taken, taken + this.window.length - this.filled);
      this.window.set(piece, this.filled);
      this.filled += piece.length;
      taken += piece.length;
      if (this.filled === this.window.length) this.drain(false);
    }
  }

  /** Hands on what is left; returns the line where a quote opened that was never closed, if one did. */
  finish(): number | undefined {
    this.drain(true);
    return this.splitter.unclosedQuoteLine;
  }

  private drain(isLast: boolean): void {
    this.spans.clear();
    this.splitter.unclosedQuoteLine = undefined;
    const bytes = this.window.subarray(0, this.filled);
    const used = this.splitter.split({ bytes, start: 0, end: this.filled, isLast });
    if (this.spans.recordCount > 0) this.onRecords({ bytes, spans: this.spans });
    this.window.copyWithin(0, used, this.filled);
    this.filled -= used;
    if (this.filled === this.window.length) this.widen();
  }

  private widen(): void {
    if (this.window.length >= MOST_RECORD_BYTES) throw recordTooLong(this.splitter.line);
    const wider = new Uint8Array(this.window.length * 2);
    wider.set(this.window);
    this.window = wider;
  }
}

/** What a record is that does not fit into memory. */
export function recordTooLong(line: number): GausslineError {
  return new GausslineError(
    'csv/unclosed-quote',
    `The row that starts on line ${line} is longer than 128 MB: a quote opened in it is never closed.`,
    `Close or remove the quote on line ${line}.`,
    { line },
  );
}
