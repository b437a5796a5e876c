import type { FitReport } from '../core/report.js';
import { isFitReport } from './reportShape.js';
import type { Shape } from './shape.js';

/** Above this many characters nothing is kept: VS Code stores it with the window's state. */
const MAX_CHARACTERS = 4_000_000;

type ArrayName = 'Float64Array' | 'Uint32Array';
/** How what JSON cannot hold is written: an array's bytes in base64, a number that is not finite by its name. */
type Tagged = { $array: ArrayName; base64: string } | { $number: string };

/**
 * A report as JSON text, for a panel's saved state. Numbers come back bit for bit, NaN, infinities and -0 included.
 *
 * @returns null when the text would be longer than 4 million characters.
 */
export function encodeReport(report: FitReport): string | null {
  return encodeKept(report);
}

/** The report in `text`, or null when it holds none: damaged, or of another version of Gaussline. */
export function decodeReport(text: string): FitReport | null {
  return decodeKept(text, isFitReport);
}

/** Plain data with typed arrays as JSON text, as `encodeReport` does it. */
export function encodeKept(value: object): string | null {
  if (arrayBytes(value) * (4 / 3) > MAX_CHARACTERS) return null;
  const text = JSON.stringify(value, (_key, item: unknown) => tag(item));
  return text.length > MAX_CHARACTERS ? null : text;
}

/** What `encodeKept` wrote, or null where it has not the shape. */
export function decodeKept<T>(text: string, isRight: Shape<T>): T | null {
  if (text.length > MAX_CHARACTERS) return null;
  try {
    const value: unknown = JSON.parse(text, (_key, item: unknown) => untag(item));
    return isRight(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError || isBadBase64(error)) return null;
    throw error;
  }
}

function tag(value: unknown): unknown {
  if (value instanceof Float64Array) return tagArray('Float64Array', value);
  if (value instanceof Uint32Array) return tagArray('Uint32Array', value);
  if (typeof value !== 'number') return value;
  if (Object.is(value, -0)) return { $number: '-0' } satisfies Tagged;
  return Number.isFinite(value) ? value : ({ $number: String(value) } satisfies Tagged);
}

function tagArray(name: ArrayName, array: Float64Array | Uint32Array): Tagged {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return { $array: name, base64: toBase64(bytes) };
}

function untag(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { $array, $number, base64 } = value as Partial<Record<'$array' | '$number' | 'base64', unknown>>;
  if (typeof $number === 'string') return Number($number);
  if (typeof base64 !== 'string') return value;
  if ($array === 'Float64Array') return new Float64Array(fromBase64(base64));
  if ($array === 'Uint32Array') return new Uint32Array(fromBase64(base64));
  return value;
}

function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // One call may not take more arguments than the engine's stack holds.
  for (let start = 0; start < bytes.length; start += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  return btoa(pieces.join(''));
}

/** @throws RangeError (from the array's constructor) where the length is no multiple of an element's. */
function fromBase64(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes.buffer;
}

/** `atob` throws a `DOMException`, which is no class in every engine's type library. */
function isBadBase64(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidCharacterError';
}

function arrayBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + arrayBytes(item), 0);
}
