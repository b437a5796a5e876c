import type { Warning } from '../errors.js';
import { KernelColumns } from './kernelColumns.js';
import { KernelMemory } from './kernelMemory.js';
import { KernelWindow } from './kernelWindow.js';
import type { LineIndex } from './lineIndex.js';
import { type RecordBatch, recordTooLong } from './recordFeed.js';
import { RecordSpans } from './recordSpans.js';
import { RecordSplitter } from './recordSplitter.js';
import { RowLedger } from './rowLedger.js';
import type { ScanKernel } from './scanKernel.js';
import type { Block, PartTally, Scanner, ScannerSetup } from './scanner.js';
import { TableFeed } from './tableFeed.js';

/** Bytes split at a time where records are looked at closely: some records, for what follows is mostly plain. */
const CLOSE_BYTES = 256;
/** The same for a header, which rows follow that are plain. */
const HEADER_BYTES = 32;

/**
 * Reads bytes to blocks by the kernel. Where it stops at a record that is odd, and at the start of the file, records
 * go one by one through the same `TableFeed` as without a kernel, until they are plain again.
 */
export class KernelScanner implements Scanner {
  private readonly memory: KernelMemory;
  private readonly window: KernelWindow;
  private readonly columns: KernelColumns;
  private readonly ledger: RowLedger;
  private readonly feed: TableFeed;
  private readonly spans = new RecordSpans();
  private readonly splitter: RecordSplitter;
  /** Rows in the open block. */
  private filled = 0;
  /** Blocks that were filled by records that were looked at closely. */
  private ready: Block[] = [];
  private isHeaderDue: boolean;
  private repairs: Warning[] = [];
  private line: number;

  constructor(
    private readonly kernel: ScanKernel,
    private readonly setup: ScannerSetup,
  ) {
    const { plan, windowBytes, sinks, room } = setup;
    const { guess, firstLine } = plan;
    this.memory = new KernelMemory(kernel, room?.arena);
    this.columns = new KernelColumns(this.memory, kernel, setup);
    this.window = new KernelWindow(this.memory, windowBytes);
    this.ledger = new RowLedger(firstLine);
    this.splitter = new RecordSplitter(guess.dialect, this.spans);
    this.line = firstLine;
    this.isHeaderDue = plan.isFirstPart && plan.headerCells !== undefined;
    this.feed = new TableFeed(guess, 1, (batch) => this.addRecords(batch));
    if (!plan.isFirstPart) this.feed.startInside(plan.headerCells, sinks.length);
  }

  get rowCount(): number {
    return this.ledger.rowCount;
  }

  roomFor(bytes: number): Uint8Array | null {
    this.memory.look();
    return this.window.roomFor(bytes);
  }

  *push(chunk: Uint8Array): Generator<Block> {
    const { memory, window } = this;
    memory.look();
    if (window.take(chunk)) {
      yield* this.drain(false);
      return;
    }
    const { length, byteOffset } = chunk;
    const isInKernel = chunk.buffer === memory.buffer;
    for (let taken = 0; taken < length; ) {
      // Its memory may have grown with the block before.
      const bytes = isInKernel ? memory.bytes.subarray(byteOffset, byteOffset + length) : chunk;
      taken += window.fill(bytes.subarray(taken));
      if (window.isFull) yield* this.drain(false);
    }
  }

  *finish(): Generator<Block> {
    this.memory.look();
    yield* this.drain(true);
    if (this.filled === 0) this.columns.open();
    this.repairs = this.feed.finish();
    yield* this.takeReady();
    if (this.filled > 0) yield this.closed();
  }

  lines(): LineIndex {
    return this.ledger.lines();
  }

  tally(): Omit<PartTally, 'columns'> {
    const { endLine } = this.feed;
    return { rowCount: this.rowCount, endLine, repairs: this.repairs, nextLine: this.line };
  }

  /** Scans all whole records of the window. */
  private *drain(isLast: boolean): Generator<Block> {
    const end = this.window.wholeLinesEnd(isLast);
    let position = this.window.start;
    while (position < end && !this.feed.isOver) {
      // Here, where nobody has a view of the memory, which may grow for it.
      if (this.filled === 0) this.columns.open();
      const next = this.isPlain ? this.scan(position, end) : position;
      if (this.filled === this.columns.blockRows) {
        yield this.closed();
        this.memory.look();
      }
      if (next === position || !this.isPlain) {
        const after = this.lookClosely(next, isLast);
        if (after === position) break;
        position = after;
      } else position = next;
      yield* this.takeReady();
    }
    if (this.feed.isOver) position = this.window.end;
    this.window.keepFrom(position);
    if (this.window.isFull && !this.window.widen()) throw recordTooLong(this.line);
  }

  /** True where rows of the table are what comes next, as far as is known. */
  private get isPlain(): boolean {
    const { isStarted, isHolding } = this.feed;
    return isStarted && !isHolding && this.line >= this.setup.plan.guess.table.firstRowLine;
  }

  /** Scans rows into the open block; returns the byte after the last one used. */
  private scan(start: number, end: number): number {
    const { kernel, columns } = this;
    kernel.startAt(this.line, this.ledger.nextLine);
    const from = this.filled;
    this.filled = kernel.scan(start, end, from, columns.blockRows);
    this.addLines(from);
    columns.settle(from, this.filled, this.ledger.rowCount - this.filled);
    this.line = kernel.nextLine();
    if (this.filled > from) this.feed.passed(this.ledger.nextLine - 1);
    return kernel.scannedTo();
  }

  /** The lines of the rows just scanned, all but some of them one line each. */
  private addLines(from: number): void {
    const { words } = this.memory;
    let at = from;
    let jump = this.columns.lineJumps >> 2;
    for (let left = this.kernel.countOfLineJumps(); left > 0; left--, jump += 3) {
      const row = words[jump]!;
      this.ledger.addPlainRows(row - at);
      this.ledger.addRow(words[jump + 1]!, words[jump + 2]!);
      at = row + 1;
    }
    this.ledger.addPlainRows(this.filled - at);
  }

  /** Splits some records in TypeScript and has each looked at; returns the byte after them, `start` where none is whole. */
  private lookClosely(start: number, isLast: boolean): number {
    const { spans, splitter, window } = this;
    for (let length = this.isHeaderDue ? HEADER_BYTES : CLOSE_BYTES; ; length *= 2) {
      const end = Math.min(start + length, window.end);
      spans.clear();
      splitter.line = this.line;
      const next = splitter.split({
        bytes: this.memory.bytes,
        start,
        end,
        isLast: isLast && end === window.end,
      });
      if (next === start && end < window.end) continue;
      if (spans.recordCount > 0) this.feed.add({ bytes: this.memory.bytes, spans });
      this.line = splitter.line;
      return next;
    }
  }

  /** Takes over records that were looked at closely: the header first, where there is one, then rows. */
  private addRecords(batch: RecordBatch): void {
    const { recordCount, firstLines, lastLines } = batch.spans;
    let first = this.isHeaderDue ? 1 : 0;
    this.isHeaderDue = false;
    while (first < recordCount) {
      const count = Math.min(recordCount - first, this.columns.blockRows - this.filled);
      this.columns.addCells({ batch, first, last: first + count }, this.filled, this.rowCount - this.filled);
      for (let record = first; record < first + count; record++)
        this.ledger.addRow(firstLines[record]!, lastLines[record]!);
      this.filled += count;
      first += count;
      // The place of a block that was copied is that of the next one.
      if (this.filled === this.columns.blockRows) this.ready.push(copyOf(this.closed()));
    }
  }

  private *takeReady(): Generator<Block> {
    const { ready } = this;
    this.ready = [];
    if (ready.length === 0) return;
    yield* ready;
    this.memory.look();
  }

  /** The open block, which is open no longer. */
  private closed(): Block {
    const rowCount = this.filled;
    this.filled = 0;
    return this.columns.block(this.rowCount - rowCount, rowCount);
  }
}

function copyOf({ start, rowCount, columns, lows, facts }: Block): Block {
  const copies = columns.map((values) => values?.slice() ?? null);
  const lowCopies = lows?.map((values) => values?.slice() ?? null) ?? null;
  return { start, rowCount, columns: copies, lows: lowCopies, ...(facts && { facts }) };
}
