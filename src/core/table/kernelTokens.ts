import type { Dialect } from './dialect.js';
import type { KernelMemory } from './kernelMemory.js';
import { MissingTokens } from './missingTokens.js';
import { NumberReader } from './numberReader.js';
import type { ScanKernel } from './scanKernel.js';

/** The kernel compares tokens of so many bytes. */
const MOST_BYTES = 8;

const encoder = new TextEncoder();

/** Has the kernel know how the header begins, which a file may repeat among its rows. */
export function kernelHeader(kernel: ScanKernel, cells: readonly string[] | undefined): void {
  const bytes = encoder.encode(cells?.[0] ?? '').subarray(0, MOST_BYTES + 1);
  const length = Math.min(bytes.length, MOST_BYTES);
  let word = 0n;
  for (let index = length - 1; index >= 0; index--) word = (word << 8n) | BigInt(bytes[index]!);
  kernel.setHeader(word, (1n << BigInt(8 * length)) - 1n, bytes.length > MOST_BYTES ? 0 : length);
}

/** Has the kernel know the missing tokens of a dialect; it leaves to the caller what it cannot tell by them. */
export function kernelTokens(memory: KernelMemory, kernel: ScanKernel, dialect: Dialect): void {
  const missing = new MissingTokens(dialect.missingTokens, new NumberReader(dialect));
  const tokens = dialect.missingTokens.map((token) => token.trim().toLowerCase());
  const bytes = tokens.map((token) => encoder.encode(token));
  const plain = bytes.filter(
    (token) => token.length > 0 && token.length <= MOST_BYTES && token.every((byte) => byte < 0x80),
  );
  // The sign of kelvin is a capital k of its own, outside ASCII.
  const hasOdd =
    plain.length < bytes.filter(({ length }) => length > 0).length ||
    tokens.some((token) => token.includes('k'));
  const address = memory.allocate(Math.max(1, plain.length) * MOST_BYTES);
  memory.bytes.fill(0, address, address + plain.length * MOST_BYTES);
  for (const [index, token] of plain.entries()) memory.bytes.set(token, address + index * MOST_BYTES);
  kernel.setTokens(address, plain.length, missing.mostBytes, hasOdd);
  kernel.setNumberTokens(missing.includeNumbers);
}
