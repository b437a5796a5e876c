import type { Warning } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { cellText } from './cellText.js';
import { type ColumnNames, headerNames, numberedNames } from './columnNames.js';
import { createDecoder } from './decoder.js';
import { firstLines } from './firstLines.js';
import type { DialectGuess } from './guessDialect.js';
import { firstBytes } from './meteredBytes.js';
import { type ColumnGuess, ColumnGuesses, LOOKED_AT_ROWS } from './planColumns.js';
import type { ColumnKind } from './readChoices.js';
import type { RecordBatch } from './recordFeed.js';
import type { SampleRecords } from './sampleRecords.js';
import type { ReadPlan } from './scanner.js';
import { TableFeed } from './tableFeed.js';

/** What the beginning of a file tells of its table: its names, and how to read its columns. */
export type TablePlan = {
  plan: ReadPlan;
  names: readonly string[];
  /** First physical line of the header. */
  headerLine: number | undefined;
  columns: readonly ColumnGuess[];
  warnings: readonly Warning[];
};

const SAMPLE_BYTES = 1 << 18;
/** A header longer than this is none. */
const MOST_SAMPLE_BYTES = 1 << 27;

/** Reads the beginning of a source as `guess` says, as much of it as holds a row; undefined where it holds no record. */
export async function planTable(
  source: ByteSource,
  guess: DialectGuess,
  kinds: Readonly<Record<string, ColumnKind>>,
): Promise<TablePlan | undefined> {
  for (let size = SAMPLE_BYTES; ; size *= 4) {
    const sample = await firstBytes(source, size);
    const count = guess.table.firstRowLine + LOOKED_AT_ROWS;
    const bytes = firstLines(sample, guess.dialect.encoding, { count, least: 0 });
    const isWhole = bytes.length === sample.length && sample.length < size;
    const start = new TableStart(guess);
    if (isWhole && guess.records !== null) start.take(guess.records);
    else start.read(createDecoder(guess.dialect.encoding).push(bytes.subarray(guess.markLength)), isWhole);
    if (start.hasRows || isWhole || size >= MOST_SAMPLE_BYTES) return start.plan(kinds);
  }
}

/** The header and the first rows of a table. */
class TableStart {
  hasRows = false;
  private readonly hasHeader: boolean;
  private header: { cells: readonly string[]; line: number } | undefined;
  private guesses: ColumnGuesses | undefined;
  private width = 0;

  constructor(private readonly guess: DialectGuess) {
    const { isOrdinary, names } = guess.table;
    this.hasHeader = isOrdinary ? guess.dialect.hasHeader : names !== undefined;
  }

  read(text: Uint8Array, isWhole: boolean): void {
    const feed = new TableFeed(this.guess, Math.max(1, text.length), (batch) => this.add(batch));
    feed.push(text);
    if (isWhole) feed.finish();
  }

  /** Takes all records of the file. */
  take(records: SampleRecords): void {
    if (this.takeNumbers(records)) return;
    const feed = new TableFeed(this.guess, 1, (batch) => this.add(batch));
    if (records.count > 0) feed.add(records);
    feed.finish();
  }

  /** A header at most and rows of numbers, line by line, are the table as they stand: no feed has to look at each row. */
  private takeNumbers(records: SampleRecords): boolean {
    const { hasHeader, guess } = this;
    const { spans, count } = records;
    const first = hasHeader ? 1 : 0;
    if (!guess.table.isOrdinary || guess.table.firstRow !== first || first >= count) return false;
    if (spans.lastLines[count - 1]! - spans.firstLines[0]! !== count - 1) return false;
    const width = records.width(0);
    if (!records.areNumbers(first, count, width)) return false;
    const guesses = new ColumnGuesses(guess.dialect, width);
    if (!guesses.addNumbers(count - first)) return false;
    this.width = width;
    this.guesses = guesses;
    this.hasRows = true;
    if (hasHeader) this.addHeader(records);
    return true;
  }

  plan(kinds: Readonly<Record<string, ColumnKind>>): TablePlan | undefined {
    const { guess, header, guesses } = this;
    if (guesses === undefined) return undefined;
    const { names, warnings }: ColumnNames =
      header === undefined ? numberedNames(this.width) : headerNames(header.cells);
    const columns = guesses.plans(names, kinds);
    return {
      ...{ names, headerLine: header?.line, columns, warnings },
      plan: {
        ...{ guess, columns: columns.map(({ plan }) => plan), headerCells: header?.cells },
        ...{ isFirstPart: true, firstLine: 1, wantsLow: false },
      },
    };
  }

  private add(batch: RecordBatch): void {
    if (this.guesses === undefined) {
      this.width = batch.spans.width(0);
      this.guesses = new ColumnGuesses(this.guess.dialect, this.width);
      if (this.hasHeader) {
        this.addHeader(batch);
        return;
      }
    }
    this.hasRows = true;
    this.guesses.add(batch);
  }

  /** The header is a batch of its own. */
  private addHeader(batch: RecordBatch): void {
    const cells = Array.from({ length: this.width }, (_, cell) => cellText(batch, cell));
    this.header = { cells, line: batch.spans.firstLines[0]! };
  }
}
