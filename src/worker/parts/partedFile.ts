import type { RowPart } from '../../core/fit/rowPart.js';
import { BLOCK_ROWS, type Table } from '../../core/table/table.js';
import type { Work } from '../work.js';
import { type FilePart, rowPartOf } from './filePart.js';
import { glanceAt } from './fileStart.js';
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

  /** True when a part went down with its thread. */
  get isLost(): boolean {
    return this.parts.some(({ thread }) => thread.isLost);
  }

  /** Asks all parts something; see `together`. */
  ask<T>(work: Work, question: (parts: readonly RowPart[]) => Promise<T>): Promise<T> {
    return together(this.parts, work, (signal) => {
      const [first, ...others] = this.parts.map((part) => rowPartOf(part, signal));
      return question([{ ...first!, glance: (columns) => this.glance(columns, first!) }, ...others]);
    });
  }

  /** The table with all values of some columns of numbers, here. */
  async whole(columns: readonly string[], work: Work): Promise<Table> {
    const names = [...new Set(columns)];
    const values = await together(this.parts, work, (signal) =>
      Promise.all(this.parts.map(({ id, thread }) => thread.call('values', { id, columns: names }, signal))),
    );
    const blocks = new Map(names.map((name, k) => [name, blocksOf(values.map((part) => part[k]!))]));
    return {
      ...this.table,
      columns: this.table.columns.map((column) =>
        column.kind === 'number' ? { ...column, blocks: blocks.get(column.name) ?? [] } : column,
      ),
    };
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
  private async glance(columns: readonly string[], first: RowPart): ReturnType<RowPart['glance']> {
    return (await glanceAt(this.head, columns)) ?? first.glance(columns);
  }
}

/** The values of all parts as the blocks of one column. */
function blocksOf(parts: readonly Float64Array[]): Float64Array[] {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const blocks: Float64Array[] = [];
  for (let start = 0; start < whole.length; start += BLOCK_ROWS)
    blocks.push(whole.subarray(start, start + BLOCK_ROWS));
  return blocks;
}
