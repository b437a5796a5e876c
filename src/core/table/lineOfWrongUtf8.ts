import type { Checkpoint } from '../checkpoint.js';
import type { ByteSource } from './byteSource.js';
import { meteredBytes } from './meteredBytes.js';
import { Utf8Check } from './utf8Check.js';

/** The physical line, 1-based, where a source stops being UTF-8; its last line where it never does. */
export async function lineOfWrongUtf8(source: ByteSource, checkpoint?: Checkpoint): Promise<number> {
  const check = new Utf8Check();
  let line = 1;
  let previous = 0;
  for await (const chunk of meteredBytes(source, { bytesRead: 0, rows: 0 }, checkpoint)) {
    const wrong = check.firstWrong(chunk);
    const end = wrong < 0 ? chunk.length : wrong;
    for (let position = 0; position < end; position++) {
      const byte = chunk[position]!;
      if (byte === 13 || (byte === 10 && previous !== 13)) line++;
      previous = byte;
    }
    if (wrong >= 0) break;
  }
  return line;
}
