import type { Warning } from '../errors.js';
import type { LineIndex } from './lineIndex.js';
import { lowWordOf } from './lowWord.js';
import { factsOf, NumberSink } from './numberSink.js';
import type { RecordBatch } from './recordFeed.js';
import { RowLedger } from './rowLedger.js';
import type { Block, PartTally, Scanner, ScannerSetup } from './scanner.js';
import { BLOCK_ROWS } from './table.js';
import { TableFeed } from './tableFeed.js';

/** A block of a column of numbers, with what the doubles leave of their decimals where that is wanted, or of codes. */
type OpenColumn = { doubles: Float64Array; codes: Int32Array; lows: Float64Array };

const NO_DOUBLES = new Float64Array(0);
const NO_CODES = new Int32Array(0);
/** A block begins with room for so many rows: most tables are short, and a table may have thousands of columns. */
const FIRST_ROWS = 64;

/** Reads bytes to blocks in TypeScript alone, for every dialect there is. */
export class RecordScanner implements Scanner {
  private readonly feed: TableFeed;
  private readonly ledger: RowLedger;
  private open: OpenColumn[];
  private room = FIRST_ROWS;
  /** Rows in the open block. */
  private filled = 0;
  private ready: Block[] = [];
  private isHeaderDue: boolean;
  private repairs: Warning[] = [];

  constructor(private readonly setup: ScannerSetup) {
    const { plan, sinks, windowBytes } = setup;
    this.ledger = new RowLedger(plan.firstLine);
    this.open = this.openColumns();
    this.isHeaderDue = plan.isFirstPart && plan.headerCells !== undefined;
    this.feed = new TableFeed(plan.guess, windowBytes, (batch) => this.add(batch));
    if (!plan.isFirstPart) this.feed.startInside(plan.headerCells, sinks.length);
  }

  get rowCount(): number {
    return this.ledger.rowCount;
  }

  roomFor(): null {
    return null;
  }

  *push(chunk: Uint8Array): Generator<Block> {
    this.feed.push(chunk);
    yield* this.takeReady();
  }

  *finish(): Generator<Block> {
    this.repairs = this.feed.finish();
    yield* this.takeReady();
    if (this.filled > 0) yield this.closed();
  }

  lines(): LineIndex {
    return this.ledger.lines();
  }

  tally(): Omit<PartTally, 'columns'> {
    const { endLine, nextLine } = this.feed;
    return { rowCount: this.rowCount, endLine, repairs: this.repairs, nextLine };
  }

  private *takeReady(): Generator<Block> {
    const { ready } = this;
    this.ready = [];
    yield* ready;
  }

  private add(batch: RecordBatch): void {
    const { recordCount } = batch.spans;
    let first = this.isHeaderDue ? 1 : 0;
    this.isHeaderDue = false;
    while (first < recordCount) {
      const count = Math.min(recordCount - first, BLOCK_ROWS - this.filled);
      this.fill({ batch, first, last: first + count });
      first += count;
      if (this.filled === BLOCK_ROWS) this.ready.push(this.closed());
    }
  }

  private fill(records: { batch: RecordBatch; first: number; last: number }): void {
    const { batch, first, last } = records;
    this.makeRoom(this.filled + last - first);
    const place = { base: 0, at: this.filled, row: this.rowCount - this.filled };
    for (const [column, sink] of this.setup.sinks.entries()) {
      const { doubles, codes } = this.open[column]!;
      if (sink instanceof NumberSink) sink.addCells(doubles, place, { ...records, column });
      else sink?.addCells(codes, place, { ...records, column });
      if (this.setup.plan.wantsLow && sink instanceof NumberSink) this.addLows(sink, { ...records, column });
    }
    const { firstLines, lastLines } = batch.spans;
    for (let record = first; record < last; record++)
      this.ledger.addRow(firstLines[record]!, lastLines[record]!);
    this.filled += last - first;
  }

  private addLows(
    { cells }: NumberSink,
    { batch, first, last, column }: { batch: RecordBatch; first: number; last: number; column: number },
  ): void {
    const { doubles, lows } = this.open[column]!;
    for (let record = first, at = this.filled; record < last; record++, at++) {
      const cell = batch.spans.firstCells[record]! + column;
      lows[at] = Number.isNaN(doubles[at]!) ? 0 : lowWordOf(cells, { batch, cell }, doubles[at]!);
    }
  }

  private openColumns(): OpenColumn[] {
    const { sinks, plan } = this.setup;
    return sinks.map((sink) => {
      const isNumber = sink instanceof NumberSink;
      return {
        doubles: isNumber ? new Float64Array(this.room) : NO_DOUBLES,
        codes: isNumber || sink === null ? NO_CODES : new Int32Array(this.room),
        lows: isNumber && plan.wantsLow ? new Float64Array(this.room) : NO_DOUBLES,
      };
    });
  }

  private makeRoom(rows: number): void {
    if (rows <= this.room) return;
    this.room = Math.min(BLOCK_ROWS, Math.max(rows, this.room * 4));
    const before = this.open;
    this.open = this.openColumns();
    for (const [column, { doubles, codes, lows }] of this.open.entries()) {
      doubles.set(before[column]!.doubles);
      codes.set(before[column]!.codes);
      lows.set(before[column]!.lows);
    }
  }

  /** The open block, which is open no longer. */
  private closed(): Block {
    const { filled: rowCount, open } = this;
    const { sinks, plan } = this.setup;
    const columns = sinks.map((sink, column) => {
      const { doubles, codes } = open[column]!;
      if (sink === null) return null;
      if (sink instanceof NumberSink) {
        sink.endBlock(doubles, 0, rowCount, factsOf(doubles, 0, rowCount));
        return doubles.subarray(0, rowCount);
      }
      sink.endBlock(codes, 0, rowCount);
      return sink.isPresence ? null : codes.subarray(0, rowCount);
    });
    const lows = sinks.map((sink, k) =>
      sink instanceof NumberSink ? open[k]!.lows.subarray(0, rowCount) : null,
    );
    this.filled = 0;
    this.open = this.openColumns();
    return { start: this.rowCount - rowCount, rowCount, columns, lows: plan.wantsLow ? lows : null };
  }
}
