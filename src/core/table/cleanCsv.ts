import type { Checkpoint } from '../checkpoint.js';
import type { Warning } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { recordCells } from './cellText.js';
import { createDecoder } from './decoder.js';
import type { Encoding } from './dialect.js';
import type { DialectGuess } from './guessDialect.js';
import { guessSource } from './guessSource.js';
import { meteredBytes } from './meteredBytes.js';
import type { ReadOptions } from './readTable.js';
import type { RecordBatch } from './recordFeed.js';
import { TableFeed } from './tableFeed.js';
import { Utf8Check } from './utf8Check.js';
import { csvRecord } from './writeCsv.js';

const WINDOW_BYTES = 1 << 18;

/**
 * The table of a source in the plain form of RFC 4180: commas, `\n`, UTF-8, quotes only where needed; the header first
 * if the file has one, all records of one width, cells as text as they stand in the file. Chunk by chunk, never the
 * whole; nothing for an empty file. Returns what there is to say of the file.
 *
 * @throws GausslineError what `guessSource`, `TableFeed` and the source throw; `cancelled` through the checkpoint.
 */
export async function* cleanCsv(
  source: ByteSource,
  options: ReadOptions,
): AsyncGenerator<Uint8Array, readonly Warning[]> {
  const guess = await guessSource(source, options.dialect ?? {});
  const encoding = await provenEncoding(source, guess, options);
  return yield* cleanRecords(source, { ...guess, dialect: { ...guess.dialect, encoding } }, options);
}

/** The encoding of all bytes. What has gone out cannot be taken back, so that bytes beyond the sample are checked before anything does. */
export async function provenEncoding(
  source: ByteSource,
  { dialect, markLength }: DialectGuess,
  { checkpoint }: { checkpoint?: Checkpoint | undefined },
): Promise<Encoding> {
  if (dialect.encoding !== 'utf-8') return dialect.encoding;
  const check = new Utf8Check();
  let toSkip = markLength;
  for await (const piece of meteredBytes(source, { bytesRead: 0, rows: 0 }, checkpoint)) {
    const text = piece.subarray(toSkip);
    toSkip -= piece.length - text.length;
    if (check.firstWrong(text) >= 0) return 'windows-1252';
  }
  return check.isInsideCharacter ? 'windows-1252' : 'utf-8';
}

async function* cleanRecords(
  source: ByteSource,
  guess: DialectGuess,
  { checkpoint, windowBytes }: ReadOptions,
): AsyncGenerator<Uint8Array, readonly Warning[]> {
  const progress = { bytesRead: 0, rows: 0 };
  const lines = new CleanLines(guess.dialect.hasHeader);
  const feed = new TableFeed(guess, windowBytes ?? WINDOW_BYTES, (batch) => {
    lines.add(batch);
    progress.rows = lines.rowCount;
  });
  const decoder = createDecoder(guess.dialect.encoding);
  let toSkip = guess.markLength;
  for await (const piece of meteredBytes(source, progress, checkpoint)) {
    const text = piece.subarray(toSkip);
    toSkip -= piece.length - text.length;
    feed.push(decoder.push(text));
    if (lines.isWaiting) yield lines.take();
  }
  feed.push(decoder.finish());
  const warnings = feed.finish();
  if (lines.isWaiting) yield lines.take();
  // The rows of the last window are counted only now.
  await checkpoint?.({ ...progress });
  return [...guess.warnings, ...warnings];
}

/** Records as lines of plain CSV. */
class CleanLines {
  rowCount: number;
  private lines: string[] = [];
  private readonly encoder = new TextEncoder();

  constructor(hasHeader: boolean) {
    this.rowCount = hasHeader ? -1 : 0;
  }

  get isWaiting(): boolean {
    return this.lines.length > 0;
  }

  add(batch: RecordBatch): void {
    const { recordCount } = batch.spans;
    for (let record = 0; record < recordCount; record++)
      this.lines.push(csvRecord(recordCells(batch, record)));
    this.rowCount += recordCount;
  }

  /** The lines so far as bytes. */
  take(): Uint8Array {
    const text = `${this.lines.join('\n')}\n`;
    this.lines = [];
    return this.encoder.encode(text);
  }
}
