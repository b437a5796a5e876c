import type { KernelMemory } from './kernelMemory.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** Bytes that the kernel may read beyond what it looks at, on both sides. */
const MARGIN = 64;
/** A record may not be longer: beyond it lies a quote that was never closed, not a record. */
const MOST_BYTES = 1 << 27;

/** The bytes that wait to be scanned, in the kernel's memory. */
export class KernelWindow {
  start: number;
  /** Behind the last byte there is. */
  end: number;
  private size: number;

  constructor(
    private readonly memory: KernelMemory,
    size: number,
  ) {
    this.size = Math.max(size, MARGIN);
    this.start = this.end = memory.allocate(this.size + 2 * MARGIN) + MARGIN;
  }

  get isFull(): boolean {
    return this.end - this.start === this.size;
  }

  /** Room for so many bytes behind those that are here; null where there is less. */
  roomFor(bytes: number): Uint8Array | null {
    const { end } = this;
    return this.start + this.size - end < bytes ? null : this.memory.bytes.subarray(end, end + bytes);
  }

  /** Takes a chunk that was put into the room for it, or a part of one; false for any other. */
  take({ buffer, byteOffset, length }: Uint8Array): boolean {
    const { memory, start, end, size } = this;
    if (buffer !== memory.buffer || byteOffset < end || byteOffset + length > start + size) return false;
    if (byteOffset > end) memory.bytes.copyWithin(end, byteOffset, byteOffset + length);
    this.end += length;
    return true;
  }

  /** Takes as much of a chunk as there is room for; returns how much that is. */
  fill(chunk: Uint8Array): number {
    const piece = chunk.subarray(0, this.size - (this.end - this.start));
    this.memory.bytes.set(piece, this.end);
    this.end += piece.length;
    return piece.length;
  }

  /**
   * Behind the last line break of the window, `start` where there is none. The last bytes of a file get a line break
   * of their own where they have none; it is not counted in `end`.
   */
  wholeLinesEnd(isLast: boolean): number {
    const { memory, start, end } = this;
    const { bytes } = memory;
    if (isLast) {
      const isEnded = end > start && (bytes[end - 1] === LINE_FEED || bytes[end - 1] === CARRIAGE_RETURN);
      bytes[end] = isEnded ? 0 : LINE_FEED;
      return start === end || isEnded ? end : end + 1;
    }
    const feed = bytes.subarray(start, end).lastIndexOf(LINE_FEED);
    if (feed >= 0) return start + feed + 1;
    // What follows a return at the very end decides whether it is the break.
    return start + bytes.subarray(start, end - 1).lastIndexOf(CARRIAGE_RETURN) + 1;
  }

  /** Lets go of the bytes before `position`. */
  keepFrom(position: number): void {
    const from = Math.min(position, this.end);
    this.memory.bytes.copyWithin(this.start, from, this.end);
    this.end -= from - this.start;
  }

  /** Makes room for a record that does not fit; false where it is too long. */
  widen(): boolean {
    if (this.size >= MOST_BYTES) return false;
    const { start, end } = this;
    this.size *= 2;
    this.start = this.memory.allocate(this.size + 2 * MARGIN) + MARGIN;
    this.memory.bytes.copyWithin(this.start, start, end);
    this.end = this.start + end - start;
    return true;
  }
}
