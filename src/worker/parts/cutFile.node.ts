import { promises } from 'node:fs';
import type { ByteRange } from './partContract.js';

/** A line break is looked for in so many bytes; where there is none, the file is not cut. */
const LOOKED_AT_BYTES = 1 << 16;
const NEW_LINE = 10;

/**
 * Cuts a file into ranges of about the same size that end with a line. A line break may turn out to lie inside quotes:
 * then the part before it does not end with a record, and the cut was wrong.
 */
export async function cutFile(path: string, size: number, count: number): Promise<ByteRange[]> {
  const handle = await promises.open(path, 'r');
  try {
    const borders = [0];
    const buffer = new Uint8Array(LOOKED_AT_BYTES);
    for (let part = 1; part < count; part++) {
      const near = Math.floor((size * part) / count);
      const { bytesRead } = await handle.read(buffer, 0, LOOKED_AT_BYTES, near);
      const end = buffer.subarray(0, bytesRead).indexOf(NEW_LINE);
      if (end >= 0 && near + end + 1 < size) borders.push(near + end + 1);
    }
    const distinct = [...new Set(borders)];
    return distinct.map((from, part) => ({ from, to: distinct[part + 1] ?? size }));
  } finally {
    await handle.close();
  }
}
