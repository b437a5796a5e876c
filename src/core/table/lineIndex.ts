import { grown } from './recordSpans.js';

/**
 * Runs of rows that lie alike: run k begins with row `rows[k]` on line `lines[k]`, each next row begins `steps[k]`
 * lines further, and ends `spans[k]` lines below its first. Plain data, so that it can cross threads.
 */
export type LineRuns = {
  rowCount: number;
  rows: Uint32Array;
  lines: Uint32Array;
  steps: Uint32Array;
  spans: Uint32Array;
};

/**
 * The physical lines, 1-based, of each row. A file whose rows are one line each is a single run; a blank line or a
 * quoted line break costs one or two more, so that nothing grows with the rows of an ordinary file.
 */
export class LineIndex {
  constructor(readonly runs: LineRuns) {}

  get rowCount(): number {
    return this.runs.rowCount;
  }

  get byteLength(): number {
    return this.runs.rows.byteLength * 4;
  }

  /** The line a row begins on. `row` is below `rowCount`. */
  firstLine(row: number): number {
    const { rows, lines, steps } = this.runs;
    const run = this.runOf(row);
    return lines[run]! + (row - rows[run]!) * steps[run]!;
  }

  /** The line a row ends on: a quoted line break makes a row longer than a line. */
  lastLine(row: number): number {
    const { rows, lines, steps, spans } = this.runs;
    const run = this.runOf(row);
    return lines[run]! + (row - rows[run]!) * steps[run]! + spans[run]!;
  }

  /** The row that has a line; null where none has. */
  rowOn(line: number): number | null {
    let [low, high] = [0, this.rowCount - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lastLine(middle) < line) low = middle + 1;
      else high = middle;
    }
    if (high < 0 || line < this.firstLine(low) || line > this.lastLine(low)) return null;
    return low;
  }

  /** The last run that begins at or before a row. */
  private runOf(row: number): number {
    const { rows } = this.runs;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (rows[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Gathers the lines of rows in file order. */
export class LineIndexBuilder {
  rowCount = 0;
  private runCount = 0;
  private rows = new Uint32Array(4);
  private lines = new Uint32Array(4);
  private steps = new Uint32Array(4);
  private spans = new Uint32Array(4);

  /** Adds `count` rows of `span + 1` lines each, the first one beginning on `line`, each next one `step` further. */
  addRows(count: number, line: number, step = 1, span = 0): void {
    if (count === 0) return;
    if (!this.continues(line, step, span, count)) this.startRun(line, step, span);
    this.rowCount += count;
  }

  addRow(firstLine: number, lastLine: number): void {
    const span = lastLine - firstLine;
    this.addRows(1, firstLine, span + 1, span);
  }

  /** Adds all rows of another index, `lineShift` lines further down. */
  append(index: LineIndex, lineShift: number): void {
    const { rowCount, rows, lines, steps, spans } = index.runs;
    for (let run = 0; run < rows.length; run++) {
      const end = run + 1 < rows.length ? rows[run + 1]! : rowCount;
      this.addRows(end - rows[run]!, lines[run]! + lineShift, steps[run]!, spans[run]!);
    }
  }

  finish(): LineIndex {
    const { rowCount, runCount: count } = this;
    return new LineIndex({
      rowCount,
      rows: this.rows.slice(0, count),
      lines: this.lines.slice(0, count),
      steps: this.steps.slice(0, count),
      spans: this.spans.slice(0, count),
    });
  }

  /** True when rows go on as the last run does; a run of one row takes on the step that leads to the next. */
  private continues(line: number, step: number, span: number, count: number): boolean {
    const run = this.runCount - 1;
    if (run < 0 || this.spans[run] !== span) return false;
    const before = this.rowCount - this.rows[run]!;
    if (before === 1 && (count === 1 || line - this.lines[run]! === step)) {
      this.steps[run] = line - this.lines[run]!;
      return true;
    }
    const isNext = line === this.lines[run]! + before * this.steps[run]!;
    return isNext && (count === 1 || step === this.steps[run]);
  }

  private startRun(line: number, step: number, span: number): void {
    const run = this.runCount++;
    if (run === this.rows.length) this.grow();
    this.rows[run] = this.rowCount;
    this.lines[run] = line;
    this.steps[run] = step;
    this.spans[run] = span;
  }

  private grow(): void {
    const length = this.rows.length * 2;
    this.rows = grown(this.rows, new Uint32Array(length));
    this.lines = grown(this.lines, new Uint32Array(length));
    this.steps = grown(this.steps, new Uint32Array(length));
    this.spans = grown(this.spans, new Uint32Array(length));
  }
}

/** The lines of `rowCount` rows, one line each, the first on `firstLine`. */
export function consecutiveLines(rowCount: number, firstLine: number): LineIndex {
  const builder = new LineIndexBuilder();
  builder.addRows(rowCount, firstLine);
  return builder.finish();
}
