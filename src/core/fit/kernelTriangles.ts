import type { FitKernel } from './fitKernel.js';
import type { KernelMemory } from './kernelMemory.js';
import type { Triangle } from './triangle.js';

/** Triangles that wait for others of 2^k blocks: no part has more. */
const MOST_PENDING = 24;
/** Fewer where they are larger than this together, and rows are few. */
const AT_ONCE_BYTES = 1 << 22;

/** Room for so many rows of all columns at a time. */
type Room = { width: number; chunk: number; rows: { address: number; stride: number } };

/** Triangles of blocks in the kernel's memory, merged in pairs as in `TriangleTree`. */
export class KernelTriangles {
  private readonly pending: { address: number; height: number }[] = [];
  private readonly free: number[] = [];
  private rowCount = 0;

  constructor(
    private readonly kernel: FitKernel,
    private readonly memory: KernelMemory,
    private readonly room: Room,
  ) {
    // Taken before the first block: memory that grows makes views of the block at hand void.
    const size = room.width ** 2 * 8;
    const count = Math.min(MOST_PENDING, Math.ceil(AT_ONCE_BYTES / size));
    for (let k = 0; k < count; k++) this.free.push(memory.reserve(size));
  }

  /** The address of a triangle of no rows. */
  begin(): number {
    const size = this.room.width ** 2;
    const address = this.free.pop() ?? this.memory.reserve(size * 8);
    this.memory.numbers(address, size).fill(0);
    return address;
  }

  /** Takes a triangle that was begun and has absorbed so many rows. */
  add(triangle: number, rowCount: number): void {
    let added = { address: triangle, height: 0 };
    while (this.pending.at(-1)?.height === added.height) {
      const before = this.pending.pop()!;
      this.merge(before.address, added.address);
      added = { address: before.address, height: added.height + 1 };
    }
    this.pending.push(added);
    this.rowCount += rowCount;
  }

  /** The triangle of all rows; nothing can be added any more. */
  result(): Triangle {
    while (this.pending.length > 1) {
      const last = this.pending.pop()!;
      this.merge(this.pending.at(-1)!.address, last.address);
    }
    const { width } = this.room;
    const values = new Float64Array(width * width);
    const address = this.pending[0]?.address;
    if (address !== undefined) {
      const rows = this.memory.numbers(address, width * width);
      for (let i = 0; i < width; i++)
        for (let j = i; j < width; j++) values[j * width + i] = rows[i * width + j]!;
    }
    return { width, values, rowCount: this.rowCount };
  }

  private merge(first: number, second: number): void {
    const { width, chunk, rows } = this.room;
    this.kernel.mergeTriangles(first, second, width, rows.address, rows.stride, chunk);
    this.free.push(second);
  }
}
