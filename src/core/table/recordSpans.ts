/** The bytes between start and end are the cell's text. */
export const PLAIN = 0;
/** As `PLAIN`, from inside quotes. */
export const QUOTED = 1;
/** From inside quotes; every quote in it is written twice. */
export const DOUBLED = 2;
/** From the opening quote on: there is text after the closing quote. */
export const TRAILING = 3;
/** From inside quotes; a quote or a backslash in it follows a backslash. */
export const BACKSLASHED = 4;
/** From behind an opening quote that nothing closes, up to the end of the file. */
export const UNCLOSED = 5;

/**
 * Where the cells of a batch of records lie: one entry per cell in flat arrays, so that a record costs no object.
 * The cells of record r are `firstCells[r]` up to, not including, `firstCells[r + 1]`.
 */
export class RecordSpans {
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  forms = new Uint8Array(1024);
  firstCells = new Int32Array(257);
  firstLines = new Uint32Array(256);
  lastLines = new Uint32Array(256);
  cellCount = 0;
  recordCount = 0;

  clear(): void {
    this.cellCount = 0;
    this.recordCount = 0;
  }

  addCell(start: number, end: number, form: number): void {
    const cell = this.cellCount++;
    if (cell === this.starts.length) this.growCells();
    this.starts[cell] = start;
    this.ends[cell] = end;
    this.forms[cell] = form;
  }

  endRecord(firstLine: number, lastLine: number): void {
    const record = this.recordCount++;
    if (record === this.firstLines.length) this.growRecords();
    this.firstLines[record] = firstLine;
    this.lastLines[record] = lastLine;
    this.firstCells[record + 1] = this.cellCount;
  }

  /** Forgets a record and all behind it. */
  dropFrom(record: number): void {
    this.recordCount = record;
    this.dropOpenRecord();
  }

  /** Forgets the cells added since the last `endRecord`. */
  dropOpenRecord(): void {
    this.cellCount = this.firstCells[this.recordCount]!;
  }

  /** Cells of a record. */
  width(record: number): number {
    return this.firstCells[record + 1]! - this.firstCells[record]!;
  }

  /** The records from `from` up to, not including, `to`: a copy. */
  run(from: number, to: number): RecordSpans {
    const run = new RecordSpans();
    const first = this.firstCells[from]!;
    const end = this.firstCells[to]!;
    run.cellCount = end - first;
    run.recordCount = to - from;
    run.starts = this.starts.slice(first, end);
    run.ends = this.ends.slice(first, end);
    run.forms = this.forms.slice(first, end);
    run.firstLines = this.firstLines.slice(from, to);
    run.lastLines = this.lastLines.slice(from, to);
    run.firstCells = this.firstCells.slice(from, to + 1);
    for (let record = 0; record <= run.recordCount; record++) run.firstCells[record]! -= first;
    return run;
  }

  private growCells(): void {
    const length = this.starts.length * 2;
    this.starts = grown(this.starts, new Int32Array(length));
    this.ends = grown(this.ends, new Int32Array(length));
    this.forms = grown(this.forms, new Uint8Array(length));
  }

  private growRecords(): void {
    const length = this.firstLines.length * 2;
    this.firstLines = grown(this.firstLines, new Uint32Array(length));
    this.lastLines = grown(this.lastLines, new Uint32Array(length));
    this.firstCells = grown(this.firstCells, new Int32Array(length + 1));
  }
}

/** Copies an array to the start of a longer one. */
export function grown<T extends Int32Array | Uint32Array | Uint8Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
