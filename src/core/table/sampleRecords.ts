import { type CellShape, shapeOf } from './cellShape.js';
import { cellText, decodeText } from './cellText.js';
import { lineEnd, nextLine } from './physicalLines.js';
import { extentOf, hasSoundQuotes } from './recordExtent.js';
import type { RecordBatch } from './recordFeed.js';
import { PLAIN, RecordSpans } from './recordSpans.js';
import { type Cutting, RecordSplitter } from './recordSplitter.js';

/** A number without groups and without an exponent, as long as one of 40 characters can be: see `shapeOf`. */
const PLAIN_NUMBER = '[+-]?(?:\\d{1,18}(?:\\.\\d{0,17})?|\\.\\d{1,17})';
/** What is known of a record. */
const OTHER = 1;
const NUMBERS = 2;

/** Stray quotes over lines that are cut short before guessing. */
const MOST_STRAY_QUOTES = 30;

/** The records at the start of a file as one dialect cuts them, for guessing the dialect. */
export class SampleRecords implements RecordBatch {
  readonly spans = new RecordSpans();
  /** False where stray quotes were seen through, as `TableFeed` does by itself. */
  areAsSplit = true;
  /** By cell: guessing looks at most of them several times. */
  private texts: (string | undefined)[] | undefined;
  private shapes: (CellShape | undefined)[] | undefined;
  /** By record: `OTHER` or `NUMBERS`; 0 where nobody has looked. */
  private contents: Uint8Array | undefined;
  private rowOfNumbers: RegExp | undefined;
  /** All bytes as one text of which the plain cells are parts; null where a character takes several bytes. */
  private whole: string | null = null;

  /** `bytes` are UTF-8; `isWhole` says that the file ends where they end. */
  constructor(
    readonly bytes: Uint8Array,
    readonly cutting: Cutting,
    isWhole: boolean,
  ) {
    const end = bytes.length;
    this.split(0, end, { line: 1, isLast: isWhole });
    // A first record longer than the sample: better a part of it than nothing.
    if (this.count === 0 && !isWhole) this.split(0, end, { line: 1, isLast: true });
    for (let left = MOST_STRAY_QUOTES; left > 0 && this.splitSwallowed(isWhole); left--)
      this.areAsSplit = false;
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

  private split(start: number, end: number, { line, isLast }: { line: number; isLast: boolean }): void {
    const splitter = new RecordSplitter(this.cutting, this.spans);
    splitter.line = line;
    splitter.split({ bytes: this.bytes, start, end, isLast });
  }

  /** Splits anew what the first stray quote that goes on over lines holds together; false where there is none. */
  private splitSwallowed(isWhole: boolean): boolean {
    const { bytes, spans } = this;
    const end = bytes.length;
    for (let record = 0; record < spans.recordCount; record++) {
      const line = spans.firstLines[record]!;
      if (line === spans.lastLines[record]! || hasSoundQuotes(spans, record)) continue;
      const { start } = extentOf(this, record);
      const stop = lineEnd(bytes, start, end);
      spans.dropFrom(record);
      this.split(start, stop, { line, isLast: true });
      this.split(nextLine(bytes, stop, end), end, { line: line + 1, isLast: isWhole });
      return true;
    }
    return false;
  }

  /** The text of a cell without the spaces around it, empty where a short record has none. */
  text(record: number, column: number): string {
    const { firstCells } = this.spans;
    const cell = firstCells[record]! + column;
    if (cell >= firstCells[record + 1]!) return '';
    this.texts ??= this.begunTexts();
    const known = this.texts[cell];
    if (known !== undefined) return known;
    const text = this.textOf(cell);
    this.texts[cell] = text;
    return text;
  }

  /** What `text` looks like. */
  shape(record: number, column: number): CellShape {
    const { firstCells } = this.spans;
    const cell = firstCells[record]! + column;
    if (cell >= firstCells[record + 1]!) return 'empty';
    if (this.isOfNumbers(record)) return 'number';
    this.shapes ??= new Array(this.spans.cellCount);
    const known = this.shapes[cell];
    if (known !== undefined) return known;
    const shape = shapeOf(this.text(record, column));
    this.shapes[cell] = shape;
    return shape;
  }

  /** True where the records from `first` on, up to `end`, are some and each is `width` cells that are plainly numbers. */
  areNumbers(first: number, end: number, width: number): boolean {
    for (let record = first; record < end; record++)
      if (this.width(record) !== width || !this.isOfNumbers(record)) return false;
    return first < end;
  }

  /** By one look at the whole record. */
  private isOfNumbers(record: number): boolean {
    this.contents ??= new Uint8Array(this.count);
    if (this.contents[record] === 0) this.contents[record] = this.matchesNumbers(record) ? NUMBERS : OTHER;
    return this.contents[record] === NUMBERS;
  }

  private matchesNumbers(record: number): boolean {
    this.texts ??= this.begunTexts();
    if (this.whole === null) return false;
    const { firstCells, starts, ends } = this.spans;
    this.rowOfNumbers ??= rowOfNumbers(this.delimiter);
    const row = this.rowOfNumbers;
    row.lastIndex = starts[firstCells[record]!]!;
    return row.test(this.whole) && row.lastIndex === ends[firstCells[record + 1]! - 1]!;
  }

  /** True where all characters are known to be single bytes; false says nothing. */
  get isAscii(): boolean {
    return this.whole !== null;
  }

  private begunTexts(): (string | undefined)[] {
    const text = decodeText(this.bytes, 0, this.bytes.length);
    if (text.length === this.bytes.length) this.whole = text;
    return new Array(this.spans.cellCount);
  }

  private textOf(cell: number): string {
    const { whole, spans } = this;
    const isPart = whole !== null && spans.forms[cell] === PLAIN;
    return (isPart ? whole.slice(spans.starts[cell], spans.ends[cell]) : cellText(this, cell)).trim();
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

function rowOfNumbers(delimiter: string): RegExp {
  const mark = `\\x${delimiter.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return new RegExp(`${PLAIN_NUMBER}(?:${mark}${PLAIN_NUMBER})*`, 'y');
}
