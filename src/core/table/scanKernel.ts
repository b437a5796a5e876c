/**
 * The part of the compiled kernel that scans CSV bytes, as `core` sees it: addresses are bytes in its memory, which the
 * caller owns from `heapBase()` on. One instance serves one reader at a time. See `src/kernel/scan.ts`.
 */
export type ScanKernel = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  setMarks(delimiter: number, quote: number): void;
  /** `powers`: 10^0 to 10^308, each as a double and the double nearest to the rest. */
  setDecimals(powers: number, mark: number, wantsLow: boolean): void;
  setTokens(tokens: number, count: number, mostBytes: number, hasOddTokens: boolean): void;
  setNumberTokens(hasNumberTokens: boolean): void;
  /** 16 bytes to a column: its mode, the address of its codes and their capacity. `stride`: bytes to a column's block. */
  setColumns(count: number, columns: number, blocks: number, stride: number, lowDistance: number): void;
  setLists(exceptions: number, capacity: number, lineJumps: number): void;
  /** The first bytes of a header, as 64 bits, which of those count, and the length of its first cell if that is all. */
  setHeader(bytes: bigint, bits: bigint, length: number): void;
  /** True where records of plain cells are rows even behind a blank line. */
  setSureNumbers(hasSureNumbers: boolean): void;
  startAt(line: number, expectedLine: number): void;
  /** Returns the row after the last one written. */
  scan(start: number, end: number, fromRow: number, toRow: number): number;
  scannedTo(): number;
  nextLine(): number;
  countOfExceptions(): number;
  countOfLineJumps(): number;
  insertCode(codes: number, capacity: number, start: number, end: number, form: number, code: number): void;
  moveCodes(from: number, capacity: number, to: number, newCapacity: number): void;
  /** Returns how many of `count` doubles are NaN, and knows the least and the greatest of the others. */
  lookThrough(address: number, count: number): number;
  leastValue(): number;
  greatestValue(): number;
};

/** What becomes of a column, as the kernel numbers it. */
export const MODE_NUMBER = 0;
export const MODE_CODE = 1;
export const MODE_SPAN = 2;
export const MODE_PRESENCE = 3;
export const MODE_IGNORED = 4;

/** Codes of cells that are no text seen before. */
export const MISSING_CODE = -1;
/** Presence of a cell that is no missing value: a text, or a number. */
export const PRESENT_TEXT = 0;
export const PRESENT_NUMBER = 1;
