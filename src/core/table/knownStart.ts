import type { ByteSource } from './byteSource.js';

/** A source whose first bytes are known: who looks at them again and again opens nothing. */
export function withKnownStart(source: ByteSource, start: Uint8Array): ByteSource {
  const { name, size } = source;
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
