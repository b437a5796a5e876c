import type { KernelMemory } from './kernelMemory.js';
import type { ScanKernel } from './scanKernel.js';

const FIRST_CAPACITY = 16;
const ENTRY_BYTES = 32;
/** The more is free, the more often a text is found at the first look, and no other number of looks comes at random. */
const MOST_FILLED = 1 / 4;
/** Of a text so many bytes stand in its entry; longer ones need a place of their own. */
const INLINE_BYTES = 16;
/** The kernel reads a little beyond a text. */
const MARGIN = 16;

/** The texts of a column whose codes the kernel knows. */
export class KernelCodes {
  private capacity = FIRST_CAPACITY;
  private address: number;
  private count = 0;

  /** @param info the address of what the kernel knows of the column. */
  constructor(
    private readonly memory: KernelMemory,
    private readonly kernel: ScanKernel,
    private readonly info: number,
  ) {
    this.address = this.cleared(FIRST_CAPACITY);
    this.tell();
  }

  /** Has the kernel know the code of the text from `start` up to `end`. */
  insert(start: number, end: number, form: number, code: number): void {
    if (MOST_FILLED * this.capacity <= this.count) this.grow();
    const from = end - start > INLINE_BYTES ? this.kept(start, end) : start;
    this.kernel.insertCode(this.address, this.capacity, from, from + end - start, form, code);
    this.count++;
  }

  private kept(start: number, end: number): number {
    const address = this.memory.allocate(end - start + MARGIN);
    this.memory.bytes.copyWithin(address, start, end);
    return address;
  }

  private grow(): void {
    const capacity = this.capacity * 4;
    const address = this.cleared(capacity);
    this.kernel.moveCodes(this.address, this.capacity, address, capacity);
    this.address = address;
    this.capacity = capacity;
    this.tell();
  }

  private cleared(capacity: number): number {
    const address = this.memory.allocate(capacity * ENTRY_BYTES);
    this.memory.bytes.fill(0, address, address + capacity * ENTRY_BYTES);
    return address;
  }

  private tell(): void {
    const { words } = this.memory;
    words[(this.info >> 2) + 1] = this.address;
    words[(this.info >> 2) + 2] = this.capacity;
  }
}
