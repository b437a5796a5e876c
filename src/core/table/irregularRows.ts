import { cellText, decodeText } from './cellText.js';
import type { ColumnProfile } from './columnProfile.js';
import { lineEnd, nextLine } from './physicalLines.js';
import { extentOf, hasSoundQuotes } from './recordExtent.js';
import type { RecordBatch } from './recordFeed.js';
import { RecordSpans, UNCLOSED } from './recordSpans.js';
import { type Cutting, RecordSplitter } from './recordSplitter.js';
import { type Repair, repairRecord } from './repairRecord.js';

const SPACE = 32;
const TAB = 9;

/** A row that was put right: its cells, one to a column, and the pieces that it has by the dialect alone. */
export type IrregularRow = {
  cells: readonly string[];
  pieces: readonly string[];
  firstLine: number;
  lastLine: number;
  /** Null for a row that needed nothing, found behind a stray quote that had swallowed it. */
  repair: Repair | 'unclosed quote' | null;
  doubt: number;
};

/** True for a record as wide as the table, with every quote where it belongs. */
export function isSound({ spans }: RecordBatch, record: number, width: number): boolean {
  return spans.width(record) === width && hasSoundQuotes(spans, record);
}

/** Puts records right that are not sound. */
export class IrregularRows {
  constructor(
    private readonly cutting: Cutting,
    private readonly columns: readonly ColumnProfile[],
  ) {}

  /**
   * The row that a record is meant to be. Where a stray quote holds several lines together it is the first of them
   * alone; what follows is to be split anew, by `linesBehind`.
   */
  row(batch: RecordBatch, record: number): IrregularRow {
    return isSound(batch, record, this.columns.length)
      ? this.soundRow(batch, record)
      : this.wholeOrFirstLine(batch, record);
  }

  /** The records in the lines behind the first one of a record, up to `end`. */
  linesBehind({ bytes, spans }: RecordBatch, record: number, end: number): RecordBatch {
    const { start } = extentOf({ bytes, spans }, record);
    const behind = new RecordSpans();
    const splitter = new RecordSplitter(this.cutting, behind);
    splitter.line = spans.firstLines[record]! + 1;
    splitter.split({ bytes, start: nextLine(bytes, lineEnd(bytes, start, end), end), end, isLast: true });
    return { bytes, spans: behind };
  }

  private soundRow(part: RecordBatch, record: number): IrregularRow {
    const { spans } = part;
    const cells = this.columns.map((_, column) => cellText(part, spans.firstCells[record]! + column));
    const [firstLine, lastLine] = [spans.firstLines[record]!, spans.lastLines[record]!];
    return { cells, pieces: cells, firstLine, lastLine, repair: null, doubt: 0 };
  }

  private wholeOrFirstLine(part: RecordBatch, record: number): IrregularRow {
    const { bytes, spans } = part;
    const { start, end: endOfCells } = extentOf(part, record);
    // Spaces that end a line are nothing by the dialect, but they may delimit this row.
    const end = endOfSpaces(bytes, endOfCells);
    const [firstLine, lastLine] = [spans.firstLines[record]!, spans.lastLines[record]!];
    const stop = lineEnd(bytes, start, end);
    const alone = this.repaired(decodeText(bytes, start, stop), firstLine, firstLine);
    const isUnclosed = spans.forms[spans.firstCells[record + 1]! - 1] === UNCLOSED;
    if (isUnclosed) return { ...alone, repair: 'unclosed quote' };
    if (lastLine === firstLine) return alone;
    const isBound = hasSoundQuotes(spans, record);
    const whole = isBound ? this.repaired(decodeText(bytes, start, end), firstLine, lastLine) : undefined;
    return whole !== undefined && whole.doubt <= alone.doubt ? whole : alone;
  }

  private repaired(text: string, firstLine: number, lastLine: number): IrregularRow {
    const repaired = repairRecord(text, this.cutting, this.columns);
    return { ...repaired, firstLine, lastLine };
  }
}

function endOfSpaces(bytes: Uint8Array, start: number): number {
  let end = start;
  while (bytes[end] === SPACE || bytes[end] === TAB) end++;
  return end;
}
