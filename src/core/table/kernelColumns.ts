import { BlockInKernel, type ColumnPlace } from './blockInKernel.js';
import { KernelCodes } from './kernelCodes.js';
import type { KernelMemory } from './kernelMemory.js';
import { kernelHeader, kernelTokens } from './kernelTokens.js';
import { lowWordOf } from './lowWord.js';
import { NumberSink } from './numberSink.js';
import { POWERS_OF_TEN } from './powersOfTen.js';
import type { RecordBatch } from './recordFeed.js';
import { DOUBLED, RecordSpans } from './recordSpans.js';
import {
  MODE_CODE,
  MODE_IGNORED,
  MODE_NUMBER,
  MODE_PRESENCE,
  MODE_SPAN,
  type ScanKernel,
} from './scanKernel.js';
import type { Block, ScannerSetup } from './scanner.js';
import { BLOCK_ROWS } from './table.js';
import { TextSink } from './textSink.js';

/** Blocks may take no more of the kernel's memory; tables of very many columns have shorter ones. */
const MOST_BLOCK_BYTES = 1 << 26;
const FEWEST_ROWS = 16;
/** Keeps the columns of a row from sharing the same few lines of a cache. */
const COLUMN_GAP = 128;
const EXCEPTION_WORDS = 4;
/** Not many: a text that is new is settled before it comes again and again, and known to the kernel from then on. */
const FEWEST_EXCEPTIONS = 128;
const NO_QUOTE = 0xff;

/** The columns of the open block in the kernel's memory, and what the kernel has to know of them. */
export class KernelColumns {
  readonly blockRows: number;
  readonly lineJumps: number;
  private readonly table: number;
  /** Where the open block stands, and where it stands that has no other place. */
  private blocks = 0;
  private ownBlocks: number | null = null;
  private readonly stride: number;
  private readonly lowDistance: number;
  private readonly exceptions: number;
  private readonly spans = new RecordSpans();
  private readonly codes: readonly (KernelCodes | null)[];
  /** Columns whose cells the kernel only finds: numbers in another form than the plain one. */
  private readonly spanned: readonly number[];

  constructor(
    private readonly memory: KernelMemory,
    private readonly kernel: ScanKernel,
    private readonly setup: ScannerSetup,
  ) {
    const { sinks, plan } = setup;
    const count = sinks.length;
    this.blockRows = rowsToBlock(count);
    this.stride = this.blockRows * 8 + COLUMN_GAP;
    const capacity = Math.max(FEWEST_EXCEPTIONS, 2 * count);
    this.table = memory.allocate(count * 16);
    this.lineJumps = memory.allocate(this.blockRows * 12);
    this.exceptions = memory.allocate(capacity * EXCEPTION_WORDS * 4);
    this.lowDistance = plan.wantsLow ? count * this.stride : 0;
    this.codes = sinks.map((sink, k) =>
      sink instanceof TextSink ? new KernelCodes(memory, kernel, this.table + 16 * k) : null,
    );
    const columns = plan.columns.map(({ kind, form }, k) => ({
      k,
      isSpanned: kind === 'number' && form !== 'plain',
    }));
    this.spanned = columns.filter(({ isSpanned }) => isSpanned).map(({ k }) => k);
    this.setUp(capacity);
  }

  /** Makes room for a block: for the same one again while no row was put into it. */
  open(): void {
    const { memory, kernel, setup, stride, lowDistance } = this;
    const count = setup.sinks.length;
    const bytes = count * stride + lowDistance;
    const place = setup.room?.nextBlock(bytes) ?? this.ownPlace(bytes);
    memory.look();
    if (place === this.blocks) return;
    this.blocks = place;
    kernel.setColumns(count, this.table, place, stride, lowDistance);
  }

  private ownPlace(bytes: number): number {
    this.ownBlocks ??= this.memory.allocate(bytes);
    return this.ownBlocks;
  }

  /** Puts what the kernel left open in the rows from `from` up to `to`; the block's first row is row `row`. */
  settle(from: number, to: number, row: number): void {
    for (const column of this.spanned) this.readSpans(column, from, to, row);
    const count = this.kernel.countOfExceptions();
    if (count === 0) return;
    const batch = this.batchOfExceptions(count);
    let word = this.exceptions >> 2;
    for (let cell = 0; cell < count; cell++, word += EXCEPTION_WORDS) {
      const { words } = this.memory;
      this.settleCell(words[word + 1]!, { at: words[word]!, row }, { batch, cell });
    }
  }

  /** Reads records that were split elsewhere into the block's rows from `at` on. */
  addCells(records: { batch: RecordBatch; first: number; last: number }, at: number, row: number): void {
    for (const [column, sink] of this.setup.sinks.entries()) {
      const range = { ...records, column };
      if (sink instanceof NumberSink) {
        sink.addCells(this.memory.doubles, { base: this.doubleOf(column), at, row }, range);
        if (this.lowDistance > 0) this.addLows(sink, range, at);
      } else sink?.addCells(this.memory.integers, { base: this.integerOf(column), at, row }, range);
    }
  }

  /** The block as it stands, its first row being row `start` of the part. */
  block(start: number, rowCount: number): Block {
    const columns = this.setup.sinks.map((sink, column) => {
      if (sink === null) return null;
      return sink instanceof NumberSink
        ? this.closedNumbers(sink, column, rowCount)
        : this.closedCodes(sink, column, rowCount);
    });
    const lows = this.lowDistance > 0 ? columns.map((place) => this.lowsAt(place)) : null;
    return new BlockInKernel(this.memory, start, rowCount, { columns, lows });
  }

  private setUp(capacity: number): void {
    const { memory, kernel, setup } = this;
    const { dialect } = setup.plan.guess;
    const { sinks } = setup;
    const powers = memory.allocate(POWERS_OF_TEN.byteLength);
    memory.doubles.set(POWERS_OF_TEN, powers >> 3);
    kernel.setMarks(dialect.delimiter.charCodeAt(0), dialect.quote?.charCodeAt(0) ?? NO_QUOTE);
    kernel.setDecimals(powers, dialect.decimal.charCodeAt(0), setup.plan.wantsLow);
    kernelTokens(memory, kernel, dialect);
    kernelHeader(kernel, setup.plan.headerCells);
    kernel.setSureNumbers(sinks.some((_, column) => this.hasSureNumbers(column)));
    for (const column of sinks.keys()) this.setMode(column, this.modeOf(column));
    kernel.setLists(this.exceptions, capacity, this.lineJumps);
  }

  private modeOf(column: number): number {
    const sink = this.setup.sinks[column]!;
    if (sink === null) return MODE_IGNORED;
    if (sink instanceof TextSink) return sink.isPresence ? MODE_PRESENCE : MODE_CODE;
    return this.spanned.includes(column) ? MODE_SPAN : MODE_NUMBER;
  }

  /** True where a plain number tells a row from a header, and from a note. */
  private hasSureNumbers(column: number): boolean {
    const { columns } = this.setup.plan.guess.table;
    return this.modeOf(column) === MODE_NUMBER && columns[column]?.telling === 'number';
  }

  private setMode(column: number, mode: number): void {
    this.memory.words[(this.table >> 2) + 4 * column] = mode;
  }

  private doubleOf(column: number): number {
    return (this.blocks + column * this.stride) >> 3;
  }

  private integerOf(column: number): number {
    return (this.blocks + column * this.stride) >> 2;
  }

  private batchOfExceptions(count: number): RecordBatch {
    const { spans, memory } = this;
    const { words } = memory;
    spans.clear();
    let word = this.exceptions >> 2;
    for (let cell = 0; cell < count; cell++, word += EXCEPTION_WORDS)
      addSpan(spans, words[word + 2]!, words[word + 3]!);
    return batchIn(memory, spans);
  }

  private settleCell(
    column: number,
    { at, row }: { at: number; row: number },
    where: { batch: RecordBatch; cell: number },
  ) {
    const sink = this.setup.sinks[column]!;
    if (sink instanceof TextSink) this.settleText(sink, column, { at, ...where });
    else if (sink !== null) {
      const base = this.doubleOf(column);
      sink.settle(this.memory.doubles, { base, at, row }, where);
      if (this.lowDistance > 0) this.addLow(sink, base + at, where);
    }
  }

  private settleText(
    sink: TextSink,
    column: number,
    { at, batch, cell }: { at: number; batch: RecordBatch; cell: number },
  ): void {
    const code = sink.codeOf(batch, cell);
    const { starts, ends, forms } = batch.spans;
    const isKeepable = code >= -1 && !sink.isPresence && forms[cell]! <= DOUBLED;
    if (isKeepable) this.codes[column]!.insert(starts[cell]!, ends[cell]!, forms[cell]!, code);
    this.memory.integers[this.integerOf(column) + at] = code;
  }

  /** Reads the cells that the kernel only found. They stand where their numbers go. */
  private readSpans(column: number, from: number, to: number, row: number): void {
    const { spans, memory } = this;
    const base = this.doubleOf(column);
    spans.clear();
    for (let word = 2 * (base + from); word < 2 * (base + to); word += 2) {
      addSpan(spans, memory.words[word]!, memory.words[word + 1]!);
      spans.endRecord(0, 0);
    }
    const range = { batch: batchIn(memory, spans), first: 0, last: to - from, column: 0 };
    const sink = this.setup.sinks[column] as NumberSink;
    sink.addCells(memory.doubles, { base, at: from, row }, range);
    if (this.lowDistance > 0) this.addLows(sink, { ...range, base }, from);
  }

  private addLows(
    sink: NumberSink,
    range: { batch: RecordBatch; first: number; last: number; column: number; base?: number },
    at: number,
  ): void {
    const { batch, first, last, column } = range;
    const base = range.base ?? this.doubleOf(column);
    for (let record = first; record < last; record++) {
      const cell = batch.spans.firstCells[record]! + column;
      this.addLow(sink, base + at + record - first, { batch, cell });
    }
  }

  private addLow({ cells }: NumberSink, index: number, where: { batch: RecordBatch; cell: number }): void {
    const { doubles } = this.memory;
    const value = doubles[index]!;
    doubles[index + (this.lowDistance >> 3)] = Number.isNaN(value) ? 0 : lowWordOf(cells, where, value);
  }

  private closedNumbers(sink: NumberSink, column: number, rowCount: number): ColumnPlace {
    const { kernel, memory } = this;
    const base = this.doubleOf(column);
    const nanCount = kernel.lookThrough(base << 3, rowCount);
    const facts = { nanCount, least: kernel.leastValue(), greatest: kernel.greatestValue() };
    sink.endBlock(memory.doubles, base, rowCount, facts);
    return { address: base << 3, isCode: false, facts };
  }

  private closedCodes(sink: TextSink, column: number, rowCount: number): ColumnPlace {
    const { integers } = this.memory;
    const base = this.integerOf(column);
    const { isPresence } = sink;
    sink.endBlock(integers, base, rowCount);
    if (sink.isPresence !== isPresence) this.setMode(column, MODE_PRESENCE);
    return sink.isPresence ? null : { address: base << 2, isCode: true, facts: null };
  }

  private lowsAt(place: ColumnPlace): ColumnPlace {
    if (place === null || place.isCode) return null;
    return { address: place.address + this.lowDistance, isCode: false, facts: null };
  }
}

/** Adds a cell as the kernel notes it: its first byte, then its length and form in one word. */
function addSpan(spans: RecordSpans, start: number, lengthAndForm: number): void {
  spans.addCell(start, start + (lengthAndForm >>> 2), lengthAndForm & 3);
}

/** The memory may grow, and its bytes be others, while cells are settled. */
function batchIn(memory: KernelMemory, spans: RecordSpans): RecordBatch {
  return {
    get bytes() {
      return memory.bytes;
    },
    spans,
  };
}

function rowsToBlock(columnCount: number): number {
  let rows = BLOCK_ROWS;
  while (rows > FEWEST_ROWS && rows * 8 * columnCount > MOST_BLOCK_BYTES) rows /= 2;
  return rows;
}
