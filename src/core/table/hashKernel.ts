/** What the compiled kernel offers for fingerprints, as `core` sees it. See `src/kernel/pieceHash.ts`. */
export type HashKernel = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  /** Mixes stripes of 64 bytes into the 16 words at `lanes`. */
  mixStripes(lanes: number, start: number, end: number): void;
};
