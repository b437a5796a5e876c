import { GausslineError } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import type { Dialect } from './dialect.js';
import { type DialectGuess, guessDialect } from './guessDialect.js';
import { guessEncoding } from './guessEncoding.js';
import { firstBytes } from './meteredBytes.js';

const SAMPLE_BYTES = 1 << 18;
const BINARY_CHECKED_BYTES = 1 << 16;

/**
 * Guesses from the first 256 KB of a source what `asked` leaves open.
 *
 * @throws GausslineError `csv/binary`, `settings/invalid`; whatever the source throws.
 */
export async function guessSource(source: ByteSource, asked: Partial<Dialect>): Promise<DialectGuess> {
  const bytes = await firstBytes(source, SAMPLE_BYTES);
  checkIsText(source.name, bytes, asked);
  return guessDialect({ bytes, isWhole: bytes.length < SAMPLE_BYTES }, asked);
}

function checkIsText(name: string, sample: Uint8Array, asked: Partial<Dialect>): void {
  const zero = sample.subarray(0, BINARY_CHECKED_BYTES).indexOf(0);
  if (zero < 0) return;
  const encoding = asked.encoding ?? guessEncoding(sample);
  if (encoding.startsWith('utf-16')) return;
  throw new GausslineError(
    'csv/binary',
    `\`${name}\` is not text: a zero byte at offset ${zero}, where a CSV has only characters.`,
    'Open a file of text, or export the data as CSV first.',
  );
}
