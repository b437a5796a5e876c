/**
 * Bytes that can be read more than once: a wrong guess of the encoding starts again from the first byte.
 */
export type ByteSource = {
  /** File name, for messages. */
  readonly name: string;
  /** Size in bytes, undefined where it is not known. */
  readonly size: number | undefined;
  /** A fresh pass over all bytes, in chunks of any size. A chunk is valid only until the next one is asked for. */
  open(): AsyncIterable<Uint8Array>;
};

/** A source over bytes already in memory, handed out in chunks (tests pass a small `chunkSize`). */
export function memorySource(name: string, bytes: Uint8Array, chunkSize = 1 << 20): ByteSource {
  return {
    name,
    size: bytes.length,
    async *open() {
      for (let start = 0; start < bytes.length; start += chunkSize)
        yield bytes.subarray(start, start + chunkSize);
    },
  };
}
