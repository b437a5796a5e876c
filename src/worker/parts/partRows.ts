import type { Checkpoint } from '../../core/checkpoint.js';
import type { FileBlock, FileRows } from '../../core/fit/fileRows.js';
import type { FitKernel } from '../../core/fit/fitKernel.js';
import { textOfOddCell } from '../../core/fit/tableRows.js';
import type { SmoothKernel } from '../../core/judge/kernelSmooth.js';
import type { KernelArena, KernelHeap } from '../../core/kernelHeap.js';
import type { Block, BlockReader, PartTally } from '../../core/table/blockReader.js';
import type { ByteKernel } from '../../core/table/byteKernel.js';
import type { LineIndex } from '../../core/table/lineIndex.js';
import { isOddAt } from '../../core/table/oddValue.js';
import type { ScanKernel } from '../../core/table/scanKernel.js';
import type { OddCell } from '../../core/table/table.js';
import { changedBetweenPasses } from '../fileSource.node.js';
import { BytePass } from './bytePass.js';
import { type KeptBlock, KeptValues } from './keptValues.js';
import type { ColumnValues, PartOrder } from './partContract.js';
import type { ValueStore } from './valueStore.js';

/** What the parts of a thread share, one after another. */
export type PartTools = {
  /** Reads, and computes with what it has read where that stands. */
  kernel: ByteKernel & ScanKernel & FitKernel & SmoothKernel;
  /** The memory of `kernel`, and what of it is for reading. */
  heap: KernelHeap;
  readArena: KernelArena;
  /** For values that are kept elsewhere. */
  store: ValueStore;
};

/** What the first pass over a part finds. */
type FirstPass = { tally: PartTally; lines: LineIndex; byteCount: number; hashes: number[] };

/** The rows of a part of a file: read when they are first asked for, and again whenever there was no room for them. */
export class PartRows {
  private first: FirstPass | undefined;
  private readonly kept: KeptValues;

  constructor(
    private readonly order: PartOrder,
    private readonly tools: PartTools,
  ) {
    this.kept = new KeptValues(tools, order.keepBytes);
  }

  /** What the first pass has found; there has been one. */
  get found(): FirstPass {
    if (this.first === undefined) throw new Error('No pass over the part has come to its end.');
    return this.first;
  }

  /** Bytes of the numbers in memory. */
  get keptBytes(): number {
    return this.kept.byteLength;
  }

  /** The rows as a fit asks them; `checkpoint` is called as bytes are read. */
  source(checkpoint: Checkpoint): FileRows {
    const pass = new Pass(this.first?.lines);
    return {
      blocks: (columns) => this.blocks(columns, pass, checkpoint),
      levels: (column) => pass.levels(this.indexOf(column), this.first?.tally),
      oddCell: (column, row) => pass.oddCell(this.indexOf(column), row, this.first?.tally),
      lines: {
        firstLine: (row) => pass.lines.firstLine(row),
        lastLine: (row) => pass.lines.lastLine(row),
      },
      lineCount: () => this.found.tally.nextLine - 1,
    };
  }

  /** The first pass, for nobody in particular. */
  async readAll(checkpoint: Checkpoint): Promise<void> {
    for await (const _ of this.source(checkpoint).blocks([]));
  }

  /** All values of some columns. */
  async values(columns: readonly string[], checkpoint: Checkpoint): Promise<ColumnValues[]> {
    const { rowCount } = this.found.tally;
    const isText = (column: string) => this.order.plan.columns[this.indexOf(column)]!.kind === 'text';
    const values = columns.map((name) =>
      isText(name) ? new Int32Array(rowCount) : new Float64Array(rowCount),
    );
    for await (const block of this.source(checkpoint).blocks(columns)) {
      for (const [k, column] of block.columns.entries())
        values[k]!.set(column.subarray(0, block.rowCount), block.start);
      await checkpoint({ rows: block.start + block.rowCount });
    }
    return values;
  }

  /** Frees the memory of the rows. */
  drop(): void {
    this.kept.drop();
  }

  private indexOf(column: string): number {
    return this.order.names.indexOf(column);
  }

  private blocks(
    columns: readonly string[],
    pass: Pass,
    checkpoint: Checkpoint,
  ): Iterable<FileBlock> | AsyncIterable<FileBlock> {
    const chosen = new ChosenBlocks(
      columns.map((column) => this.indexOf(column)),
      pass,
    );
    if (this.first !== undefined && this.kept.isWhole) return chosen.of(this.kept);
    const { kernel, readArena: arena } = this.tools;
    const isFirst = this.first === undefined;
    const nextBlock = (bytes: number) => (isFirst ? this.kept.nextPlace(bytes) : null);
    const bytes = new BytePass(this.order, { kernel, room: { arena, nextBlock } }, checkpoint);
    pass.reader = bytes.reader;
    return { [Symbol.asyncIterator]: () => new ReadBlocks(chosen, () => this.next(bytes), bytes) };
  }

  /** The next block of a pass over the bytes; kept where it is the first one to come to its end. */
  private async next(bytes: BytePass): Promise<Block | null> {
    const block = await bytes.next();
    if (block === null) this.end(bytes);
    else if (this.first === undefined) this.kept.add(block);
    return block;
  }

  private end({ reader, byteCount, hashes }: BytePass): void {
    this.kept.end();
    if (this.first === undefined)
      this.first = { tally: reader.tally(), lines: reader.lines(), byteCount, hashes };
    else if (this.first.tally.rowCount !== reader.rowCount) throw changedBetweenPasses(this.order.path);
  }
}

/** Blocks with the columns that are asked for. */
class ChosenBlocks {
  constructor(
    private readonly indices: readonly number[],
    private readonly pass: Pass,
  ) {}

  *of(blocks: Iterable<KeptBlock>): Generator<FileBlock> {
    for (const block of blocks) yield this.from(block);
  }

  from(block: KeptBlock): FileBlock {
    this.pass.block = block;
    const { start, rowCount, columns, lows, facts } = block;
    return {
      start,
      rowCount,
      columns: this.chosen(columns),
      lows: lows && this.chosen(lows),
      facts: facts && this.chosen(facts),
    };
  }

  private chosen<T>(all: readonly T[]): NonNullable<T>[] {
    const chosen: NonNullable<T>[] = [];
    for (const index of this.indices) chosen.push(all[index]!);
    return chosen;
  }
}

/** The blocks of a pass over the bytes, as a loop asks for them: see `BytePass` for why it is no generator. */
class ReadBlocks implements AsyncIterator<FileBlock, undefined> {
  constructor(
    private readonly chosen: ChosenBlocks,
    private readonly nextBlock: () => Promise<Block | null>,
    private readonly bytes: BytePass,
  ) {}

  async next(): Promise<IteratorResult<FileBlock, undefined>> {
    try {
      const block = await this.nextBlock();
      if (block !== null) return { done: false, value: this.chosen.from(block) };
    } catch (error) {
      this.bytes.close();
      throw error;
    }
    return this.return();
  }

  /** The end, or a loop that was left. */
  async return(): Promise<IteratorResult<FileBlock, undefined>> {
    this.bytes.close();
    return { done: true, value: undefined };
  }
}

/** What is known in the middle of a pass: the block at hand, and the lines of its rows. */
class Pass {
  reader: BlockReader | undefined;
  block: KeptBlock | undefined;
  private known: { rowCount: number; lines: LineIndex } | undefined;

  constructor(private readonly settled: LineIndex | undefined) {}

  /** The lines of all rows up to those of the block at hand. */
  get lines(): LineIndex {
    if (this.settled !== undefined) return this.settled;
    const { rowCount } = this.reader!;
    if (this.known?.rowCount !== rowCount) this.known = { rowCount, lines: this.reader!.lines() };
    return this.known!.lines;
  }

  levels(column: number, tally: PartTally | undefined): readonly string[] {
    return tally?.columns[column]?.levels ?? this.reader!.levels(column);
  }

  oddCell(column: number, row: number, tally: PartTally | undefined): string | null {
    const { start, columns } = this.block!;
    if (!isOddAt(columns[column] as Float64Array, row - start)) return null;
    const known = tally?.columns[column];
    const oddCells: readonly OddCell[] = known?.oddCells ?? this.reader!.oddCells(column);
    return textOfOddCell({ oddCells }, row) ?? '';
  }
}
