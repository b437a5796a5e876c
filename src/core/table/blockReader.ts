import { CellReader } from './cellReader.js';
import { type ColumnPlan, PLAIN_READING } from './columnPlan.js';
import { emptyTally } from './columnTally.js';
import type { Dialect } from './dialect.js';
import { KernelScanner } from './kernelScanner.js';
import type { LineIndex } from './lineIndex.js';
import { NumberSink } from './numberSink.js';
import { RecordScanner } from './recordScanner.js';
import type { ScanKernel } from './scanKernel.js';
import type { Block, PartTally, ReadPlan, Scanner, ScanRoom, Sink } from './scanner.js';
import type { OddCell } from './table.js';
import { TextSink } from './textSink.js';

/** Bytes that split into records at a time unless told otherwise. */
const WINDOW_BYTES = 1 << 18;

/**
 * Reads one part of a file: bytes in UTF-8 from the beginning of a record up to the end of one, in chunks of any
 * size, to blocks of columns. Holds one block and one window of bytes, whatever the size of the part.
 *
 * @throws GausslineError `csv/unclosed-quote` where a record is longer than 128 MB.
 */
export class BlockReader {
  private readonly sinks: readonly Sink[];
  private readonly scanner: Scanner;

  /**
   * @param kernel without it, and for dialects it does not know, all is done in TypeScript
   * @param room its memory, where others use the kernel in turn; undefined: it is a fresh one
   */
  constructor(plan: ReadPlan, kernel: ScanKernel | null, windowBytes = WINDOW_BYTES, room?: ScanRoom) {
    const readers = new Readers(plan.guess.dialect);
    this.sinks = plan.columns.map((column) => sinkFor(column, readers));
    const setup = { plan, sinks: this.sinks, windowBytes, room };
    this.scanner =
      kernel !== null && isForKernel(plan.guess.dialect)
        ? new KernelScanner(kernel, setup)
        : new RecordScanner(setup);
  }

  /** Rows read so far, those of the open block among them. */
  get rowCount(): number {
    return this.scanner.rowCount;
  }

  /** Takes a chunk and hands on the blocks that it fills. All of them must be asked for before the next chunk. */
  push(chunk: Uint8Array): Generator<Block> {
    return this.scanner.push(chunk);
  }

  /** Room in the kernel's memory for so many bytes, from which a chunk is taken without a copy; null where there is none. */
  roomFor(bytes: number): Uint8Array | null {
    return this.scanner.roomFor(bytes);
  }

  /** Says that no chunk follows, and hands on the last block. */
  finish(): Generator<Block> {
    return this.scanner.finish();
  }

  /** The odd cells kept so far of a column of numbers. */
  oddCells(column: number): readonly OddCell[] {
    const sink = this.sinks[column];
    return sink instanceof NumberSink ? sink.tally.oddCells : [];
  }

  /** The levels found so far of a column of texts. */
  levels(column: number): readonly string[] {
    const sink = this.sinks[column];
    return sink instanceof TextSink ? sink.tally.levels : [];
  }

  /** The lines of the rows of all blocks so far. */
  lines(): LineIndex {
    return this.scanner.lines();
  }

  /** What is told of the rows, when all blocks have been seen. */
  tally(): PartTally {
    const columns = this.sinks.map((sink) =>
      sink === null ? emptyTally() : sink instanceof TextSink ? sink.finish() : sink.tally,
    );
    return { ...this.scanner.tally(), columns };
  }
}

/** One reader for all columns of a form: a table may have very many of them. */
class Readers {
  private readonly known = new Map<string, CellReader>();

  constructor(private readonly dialect: Dialect) {}

  of(reading = PLAIN_READING): CellReader {
    const key = `${reading.form} ${reading.origin} ${reading.currency}`;
    const reader = this.known.get(key) ?? new CellReader(this.dialect, reading);
    this.known.set(key, reader);
    return reader;
  }
}

function sinkFor(plan: ColumnPlan, readers: Readers): Sink {
  if (plan.kind === 'ignored') return null;
  if (plan.kind === 'text') return new TextSink(readers.of(), plan.levels);
  return new NumberSink(readers.of(plan));
}

/** The kernel knows doubled quotes only, and marks of one byte. */
function isForKernel(dialect: Dialect): boolean {
  return dialect.escape === 'doubled' && dialect.delimiter.charCodeAt(0) < 0x80;
}

export type { Block, PartTally, ReadPlan, ScanRoom } from './scanner.js';
