import type { Smoother } from '../../core/buildReport.js';
import type { RowPart } from '../../core/fit/rowPart.js';
import type { DesignColumn } from '../../core/model/designColumn.js';
import { mergedCodes } from '../../core/table/columnTally.js';
import { BLOCK_ROWS, type Column, type Table } from '../../core/table/table.js';
import type { Work } from '../work.js';
import { type FilePart, rowPartOf } from './filePart.js';
import { glanceAt, lookAhead, type WantedModel } from './fileStart.js';
import { dropParts } from './readParts.js';
import { together } from './together.js';

/** A file whose rows lie in parts, in other threads. */
export class PartedFile {
  readonly isWhole = false;
  private holders = 1;

  /** @param head the first rows; `table` has the facts of all rows, but the values of these only */
  constructor(
    readonly table: Table,
    private readonly head: Table,
    private readonly parts: readonly FilePart[],
  ) {}

  get rowsBefore(): readonly number[] {
    let rows = 0;
    return this.parts.map(({ read }) => {
      const before = rows;
      rows += read.tally.rowCount;
      return before;
    });
  }

  /** True when a part went down with its thread. */
  get isLost(): boolean {
    return this.parts.some(({ thread }) => thread.isLost);
  }

  /** True when a fit of this model wants low words, and these were not read. */
  async lacksLowWords(model: WantedModel): Promise<boolean> {
    if (this.parts.every(({ hasLowWords }) => hasLowWords)) return false;
    return (await lookAhead(this.head, model, this.table.rowCount)).wantsLow;
  }

  /** Asks all parts something; see `together`. */
  ask<T>(work: Work, question: (parts: readonly RowPart[]) => Promise<T>): Promise<T> {
    return together(this.parts, work, (signal) => {
      const [first, ...others] = this.parts.map((part) => rowPartOf(part, signal));
      return question([{ ...first!, glance: (columns) => this.glance(columns, first!) }, ...others]);
    });
  }

  /** The threads of the parts by turns: they have nothing else to do by then. */
  smoother({ signal }: Work): Smoother {
    let turn = 0;
    return (x, y) => {
      const { thread } = this.parts[turn++ % this.parts.length]!;
      return thread.call('smooth', { x, y }, signal);
    };
  }

  /** The table with all values of some columns, here. */
  async whole(asked: readonly string[], work: Work): Promise<Table> {
    const names = [...new Set(asked)];
    const values = await together(this.parts, work, (signal) =>
      Promise.all(this.parts.map(({ id, thread }) => thread.call('values', { id, columns: names }, signal))),
    );
    const valuesOf = (name: string) => values.map((part) => part[names.indexOf(name)]!);
    const columns = this.table.columns.map((column, k): Column => {
      if (!names.includes(column.name) || column.kind === 'ignored') return column;
      const found = valuesOf(column.name);
      return column.kind === 'number'
        ? { ...column, blocks: numberBlocks(found as Float64Array[]) }
        : { ...column, blocks: codeBlocks(this.merged(found as Int32Array[], k, column.levels)) };
    });
    return { ...this.table, columns };
  }

  /** Codes of each part's own levels as those of the table's. */
  private merged(codes: readonly Int32Array[], k: number, levels: readonly string[]): Int32Array[] {
    return codes.map((part, i) => {
      const merged = mergedCodes(levels, this.parts[i]!.read.tally.columns[k]!.levels);
      return part.map((code) => (code < 0 ? code : merged[code]!));
    });
  }

  /** Bytes of memory that the rows take, in all threads. */
  get byteCount(): number {
    return this.table.lines.byteLength + this.parts.reduce((sum, { read }) => sum + read.keptBytes, 0);
  }

  hold(): void {
    this.holders++;
  }

  /** Lets the parts go when nobody holds the file any more. */
  release(): void {
    if (--this.holders === 0) dropParts(this.parts);
  }

  /** By the first rows, so that the same file gives the same frame however it is read. */
  private async glance(columns: readonly DesignColumn[], first: RowPart): ReturnType<RowPart['glance']> {
    return (await glanceAt(this.head, columns)) ?? first.glance(columns);
  }
}

function numberBlocks(parts: readonly Float64Array[]): Float64Array[] {
  return blocksOf(filled(new Float64Array(lengthOf(parts)), parts));
}

function codeBlocks(parts: readonly Int32Array[]): Int32Array[] {
  return blocksOf(filled(new Int32Array(lengthOf(parts)), parts));
}

function lengthOf(parts: readonly { length: number }[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** The values of all parts, one after another. */
function filled<T extends Float64Array | Int32Array>(whole: T, parts: readonly T[]): T {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The values of a column as its blocks. */
function blocksOf<T extends Float64Array | Int32Array>(whole: T): T[] {
  const blocks: T[] = [];
  for (let start = 0; start < whole.length; start += BLOCK_ROWS)
    blocks.push(whole.subarray(start, start + BLOCK_ROWS) as T);
  return blocks;
}
