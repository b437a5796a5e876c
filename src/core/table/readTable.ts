import type { Checkpoint } from '../checkpoint.js';
import { GausslineError, type Warning } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { createDecoder, NotUtf8 } from './decoder.js';
import type { Dialect } from './dialect.js';
import { Fingerprint } from './fingerprint.js';
import type { DialectGuess } from './guessDialect.js';
import { guessSource } from './guessSource.js';
import { lineOfWrongUtf8 } from './lineOfWrongUtf8.js';
import { meteredBytes } from './meteredBytes.js';
import type { Table } from './table.js';
import { TableBuilder } from './tableBuilder.js';
import { TableFeed } from './tableFeed.js';
import { windows1252Warning } from './tableWarnings.js';

export { fingerprintSource } from './fingerprint.js';

export type ReadOptions = {
  /** What is known of the dialect; the rest is guessed. */
  dialect?: Partial<Dialect>;
  /** Awaited after every 256 KB at most. Counts start again if the guess of the encoding proves wrong. */
  checkpoint?: Checkpoint;
  /** Bytes split into records at a time, 256 KB unless told; the table is the same for every value. */
  windowBytes?: number;
};

const WINDOW_BYTES = 1 << 18;

/**
 * Reads a CSV into typed columns in one pass, holding the columns and one window of bytes, never the file.
 *
 * @throws GausslineError `csv/empty`, `csv/header-only`, `csv/binary`; `csv/unclosed-quote` where a quote swallows
 * more than 128 MB; `settings/invalid`; `cancelled` through the checkpoint; whatever the source throws.
 */
export async function readTable(source: ByteSource, options: ReadOptions = {}): Promise<Table> {
  const guess = await guessSource(source, options.dialect ?? {});
  try {
    return await readAs(source, guess, options);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    const dialect: Dialect = { ...guess.dialect, encoding: 'windows-1252' };
    return await readAs(source, { ...guess, dialect }, options);
  }
}

/** @throws NotUtf8 where the dialect says UTF-8 and the bytes are not. */
async function readAs(source: ByteSource, guess: DialectGuess, options: ReadOptions): Promise<Table> {
  const progress = { bytesRead: 0, rows: 0 };
  const fingerprint = new Fingerprint();
  const builder = new TableBuilder(guess.dialect);
  const feed = new TableFeed(guess, options.windowBytes ?? WINDOW_BYTES, (batch) => {
    builder.add(batch);
    progress.rows = builder.rowCount;
  });
  const decoder = createDecoder(guess.dialect.encoding);
  let toSkip = guess.markLength;
  for await (const piece of meteredBytes(source, progress, options.checkpoint)) {
    fingerprint.add(piece);
    const text = piece.subarray(toSkip);
    toSkip -= piece.length - text.length;
    feed.push(decoder.push(text));
  }
  feed.push(decoder.finish());
  const repairs = feed.finish();
  checkHasRows(source.name, builder);
  const encodingWarnings = await windows1252Warnings(source, guess.dialect, options);
  const rows = builder.finish([...guess.warnings, ...encodingWarnings, ...repairs]);
  const read = { byteCount: progress.bytesRead, fingerprint: fingerprint.digest() };
  const layout = { ...guess.table.layout, endLine: feed.endLine };
  const { dialect, notes, firstCells } = guess;
  return { name: source.name, dialect, layout, notes, firstCells, ...rows, ...read };
}

/** Where the file is not what it should be: a second look at its bytes, up to the first that is not UTF-8. */
async function windows1252Warnings(
  source: ByteSource,
  { encoding }: Dialect,
  options: ReadOptions,
): Promise<Warning[]> {
  if (encoding !== 'windows-1252' || options.dialect?.encoding === 'windows-1252') return [];
  return [windows1252Warning(await lineOfWrongUtf8(source, options.checkpoint))];
}

function checkHasRows(name: string, builder: TableBuilder): void {
  if (!builder.hasRecords)
    throw new GausslineError(
      'csv/empty',
      `\`${name}\` is empty: it has no row, and a fit needs a header and some rows of numbers.`,
      'Add a header and rows, or open another file.',
    );
  if (builder.rowCount === 0)
    throw new GausslineError(
      'csv/header-only',
      `\`${name}\` has a header and no row below it; a fit needs some rows of numbers.`,
      'Add rows below the header, or open another file.',
    );
}
