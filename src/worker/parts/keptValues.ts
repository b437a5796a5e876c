import type { KernelHeap } from '../../core/kernelHeap.js';
import type { Block } from '../../core/table/blockReader.js';
import type { ValueStore } from './valueStore.js';

/** A block whose values stay. */
export type KeptBlock = Pick<Block, 'start' | 'rowCount' | 'columns' | 'lows' | 'facts'>;

/** Where the values of blocks may stay: in the memory of the kernel that reads them, or elsewhere as copies. */
export type ValueRoom = { heap: KernelHeap; store: ValueStore };

/** Free memory that whoever works on a block may take without the memory growing under it. */
const SPARE_BYTES = 1 << 25;
/** Places in the kernel's memory have room for numbers in all columns: they are not used where less than this is kept. */
const LEAST_FILLED = 0.7;

/** The values of a part, block by block, as long as they fit into their share of memory. */
export class KeptValues {
  private blocks: KeptBlock[] = [];
  private places: { address: number; bytes: number }[] = [];
  /** Where the next block stands, while it is not known whether it stays. */
  private next: { address: number; bytes: number } | null = null;
  private byteCount = 0;
  private isOver = false;
  private isFilled = true;

  constructor(
    private readonly room: ValueRoom,
    private readonly mostBytes: number,
  ) {}

  /** False once there was too much to keep: nothing is kept then. */
  get isWhole(): boolean {
    return !this.isOver;
  }

  get byteLength(): number {
    return this.isOver ? 0 : this.byteCount;
  }

  /** A place for the next block of so many bytes where it can stay; null: it has to be copied, or is not kept. */
  nextPlace(bytes: number): number | null {
    const { heap } = this.room;
    heap.spare(SPARE_BYTES);
    const canStay = !this.isOver && this.isFilled && this.byteCount + bytes <= this.mostBytes;
    if (!canStay || this.next?.bytes !== bytes) this.end();
    if (!canStay) return null;
    const address = this.next?.address ?? heap.take(bytes);
    this.next = address === null ? null : { address, bytes };
    return address;
  }

  /** Keeps a block: where it is, if that is the place it was given, or else a copy. */
  add(block: Block): void {
    if (this.isOver) return;
    const { start, rowCount, columns, lows, facts } = block;
    const bytes = bytesOf(columns) + (lows === null ? 0 : bytesOf(lows));
    const isInPlace = this.isInPlace(columns);
    this.byteCount += isInPlace ? this.next!.bytes : bytes;
    if (this.byteCount > this.mostBytes) this.keepNothing();
    else if (isInPlace) {
      this.isFilled = bytes >= LEAST_FILLED * this.next!.bytes;
      this.places.push(this.next!);
      this.next = null;
      this.blocks.push(block);
    } else {
      const { store } = this.room;
      const copies = { columns: store.copies(columns), lows: lows && store.copies(lows) };
      this.blocks.push({ start, rowCount, ...copies, ...(facts && { facts }) });
    }
  }

  /** Says that no block follows, or none that may stay where it is. */
  end(): void {
    if (this.next !== null) this.room.heap.giveBack(this.next.address, this.next.bytes);
    this.next = null;
  }

  [Symbol.iterator](): Iterator<KeptBlock> {
    return this.blocks[Symbol.iterator]();
  }

  /** Keeps nothing any more. */
  drop(): void {
    this.end();
    this.keepNothing();
  }

  /** The block at hand may still be looked at. */
  private keepNothing(): void {
    this.isOver = true;
    const { heap, store } = this.room;
    for (const { address, bytes } of this.places) heap.giveBack(address, bytes);
    for (const { columns, lows } of this.blocks) {
      if (columns.some((values) => values?.buffer === heap.buffer)) continue;
      store.giveBack(columns);
      if (lows !== null) store.giveBack(lows);
    }
    this.blocks = [];
    this.places = [];
  }

  private isInPlace(columns: Block['columns']): boolean {
    const { next, room } = this;
    const values = columns.find((column) => column !== null);
    if (next === null || !values || values.buffer !== room.heap.buffer) return false;
    return values.byteOffset >= next.address && values.byteOffset < next.address + next.bytes;
  }
}

function bytesOf(columns: Block['columns']): number {
  let byteCount = 0;
  for (const values of columns) if (values !== null) byteCount += values.byteLength;
  return byteCount;
}
