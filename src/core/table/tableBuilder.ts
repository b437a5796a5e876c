import type { Warning } from '../errors.js';
import { CellReader } from './cellReader.js';
import { cellText } from './cellText.js';
import { type ColumnNames, headerNames, numberedNames } from './columnNames.js';
import { ColumnReader } from './columnReader.js';
import type { Dialect } from './dialect.js';
import { LineIndexBuilder } from './lineIndex.js';
import type { RecordBatch } from './recordFeed.js';
import type { RecordSpans } from './recordSpans.js';
import type { Column, Table } from './table.js';
import { longRowsWarning, notANumberWarning, RaggedRows, shortRowsWarning } from './tableWarnings.js';

/** The part of a table that its records decide. */
export type TableRows = Pick<Table, 'headerLine' | 'columns' | 'rowCount' | 'lines' | 'warnings'>;

/** Builds the columns of a table from batches of records. The first record says how many columns there are. */
export class TableBuilder {
  rowCount = 0;
  private headerLine: number | undefined;
  private header: ColumnNames | undefined;
  private columns: ColumnReader[] = [];
  private readonly lines = new LineIndexBuilder();
  private readonly shortRows = new RaggedRows();
  private readonly longRows = new RaggedRows();

  constructor(private readonly dialect: Dialect) {}

  /** True once a header or a row has been read. */
  get hasRecords(): boolean {
    return this.header !== undefined;
  }

  add(batch: RecordBatch): void {
    const firstRecord = this.header === undefined ? this.start(batch) : 0;
    for (const column of this.columns) column.add(batch, firstRecord);
    this.addLines(batch.spans, firstRecord);
    this.rowCount += batch.spans.recordCount - firstRecord;
  }

  /** `warnings` are what the caller has to say before those of the rows. */
  finish(warnings: readonly Warning[]): TableRows {
    const { names, warnings: nameWarnings } = this.header!;
    const columns: Column[] = this.columns.map((column, index) => column.finish(names[index]!));
    const lines = this.lines.finish();
    return {
      headerLine: this.headerLine,
      columns,
      rowCount: this.rowCount,
      lines,
      warnings: [
        ...warnings,
        ...nameWarnings,
        ...shortRowsWarning(this.shortRows, columns.length),
        ...longRowsWarning(this.longRows, columns.length),
        ...notANumberWarning(columns, lines),
      ],
    };
  }

  /** Looks at the very first record; returns the first record that is a row. */
  private start(batch: RecordBatch): number {
    const width = batch.spans.width(0);
    const cells = new CellReader(this.dialect);
    this.columns = Array.from({ length: width }, (_, index) => new ColumnReader(index, cells));
    if (!this.dialect.hasHeader) {
      this.header = numberedNames(width);
      return 0;
    }
    this.headerLine = batch.spans.firstLines[0]!;
    this.header = headerNames(Array.from({ length: width }, (_, cell) => cellText(batch, cell)));
    return 1;
  }

  private addLines(spans: RecordSpans, firstRecord: number): void {
    for (let record = firstRecord; record < spans.recordCount; record++) {
      const line = spans.firstLines[record]!;
      this.lines.addRow(line, spans.lastLines[record]!);
      const width = spans.width(record);
      if (width < this.columns.length) this.shortRows.add(line);
      else if (width > this.columns.length) this.longRows.add(line);
    }
  }
}
