import type { Warning } from '../errors.js';
import type { KernelArena } from '../kernelHeap.js';
import type { ColumnPlan } from './columnPlan.js';
import type { ColumnTally } from './columnTally.js';
import type { DialectGuess } from './guessDialect.js';
import type { LineIndex } from './lineIndex.js';
import type { BlockFacts, NumberSink } from './numberSink.js';
import type { TextSink } from './textSink.js';

/** How the rows of a part are read; the same for every part of a file but for where it lies. */
export type ReadPlan = {
  guess: DialectGuess;
  columns: readonly ColumnPlan[];
  /** The names as they stand in the header, where there is one. */
  headerCells: readonly string[] | undefined;
  /** True where the part begins with the file, false where it begins at a row. */
  isFirstPart: boolean;
  /** Line of the part's first byte; what is left out above the table is told by the lines of the file. */
  firstLine: number;
  /** True when what a double leaves of its decimal is wanted too. */
  wantsLow: boolean;
};

/** Up to 4096 rows of a part, column-major. Valid until the next block is asked for. */
export type Block = {
  /** Index of the first row within the part. */
  start: number;
  rowCount: number;
  /** Numbers (NaN: missing or odd, see `isOddAt`) or codes of levels (-1: missing); null: none kept. */
  columns: readonly (Float64Array | Int32Array | null)[];
  /** For columns of numbers, where wanted: each decimal less its double. */
  lows: readonly (Float64Array | null)[] | null;
  /** What is known of columns of numbers; null for others, absent where nothing is. */
  facts?: readonly (BlockFacts | null)[];
};

/** What is told of the rows of a part, beside their values. Rows count from the part's first. Plain data. */
export type PartTally = {
  rowCount: number;
  columns: ColumnTally[];
  /** First line behind the table; null where it reaches to the end. */
  endLine: number | null;
  /** What there is to say of rows that were put right and of lines that are none. */
  repairs: Warning[];
  /** The line after the last byte read. */
  nextLine: number;
};

/** What turns bytes into blocks: the kernel, or TypeScript where the kernel cannot. */
export type Scanner = {
  roomFor(bytes: number): Uint8Array | null;
  push(chunk: Uint8Array): Generator<Block>;
  finish(): Generator<Block>;
  readonly rowCount: number;
  tally(): Omit<PartTally, 'columns'>;
  lines(): LineIndex;
};

/** How a scanner begins. `room`: the memory of its kernel, where others use the kernel in turn. */
export type ScannerSetup = {
  plan: ReadPlan;
  sinks: readonly Sink[];
  windowBytes: number;
  room?: ScanRoom | undefined;
};

/** The memory that a scanner may use of its kernel. */
export type ScanRoom = {
  /** For all but the blocks, anew for each reader. */
  arena: KernelArena;
  /** Where the next block is to stand, of so many bytes; null: at a place of the scanner's own, again and again. */
  nextBlock(bytes: number): number | null;
};

/** How a column's cells become values; null for a column that is ignored. */
export type Sink = NumberSink | TextSink | null;
