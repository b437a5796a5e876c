import { type LineIndex, LineIndexBuilder } from './lineIndex.js';

/** The lines of rows as they are read. */
export class RowLedger {
  private readonly index = new LineIndexBuilder();

  /** @param nextLine the line below the last row. */
  constructor(public nextLine: number) {}

  get rowCount(): number {
    return this.index.rowCount;
  }

  /** Notes rows of one line each, right below those before. */
  addPlainRows(count: number): void {
    this.index.addRows(count, this.nextLine);
    this.nextLine += count;
  }

  addRow(firstLine: number, lastLine: number): void {
    this.index.addRow(firstLine, lastLine);
    this.nextLine = lastLine + 1;
  }

  lines(): LineIndex {
    return this.index.finish();
  }
}
