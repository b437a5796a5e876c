import type { Block } from '../../core/table/blockReader.js';
import type { NumberStore } from './numberStore.js';

type KeptBlock = { start: number; rowCount: number; columns: readonly (Float64Array | null)[] };

/** The columns of numbers of a part, block by block, as long as they fit into their share of memory. */
export class KeptNumbers {
  private blocks: KeptBlock[] = [];
  private byteCount = 0;
  private isOver = false;

  constructor(
    private readonly store: NumberStore,
    private readonly mostBytes: number,
  ) {}

  /** False once there was too much to keep: nothing is kept then. */
  get isWhole(): boolean {
    return !this.isOver;
  }

  get byteLength(): number {
    return this.isOver ? 0 : this.byteCount;
  }

  /** Copies a block. */
  add({ start, rowCount, columns }: Block): void {
    if (this.isOver) return;
    const numbers = columns.map((values) => (values instanceof Float64Array ? values : null));
    for (const values of numbers) this.byteCount += values?.byteLength ?? 0;
    if (this.byteCount > this.mostBytes) this.drop();
    else
      this.blocks.push({
        start,
        rowCount,
        columns: numbers.map((values) => values && this.store.copy(values)),
      });
  }

  [Symbol.iterator](): Iterator<KeptBlock> {
    return this.blocks[Symbol.iterator]();
  }

  /** Keeps nothing any more. */
  drop(): void {
    this.isOver = true;
    for (const { columns } of this.blocks) this.store.giveBack(columns.filter((values) => values !== null));
    this.blocks = [];
  }
}
