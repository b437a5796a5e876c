import type { Warning } from '../errors.js';
import { cellText } from './cellText.js';
import { ColumnProfile } from './columnProfile.js';
import type { DialectGuess } from './guessDialect.js';
import { type IrregularRow, IrregularRows, isSound } from './irregularRows.js';
import { extentOf } from './recordExtent.js';
import { type RecordBatch, RecordFeed } from './recordFeed.js';
import { RepairLog } from './repairLog.js';
import { batchOfRows, batchOfRun } from './rowBatches.js';
import { TableEnd } from './tableEnd.js';

const NINE = 57;

/**
 * Cuts the bytes of a file into the records of its table and hands them on in batches: first the header, where there
 * is one, as one record, then the rows, all with as many cells as there are columns. What lies above and below the
 * table is left out, and records that disagree are put right. A batch of sound records is handed on as it is, so that
 * a sane file costs no more than a look at the forms of its cells.
 */
export class TableFeed {
  private readonly records: RecordFeed;
  private readonly log: RepairLog;
  private irregular: IrregularRows;
  private end: TableEnd;
  private width: number;
  private names: readonly string[] | undefined;
  /** True once the header, where there is one, has been handed on. */
  isStarted = false;
  private firstName = new Uint8Array(0);
  private lastLine = 0;

  constructor(
    private readonly guess: DialectGuess,
    windowBytes: number,
    private readonly onRecords: (batch: RecordBatch) => void,
  ) {
    const { columns } = guess.table;
    this.width = columns.length;
    this.log = new RepairLog(guess.table);
    this.irregular = new IrregularRows(guess.dialect, columns);
    this.end = new TableEnd(columns);
    this.records = new RecordFeed(guess.dialect, windowBytes, (batch) => this.add(batch));
  }

  /** @throws GausslineError `csv/unclosed-quote` where a record would not fit into memory. */
  push(chunk: Uint8Array): void {
    this.records.push(chunk);
  }

  /** Hands on what is left; returns what there is to say of lines that are no rows and of rows put right. */
  finish(): Warning[] {
    this.records.finish();
    this.end.finish();
    return this.log.warnings(this.width, this.end);
  }

  /** The first line below the table, null where it reaches to the end of the file; known after `finish`. */
  get endLine(): number | null {
    return this.end.endLine;
  }

  /** True while lines are held back that may lie below the table. */
  get isHolding(): boolean {
    return this.end.isHolding;
  }

  /** True once the table has ended. */
  get isOver(): boolean {
    return this.end.isOver;
  }

  /** The line after the last record split here. */
  get nextLine(): number {
    return this.records.line;
  }

  /** Begins among the rows of a table whose header is known. */
  startInside(names: readonly string[] | undefined, width: number): void {
    this.isStarted = true;
    this.setWidth(width);
    this.setNames(names);
  }

  /** Rows that are as they should be have been read elsewhere, up to this line. */
  passed(lastLine: number): void {
    this.lastLine = lastLine;
    this.end.passed(lastLine);
  }

  /** Takes records that were split elsewhere. */
  add(batch: RecordBatch): void {
    let from = this.isStarted ? 0 : this.start(batch);
    while (from < batch.spans.recordCount && !this.end.isOver) {
      const cut = this.addRecords(batch, from);
      if (cut === undefined) return;
      this.addSwallowed(batch, cut);
      from = cut + 1;
    }
  }

  /** Adds records up to one of which only the first line was a row; returns that, or undefined at the end. */
  private addRecords(batch: RecordBatch, first: number): number | undefined {
    const { spans } = batch;
    let from = first;
    for (let record = first; record < spans.recordCount && !this.end.isOver; record++) {
      if (this.isRow(batch, record)) {
        if (this.end.isHolding) this.handOnRepaired(this.end.release());
        continue;
      }
      this.handOnRun(batch, from, record);
      const lastLine = this.addIrregular(batch, record);
      from = record + 1;
      if (lastLine < spans.lastLines[record]!) return record;
    }
    if (!this.end.isOver) this.handOnRun(batch, from, spans.recordCount);
    if (spans.recordCount > 0) this.lastLine = spans.lastLines[spans.recordCount - 1]!;
    return undefined;
  }

  /** The lines that a stray quote held together with the first one. */
  private addSwallowed(batch: RecordBatch, record: number): void {
    const { end } = extentOf(batch, record);
    let part = batch;
    let cut: number | undefined = record;
    while (cut !== undefined && !this.end.isOver) {
      part = this.irregular.linesBehind(part, cut, end);
      cut = this.addRecords(part, 0);
    }
  }

  /** Hands on the header; returns the first record that may be a row. */
  private start(batch: RecordBatch): number {
    this.isStarted = true;
    const { table, dialect } = this.guess;
    const { headerLine, firstRowLine } = table;
    if (!table.isOrdinary) {
      if (table.names !== undefined)
        this.onRecords(
          batchOfRows([{ cells: table.names, firstLine: headerLine, lastLine: firstRowLine - 1 }]),
        );
      this.setNames(table.names);
      return 0;
    }
    // The sample may have ended inside the header of a table of many columns: the header itself has them all.
    this.setWidth(batch.spans.width(0));
    if (!dialect.hasHeader) return 0;
    this.setNames(this.cellsOf(batch, 0));
    this.handOnRun(batch, 0, 1);
    return 1;
  }

  private setNames(names: readonly string[] | undefined): void {
    this.names = names;
    this.firstName = new TextEncoder().encode(names?.[0] ?? '');
  }

  private setWidth(width: number): void {
    this.width = width;
    const { columns } = this.guess.table;
    if (width === columns.length) return;
    const all = Array.from({ length: width }, (_, column) => columns[column] ?? new ColumnProfile());
    this.irregular = new IrregularRows(this.guess.dialect, all);
    this.end = new TableEnd(all);
  }

  /** True for a record that is a row as it stands. */
  private isRow(batch: RecordBatch, record: number): boolean {
    const { spans } = batch;
    if (!isSound(batch, record, this.width)) return false;
    if (spans.firstLines[record]! < this.guess.table.firstRowLine) return false;
    return !this.isSparse(batch, record) && !this.mayBeHeader(batch, record);
  }

  /** One filled cell at most, so that it may be a note; of two columns only where it is no number, date or the like. */
  private isSparse({ bytes, spans }: RecordBatch, record: number): boolean {
    const { starts, ends, firstCells } = spans;
    const first = firstCells[record]!;
    const end = firstCells[record + 1]!;
    let filled = 0;
    for (let cell = first; cell < end; cell++) if (starts[cell] !== ends[cell] && ++filled > 1) return false;
    if (this.width > 2) return true;
    const isWord = starts[first] !== ends[first] && bytes[starts[first]!]! > NINE;
    return this.width === 2 && isWord && this.guess.table.columns[0]!.telling !== undefined;
  }

  /** The header once more, or behind a blank line that of another table: looked at closely elsewhere. */
  private mayBeHeader({ bytes, spans }: RecordBatch, record: number): boolean {
    const before = record > 0 ? spans.lastLines[record - 1]! : this.lastLine;
    if (spans.firstLines[record]! - before > 1) return true;
    const first = spans.firstCells[record]!;
    const name = this.firstName;
    if (name.length === 0 || spans.ends[first]! - spans.starts[first]! !== name.length) return false;
    const start = spans.starts[first]!;
    return name.every((byte, index) => bytes[start + index] === byte);
  }

  /** Returns the last line that was looked at. */
  private addIrregular(batch: RecordBatch, record: number): number {
    const lastLine = batch.spans.lastLines[record]!;
    const { firstRowLine } = this.guess.table;
    if (lastLine < firstRowLine) return lastLine;
    const row = this.irregular.row(batch, record);
    if (row.firstLine >= firstRowLine) {
      if (row.repair === null && this.isHeader(row)) this.log.addRepeatedHeader(row.firstLine);
      else this.handOnRepaired(this.end.take(row));
    }
    this.lastLine = row.lastLine;
    return row.lastLine;
  }

  private isHeader({ cells }: IrregularRow): boolean {
    return this.end.looksLikeHeader(cells) && this.names !== undefined && areEqual(this.names, cells);
  }

  private handOnRepaired(rows: readonly IrregularRow[]): void {
    for (const row of rows) this.log.add(row);
    if (rows.length > 0) this.onRecords(batchOfRows(rows));
  }

  private handOnRun(batch: RecordBatch, from: number, to: number): void {
    if (from >= to) return;
    this.onRecords(batchOfRun(batch, from, to));
    this.end.passed(batch.spans.lastLines[to - 1]!);
  }

  private cellsOf(batch: RecordBatch, record: number): string[] {
    const first = batch.spans.firstCells[record]!;
    return Array.from({ length: batch.spans.width(record) }, (_, column) => cellText(batch, first + column));
  }
}

function areEqual(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}
