import { cellText, decodeText } from './cellText.js';
import { lineEnd, nextLine } from './physicalLines.js';
import type { RecordBatch } from './recordFeed.js';
import { RecordSpans } from './recordSpans.js';
import { type Cutting, RecordSplitter } from './recordSplitter.js';

/** The records at the start of a file as one dialect cuts them, for guessing the dialect. */
export class SampleRecords implements RecordBatch {
  readonly spans = new RecordSpans();

  /** `bytes` are UTF-8; `isWhole` says that the file ends where they end. */
  constructor(
    readonly bytes: Uint8Array,
    readonly cutting: Cutting,
    isWhole: boolean,
  ) {
    const splitter = new RecordSplitter(cutting, this.spans);
    const whole = { bytes, start: 0, end: bytes.length };
    splitter.split({ ...whole, isLast: isWhole });
    // A first record longer than the sample: better a part of it than nothing.
    if (this.count === 0 && !isWhole) splitter.split({ ...whole, isLast: true });
  }

  get delimiter(): string {
    return this.cutting.delimiter;
  }

  get count(): number {
    return this.spans.recordCount;
  }

  width(record: number): number {
    return this.spans.width(record);
  }

  /** First physical line of a record, 1-based. */
  line(record: number): number {
    return this.spans.firstLines[record]!;
  }

  /** The lines above a record that are not blank. */
  linesBefore(record: number): { text: string; line: number }[] {
    const end = record < this.count ? this.line(record) : Number.MAX_SAFE_INTEGER;
    const lines: { text: string; line: number }[] = [];
    let start = 0;
    for (let line = 1; line < end && start < this.bytes.length; line++) {
      const stop = lineEnd(this.bytes, start, this.bytes.length);
      const text = decodeText(this.bytes, start, stop).trim();
      if (text !== '') lines.push({ text, line });
      start = nextLine(this.bytes, stop, this.bytes.length);
    }
    return lines;
  }

  /** The text of a cell without the spaces around it, empty where a short record has none. */
  text(record: number, column: number): string {
    if (column >= this.width(record)) return '';
    return cellText(this, this.spans.firstCells[record]! + column).trim();
  }

  /** True where a cell holds a comma or a point, looked up without making a string of it. */
  hasMark(record: number, column: number): boolean {
    if (column >= this.width(record)) return false;
    const cell = this.spans.firstCells[record]! + column;
    const end = this.spans.ends[cell]!;
    for (let position = this.spans.starts[cell]!; position < end; position++) {
      const byte = this.bytes[position]!;
      if (byte === 44 || byte === 46) return true;
    }
    return false;
  }
}
