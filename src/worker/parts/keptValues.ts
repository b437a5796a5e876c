import type { Block } from '../../core/table/blockReader.js';
import type { ValueStore } from './valueStore.js';

/** A block whose values stay. */
export type KeptBlock = Pick<Block, 'start' | 'rowCount' | 'columns' | 'lows'>;

/** The values of a part, block by block, as long as they fit into their share of memory. */
export class KeptValues {
  private blocks: KeptBlock[] = [];
  private byteCount = 0;
  private isOver = false;

  constructor(
    private readonly store: ValueStore,
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
  add({ start, rowCount, columns, lows }: Block): void {
    if (this.isOver) return;
    this.byteCount += bytesOf(columns) + (lows === null ? 0 : bytesOf(lows));
    if (this.byteCount > this.mostBytes) this.drop();
    else {
      const { store } = this;
      this.blocks.push({
        ...{ start, rowCount, columns: store.copies(columns) },
        lows: lows && store.copies(lows),
      });
    }
  }

  [Symbol.iterator](): Iterator<KeptBlock> {
    return this.blocks[Symbol.iterator]();
  }

  /** Keeps nothing any more. */
  drop(): void {
    this.isOver = true;
    for (const { columns, lows } of this.blocks) {
      this.store.giveBack(columns);
      if (lows !== null) this.store.giveBack(lows);
    }
    this.blocks = [];
  }
}

function bytesOf(columns: Block['columns']): number {
  let byteCount = 0;
  for (const values of columns) if (values !== null) byteCount += values.byteLength;
  return byteCount;
}
