import type { Checkpoint } from '../checkpoint.js';
import type { Warning } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { createDecoder } from './decoder.js';
import type { DialectGuess } from './guessDialect.js';
import { meteredBytes } from './meteredBytes.js';
import type { RecordBatch } from './recordFeed.js';
import { TableFeed } from './tableFeed.js';

/** Bytes between two checkpoints: thousands of short rows. */
const WINDOW_BYTES = 1 << 15;

/** What is made of the records; a batch is valid only while `take` runs. */
export type RecordMap<T> = {
  checkpoint?: Checkpoint | undefined;
  windowBytes?: number | undefined;
  take(batch: RecordBatch): readonly T[];
};

/**
 * What is made of the records of a table, the header left out, piece by piece and to be gone through once. Returns what
 * there is to say of the file.
 *
 * @throws GausslineError what `TableFeed` and the source throw; `cancelled` through the checkpoint.
 */
export async function* mapRecords<T>(
  source: ByteSource,
  guess: DialectGuess,
  { take, checkpoint, windowBytes = WINDOW_BYTES }: RecordMap<T>,
): AsyncGenerator<readonly T[], readonly Warning[]> {
  const { isOrdinary, names } = guess.table;
  let isHeader = isOrdinary ? guess.dialect.hasHeader : names !== undefined;
  const progress = { bytesRead: 0, rows: 0 };
  let waiting: T[] = [];
  const feed = new TableFeed(guess, windowBytes, (batch) => {
    // The header is a batch of its own.
    if (!isHeader) {
      waiting = waiting.concat(take(batch));
      progress.rows += batch.spans.recordCount;
    }
    isHeader = false;
  });
  const decoder = createDecoder(guess.dialect.encoding);
  let toSkip = guess.markLength;
  for await (const piece of meteredBytes(source, progress, checkpoint)) {
    const text = piece.subarray(toSkip);
    toSkip -= piece.length - text.length;
    const bytes = decoder.push(text);
    for (let start = 0; start < bytes.length; start += WINDOW_BYTES) {
      feed.push(bytes.subarray(start, start + WINDOW_BYTES));
      if (waiting.length > 0) yield waiting;
      waiting = [];
      await checkpoint?.({ ...progress });
    }
  }
  feed.push(decoder.finish());
  const warnings = feed.finish();
  if (waiting.length > 0) yield waiting;
  await checkpoint?.({ ...progress });
  return [...guess.warnings, ...warnings];
}
