import type { ByteSource } from './byteSource.js';
import { cellText } from './cellText.js';
import { headerNames, numberedNames } from './columnNames.js';
import { createDecoder } from './decoder.js';
import { guessDialect } from './guessDialect.js';
import { firstBytes, meteredBytes } from './meteredBytes.js';
import type { ReadOptions } from './readTable.js';
import { type RecordBatch, RecordFeed } from './recordFeed.js';
import { csvRecord } from './writeCsv.js';

const SAMPLE_BYTES = 1 << 18;
const WINDOW_BYTES = 1 << 18;

/**
 * The table of a source as RFC 4180 says: commas, `\n`, UTF-8, quotes only where needed, a header; cells as text, as they
 * stand in the file. A short record is filled with empty cells, a long one loses what is beyond the last column.
 *
 * @throws GausslineError what `guessDialect` and the source throw; `cancelled` through the checkpoint.
 */
export async function* cleanCsv(source: ByteSource, options: ReadOptions): AsyncGenerator<Uint8Array> {
  const bytes = await firstBytes(source, SAMPLE_BYTES);
  const sample = { bytes, isWhole: bytes.length < SAMPLE_BYTES };
  const { dialect, markLength } = guessDialect(sample, options.dialect ?? {});
  const progress = { bytesRead: 0, rows: 0 };
  const lines = new CleanLines(dialect.hasHeader);
  const feed = new RecordFeed(dialect, WINDOW_BYTES, (batch) => {
    progress.rows += lines.add(batch);
  });
  const decoder = createDecoder(dialect.encoding);
  let toSkip = markLength;
  for await (const piece of meteredBytes(source, progress, options.checkpoint)) {
    const text = piece.subarray(toSkip);
    toSkip -= piece.length - text.length;
    feed.push(decoder.push(text));
    yield lines.take();
  }
  feed.push(decoder.finish());
  feed.finish();
  yield lines.take();
  // The rows of the last window are counted only now.
  await options.checkpoint?.({ ...progress });
}

/** Records as lines of plain CSV, all as wide as the first. */
class CleanLines {
  private width: number | undefined;
  private lines: string[] = [];
  private readonly encoder = new TextEncoder();

  constructor(private readonly hasHeader: boolean) {}

  /** Returns how many of the records are rows. */
  add(batch: RecordBatch): number {
    const { recordCount } = batch.spans;
    const first = this.width === undefined ? this.start(batch) : 0;
    for (let record = first; record < recordCount; record++)
      this.lines.push(csvRecord(cellsOf(batch, record, this.width!)));
    return recordCount - first;
  }

  /** The lines so far as bytes. */
  take(): Uint8Array {
    const text = this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`;
    this.lines = [];
    return this.encoder.encode(text);
  }

  private start(batch: RecordBatch): number {
    const width = batch.spans.width(0);
    this.width = width;
    const { names } = this.hasHeader ? headerNames(cellsOf(batch, 0, width)) : numberedNames(width);
    this.lines.push(csvRecord(names));
    return this.hasHeader ? 1 : 0;
  }
}

function cellsOf(batch: RecordBatch, record: number, width: number): string[] {
  const { spans } = batch;
  const first = spans.firstCells[record]!;
  const there = spans.width(record);
  return Array.from({ length: width }, (_, cell) => (cell < there ? cellText(batch, first + cell) : ''));
}
