import { GausslineError } from '../../core/errors.js';
import { assembleTable, readColumns } from '../../core/table/assembleTable.js';
import type { ByteSource } from '../../core/table/byteSource.js';
import { betterPlan, type ReadColumn } from '../../core/table/finishColumns.js';
import type { DialectGuess } from '../../core/table/guessDialect.js';
import { guessSource } from '../../core/table/guessSource.js';
import { withKnownStart } from '../../core/table/knownStart.js';
import { planTable, type TablePlan } from '../../core/table/planTable.js';
import type { ReadChoices } from '../../core/table/readChoices.js';
import { emptySource, headerOnly, windows1252Warnings } from '../../core/table/readTable.js';
import { bytesOfValue, type Table } from '../../core/table/table.js';
import { type FileSource, startOfFile } from '../fileSource.node.js';
import type { LoadKernel } from '../kernelPool.js';
import type { Work } from '../work.js';
import { cutFile } from './cutFile.node.js';
import type { FilePart } from './filePart.js';
import {
  type Ahead,
  type FileStart,
  lookAhead,
  readStart,
  START_BYTES,
  type WantedModel,
} from './fileStart.js';
import { type FileRead, mergedReads } from './mergeReads.js';
import type { ByteRange } from './partContract.js';
import { PartedFile } from './partedFile.js';
import type { PartThreads } from './partThreads.js';
import { dropParts, type PartsRead, readParts } from './readParts.js';

/** A file below this size is read as fast in one piece, in the thread that asks. */
export const LEAST_BYTES = 2 << 20;

/** What is to be read, and what will be asked of it first. */
export type FileOrder = {
  source: FileSource;
  path: string;
  reading: ReadChoices;
  /** Bytes that numbers may take in memory. */
  budget: number;
  /** What will be fitted; undefined where nothing will be. */
  model: WantedModel | undefined;
  loadKernel: LoadKernel;
};

/**
 * Reads a large file in parts, each in a thread: as many parts as there are threads where the file can be cut, else one.
 *
 * @throws GausslineError as `readTable`, and `worker/lost`.
 */
export async function readInParts(order: FileOrder, threads: PartThreads, work: Work): Promise<PartedFile> {
  const start = withKnownStart(order.source, startOfFile(order.path, START_BYTES));
  const reading = new PartedReading(order, start, { threads, work });
  const guess = await guessSource(start, order.reading.dialect);
  const file = await reading.read(guess);
  if (file !== null) return file;
  const dialect = { ...guess.dialect, encoding: 'windows-1252' as const };
  return (await reading.read({ ...guess, dialect, records: null }))!;
}

const NOTHING_AHEAD: Ahead = { frame: null, wantsLow: false };

class PartedReading {
  constructor(
    private readonly order: FileOrder,
    /** The source to look at the start of. */
    private readonly start: ByteSource,
    private readonly readers: { threads: PartThreads; work: Work },
  ) {}

  /** Null where the dialect says UTF-8 and the bytes are not. */
  async read(guess: DialectGuess): Promise<PartedFile | null> {
    const plan = await planTable(this.start, guess, this.order.reading.kinds);
    if (plan === undefined) throw emptySource(this.start.name);
    return this.readPlanned(plan);
  }

  /** Reads by a plan, and once more where a column turns out not to be what its first rows look like. */
  private async readPlanned(plan: TablePlan): Promise<PartedFile | null> {
    const { reading, loadKernel } = this.order;
    const start = await readStart(this.start, plan, { kinds: reading.kinds, kernel: await loadKernel() });
    const parts = await this.partsOf(start);
    if (parts === null) return null;
    const read = mergedReads(parts.map((part) => part.read));
    const columns = readColumns(plan, read.tally);
    const better = betterTable(plan, columns);
    if (better === null) return new PartedFile(await this.tableOf(start, columns, read), start.head, parts);
    dropParts(parts);
    return this.readPlanned(better);
  }

  /** The parts that a file is cut into; one where it cannot be cut. */
  private async partsOf(start: FileStart): Promise<readonly FilePart[] | null> {
    const { path, source } = this.order;
    const size = source.size!;
    const whole: ByteRange[] = [{ from: 0, to: size }];
    const count = canBeCut(start) ? this.readers.threads.count : 1;
    const ranges = count > 1 ? cutFile(path, size, count) : whole;
    const cut = ranges.length > 1 ? await this.readCut(start, ranges) : 'not to be cut';
    if (cut !== 'not to be cut') return cut;
    return (await this.readRanges(start, whole))?.parts ?? null;
  }

  private async readCut(
    start: FileStart,
    ranges: readonly ByteRange[],
  ): Promise<readonly FilePart[] | null | 'not to be cut'> {
    try {
      const cut = await this.readRanges(start, ranges);
      if (cut === null || cut.isWhole) return cut?.parts ?? null;
      dropParts(cut.parts);
    } catch (error) {
      // A part that begins inside quotes may find none that is closed.
      if (!(error instanceof GausslineError && error.code === 'csv/unclosed-quote')) throw error;
    }
    return 'not to be cut';
  }

  private async readRanges(start: FileStart, ranges: readonly ByteRange[]): Promise<PartsRead> {
    const { path, model } = this.order;
    const { names } = start.plan;
    const { frame, wantsLow }: Ahead =
      model === undefined ? NOTHING_AHEAD : await lookAhead(start.head, model, this.rowsOf(start));
    const plan = { ...start.plan.plan, wantsLow };
    const keepBytes = this.bytesOf(start) * (wantsLow ? 2 : 1) > this.order.budget ? 0 : this.order.budget;
    const order = { path, plan, names, ranges, keepBytes, frame };
    return readParts(order, this.readers.threads.take(ranges.length), this.readers.work);
  }

  /** About how many rows the file has. */
  private rowsOf({ head, headBytes }: FileStart): number {
    return headBytes === 0 ? 0 : (this.order.source.size! * head.rowCount) / headBytes;
  }

  /** About how many bytes all values of the file take. */
  private bytesOf(start: FileStart): number {
    return this.rowsOf(start) * start.head.columns.reduce((sum, column) => sum + bytesOfValue(column), 0);
  }

  private async tableOf(
    { plan, head }: FileStart,
    columns: readonly ReadColumn[],
    read: FileRead,
  ): Promise<Table> {
    const { source, reading } = this.order;
    if (read.tally.rowCount === 0) throw headerOnly(source.name);
    const { checkpoint } = this.readers.work;
    const warnings = await windows1252Warnings(source, plan.plan.guess.dialect, { ...reading, checkpoint });
    const blocks = (k: number) => {
      const column = head.columns[k]!;
      return { numbers: column.kind === 'number' ? column.blocks : [], codes: [], lows: [] };
    };
    const whole = { name: source.name, plan, columns, ...read };
    return assembleTable(whole, { blocks, kinds: reading.kinds, warnings });
  }
}

/** Cut are encodings in which the byte of a line break is nothing else, and files whose quotes are where they should be. */
function canBeCut({ plan, hasLongRows }: FileStart): boolean {
  const { dialect, table } = plan.plan.guess;
  return !dialect.encoding.startsWith('utf-16') && table.layout.endLine === null && !hasLongRows;
}

/** The plan with what turned out otherwise; null where nothing did. */
function betterTable(table: TablePlan, columns: readonly ReadColumn[]): TablePlan | null {
  const better = columns.map(betterPlan);
  if (better.every((plan) => plan === undefined)) return null;
  const guesses = columns.map(({ plan, firstOdd }, k) => ({ plan: better[k] ?? plan, firstOdd }));
  return { ...table, columns: guesses, plan: { ...table.plan, columns: guesses.map(({ plan }) => plan) } };
}
