/** What the compiled kernel offers for bytes of any kind, as `core` sees it. See `src/kernel/pieceHash.ts` and `ascii.ts`. */
export type ByteKernel = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  /** Mixes stripes of 64 bytes into the 16 words at `lanes`. */
  mixStripes(lanes: number, start: number, end: number): void;
  /** The address of the first byte from `start` on that is not ASCII, or `end`. */
  endOfAscii(start: number, end: number): number;
};
