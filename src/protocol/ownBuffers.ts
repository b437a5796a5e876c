/**
 * The buffers that plain data has for itself, each once: they may be given away with a message instead of copied. A view
 * of a part of a buffer shares it with others, who would lose their bytes, so that one is left out.
 */
export function ownBuffers(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (!ArrayBuffer.isView(value)) {
    for (const part of Object.values(value)) collect(part, found);
    return;
  }
  const { buffer, byteLength } = value;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) found.add(buffer);
}
