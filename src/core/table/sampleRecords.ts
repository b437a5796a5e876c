import { type CellShape, shapeOf } from './cellShape.js';
import { cellText, decodeText } from './cellText.js';
import { lineEnd, nextLine } from './physicalLines.js';
import { extentOf, hasSoundQuotes } from './recordExtent.js';
import type { RecordBatch } from './recordFeed.js';
import { PLAIN, RecordSpans } from './recordSpans.js';
import { type Cutting, RecordSplitter } from './recordSplitter.js';

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
    const text = this.text(record, column);
    if (text === '') return 'empty';
    this.shapes ??= new Array(this.spans.cellCount);
    const cell = this.spans.firstCells[record]! + column;
    const known = this.shapes[cell];
    if (known !== undefined) return known;
    const shape = shapeOf(text);
    this.shapes[cell] = shape;
    return shape;
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
