import { cellText, decodeText } from './cellText.js';
import type { ColumnProfile } from './columnProfile.js';
import { lineEnd, nextLine } from './physicalLines.js';
import { extentOf, hasSoundQuotes } from './recordExtent.js';
import type { RecordBatch } from './recordFeed.js';
import { RecordSpans, UNCLOSED } from './recordSpans.js';
import { type Cutting, RecordSplitter } from './recordSplitter.js';
import { type Repair, repairRecord } from './repairRecord.js';

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

/** Puts records right that are not sound. What a stray quote has swallowed comes out again as rows of its own. */
export class IrregularRows {
  constructor(
    private readonly cutting: Cutting,
    private readonly columns: readonly ColumnProfile[],
  ) {}

  /** The rows that a record is meant to be: one, or those of all its lines where a stray quote holds them together. */
  of(batch: RecordBatch, record: number): IrregularRow[] {
    const { start, end } = extentOf(batch, record);
    return this.rowsIn(batch.bytes, start, end, batch.spans.firstLines[record]!);
  }

  private rowsIn(bytes: Uint8Array, start: number, end: number, firstLine: number): IrregularRow[] {
    const rows: IrregularRow[] = [];
    let position = start;
    let line = firstLine;
    while (position < end) {
      const part = this.split(bytes, position, end, line);
      const cut = this.addRows(rows, part);
      if (cut === undefined) return rows;
      line = part.spans.firstLines[cut]! + 1;
      position = nextLine(bytes, lineEnd(bytes, extentOf(part, cut).start, end), end);
    }
    return rows;
  }

  private split(bytes: Uint8Array, start: number, end: number, line: number): RecordBatch {
    const spans = new RecordSpans();
    const splitter = new RecordSplitter(this.cutting, spans);
    splitter.line = line;
    splitter.split({ bytes, start, end, isLast: true });
    return { bytes, spans };
  }

  /** Adds records until one was cut after its first line, for its other lines have to be split anew; returns that. */
  private addRows(rows: IrregularRow[], part: RecordBatch): number | undefined {
    for (let record = 0; record < part.spans.recordCount; record++) {
      if (isSound(part, record, this.columns.length)) {
        rows.push(this.soundRow(part, record));
        continue;
      }
      const row = this.wholeOrFirstLine(part, record);
      rows.push(row);
      if (row.lastLine < part.spans.lastLines[record]!) return record;
    }
    return undefined;
  }

  private soundRow(part: RecordBatch, record: number): IrregularRow {
    const { spans } = part;
    const cells = this.columns.map((_, column) => cellText(part, spans.firstCells[record]! + column));
    const [firstLine, lastLine] = [spans.firstLines[record]!, spans.lastLines[record]!];
    return { cells, pieces: cells, firstLine, lastLine, repair: null, doubt: 0 };
  }

  private wholeOrFirstLine(part: RecordBatch, record: number): IrregularRow {
    const { bytes, spans } = part;
    const { start, end } = extentOf(part, record);
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
