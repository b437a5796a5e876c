/** A kernel whose memory is handed out: all of it from `heapBase()` on belongs to whoever has the kernel. */
export type KernelOfMemory = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
};

type Run = { start: number; end: number };

const PAGE_BYTES = 1 << 16;
/** Cache lines, SIMD loads and views of numbers like what begins here. */
const ALIGNMENT = 64;
/** Addresses stay whole numbers of 32 bits with a sign; what is beyond has to stand elsewhere. */
const MOST_BYTES = 0x7fff_0000;

/** The memory of one kernel, handed out in pieces to several who use the kernel in turn, and taken back. */
export class KernelHeap {
  /** Free runs by address; neighbours are one. */
  private readonly free: Run[] = [];
  private end: number;

  /** @param leastGrowth growing makes all views of the memory void: in bytes that nobody touches it costs nothing more. */
  constructor(
    private readonly kernel: KernelOfMemory,
    private readonly leastGrowth = 0,
  ) {
    this.end = roundUp(kernel.heapBase());
    this.release({ start: this.end, end: kernel.memory.buffer.byteLength });
    this.end = kernel.memory.buffer.byteLength;
  }

  get buffer(): ArrayBuffer {
    return this.kernel.memory.buffer;
  }

  /** The address of so many bytes, whatever is in them; null where the kernel can have no more. */
  take(bytes: number): number | null {
    const size = roundUp(bytes);
    const found = this.placeOf(size);
    if (found < 0) return this.grow(size) ? this.take(bytes) : null;
    const run = this.free[found]!;
    const address = run.start;
    run.start += size;
    if (run.start === run.end) this.free.splice(found, 1);
    return address;
  }

  /** Takes back what was taken. */
  giveBack(address: number, bytes: number): void {
    this.release({ start: address, end: address + roundUp(bytes) });
  }

  /** Makes sure that so many bytes can be taken without the memory growing, if the kernel can have them. */
  spare(bytes: number): void {
    if (this.placeOf(bytes) < 0) this.grow(bytes);
  }

  private placeOf(size: number): number {
    return this.free.findIndex(({ start, end }) => end - start >= size);
  }

  private grow(size: number): boolean {
    const wanted = Math.max(size, Math.min(this.leastGrowth, MOST_BYTES - this.end));
    if (this.end + wanted > MOST_BYTES) return false;
    try {
      this.kernel.memory.grow(Math.ceil(wanted / PAGE_BYTES));
    } catch {
      // RangeError: the system gives no more.
      return false;
    }
    const start = this.end;
    this.end = this.buffer.byteLength;
    this.release({ start, end: this.end });
    return true;
  }

  private release({ start, end }: Run): void {
    const { free } = this;
    const next = free.findIndex((run) => run.start >= end);
    const place = next < 0 ? free.length : next;
    const [before, after] = [free[place - 1], free[place]];
    const run = { start, end };
    if (before?.end === start) run.start = before.start;
    if (after?.start === end) run.end = after.end;
    const first = run.start < start ? place - 1 : place;
    free.splice(first, place - first + (run.end > end ? 1 : 0), run);
  }
}

/** Bytes taken from a heap at a time. */
const CHUNK_BYTES = 1 << 19;

/** A part of a heap whose pieces go back together, when the next user begins. */
export class KernelArena {
  private chunks: Run[] = [];
  private next = 0;
  private end = 0;

  constructor(private readonly heap: KernelHeap) {}

  get buffer(): ArrayBuffer {
    return this.heap.buffer;
  }

  /**
   * The address of so many bytes, whatever is in them.
   *
   * @throws RangeError where the kernel can have no more.
   */
  take(bytes: number): number {
    if (this.next + bytes > this.end) this.addChunk(Math.max(bytes, CHUNK_BYTES));
    const address = this.next;
    this.next = roundUp(address + bytes);
    return address;
  }

  /** Gives everything back. */
  reset(): void {
    for (const { start, end } of this.chunks) this.heap.giveBack(start, end - start);
    this.chunks = [];
    this.next = this.end = 0;
  }

  private addChunk(bytes: number): void {
    const start = this.heap.take(bytes);
    if (start === null) throw new RangeError('The memory of a kernel is full.');
    this.next = start;
    this.end = start + roundUp(bytes);
    this.chunks.push({ start, end: this.end });
  }
}

/** All memory of a kernel that nobody else uses. */
export function ownArena(kernel: KernelOfMemory): KernelArena {
  return new KernelArena(new KernelHeap(kernel));
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
