import type { ByteSource } from './byteSource.js';
import { firstBytes } from './meteredBytes.js';

/** A source whose first `length` bytes are read once, now: who looks at them again and again opens nothing. */
export async function withKnownStart(source: ByteSource, length: number): Promise<ByteSource> {
  const { name, size } = source;
  const start = await firstBytes(source, length);
  return {
    ...{ name, size },
    async *open() {
      yield start;
      let toSkip = start.length;
      for await (const chunk of source.open()) {
        const rest = chunk.subarray(toSkip);
        toSkip -= chunk.length - rest.length;
        if (rest.length > 0) yield rest;
      }
    },
  };
}
