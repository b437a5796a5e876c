import type { Checkpoint } from '../checkpoint.js';
import { GausslineError, type Warning } from '../errors.js';
import { assembleTable, readColumns } from './assembleTable.js';
import { BlockReader } from './blockReader.js';
import type { ByteSource } from './byteSource.js';
import { type ColumnPlan, IGNORED } from './columnPlan.js';
import { createDecoder, NotUtf8 } from './decoder.js';
import type { Dialect } from './dialect.js';
import { Fingerprint } from './fingerprint.js';
import { betterPlan, type ReadColumn } from './finishColumns.js';
import type { DialectGuess } from './guessDialect.js';
import { guessSource } from './guessSource.js';
import { KeptBlocks } from './keptBlocks.js';
import type { LineIndex } from './lineIndex.js';
import { lineOfWrongUtf8 } from './lineOfWrongUtf8.js';
import { meteredBytes, type ReadProgress } from './meteredBytes.js';
import { planTable, type TablePlan } from './planTable.js';
import type { ColumnKind } from './readChoices.js';
import type { ScanKernel } from './scanKernel.js';
import type { PartTally } from './scanner.js';
import type { Table } from './table.js';
import { windows1252Warning } from './tableWarnings.js';

export { fingerprintSource } from './fingerprint.js';

export type ReadOptions = {
  /** What is known of the dialect; the rest is guessed. */
  dialect?: Partial<Dialect>;
  /** Kinds that a user has settled, by the column's name. */
  kinds?: Readonly<Record<string, ColumnKind>>;
  /** Gives a fresh kernel; without it all is read in TypeScript, to the same table. */
  loadKernel?: () => Promise<ScanKernel>;
  /** True when columns of numbers are to have `lowBlocks`. */
  wantsLow?: boolean;
  /** Awaited after every 256 KB at most. Counts start again if the guess of the encoding proves wrong. */
  checkpoint?: Checkpoint;
  /** The fingerprint of the source, where that is known: it is not hashed again then. */
  fingerprint?: string | undefined;
  /** Bytes split into records at a time, 256 KB unless told; the table is the same for every value. */
  windowBytes?: number;
};

/** One pass over the rows of a table. */
type Pass = {
  tally: PartTally;
  lines: LineIndex;
  kept: KeptBlocks;
  progress: ReadProgress;
  fingerprint: string;
};

/**
 * Reads a CSV into typed columns, holding the columns and one window of bytes, never the file. One pass, and another
 * one where a column turns out not to be what its first rows look like.
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
    return await readAs(source, { ...guess, dialect, records: null }, options);
  }
}

/** @throws NotUtf8 where the dialect says UTF-8 and the bytes are not. */
async function readAs(source: ByteSource, guess: DialectGuess, options: ReadOptions): Promise<Table> {
  const table = await planTable(source, guess, options.kinds ?? {});
  if (table === undefined) throw emptySource(source.name);
  const pass = await readRows(source, table, options);
  if (pass.tally.rowCount === 0) throw headerOnly(source.name);
  const { columns, kept } = await settledColumns(source, { table, pass }, options);
  const warnings = await windows1252Warnings(source, guess.dialect, options);
  const { tally, lines, progress, fingerprint } = pass;
  return assembleTable(
    { name: source.name, plan: table, columns, tally, lines, byteCount: progress.bytesRead, fingerprint },
    { blocks: (k) => kept[k]!.column(k), kinds: options.kinds, warnings },
  );
}

async function readRows(source: ByteSource, { plan }: TablePlan, options: ReadOptions): Promise<Pass> {
  const progress = { bytesRead: 0, rows: 0 };
  const hash = options.fingerprint === undefined ? new Fingerprint() : null;
  const kernel = (await options.loadKernel?.()) ?? null;
  const reader = new BlockReader(
    { ...plan, wantsLow: options.wantsLow ?? false },
    kernel,
    options.windowBytes,
  );
  const kept = new KeptBlocks(plan.columns.length);
  const decoder = createDecoder(plan.guess.dialect.encoding);
  let toSkip = plan.guess.markLength;
  for await (const piece of meteredBytes(source, progress, options.checkpoint)) {
    hash?.add(piece);
    const text = piece.subarray(toSkip);
    toSkip -= piece.length - text.length;
    for (const block of reader.push(decoder.push(text))) kept.add(block);
    progress.rows = reader.rowCount;
  }
  for (const block of reader.push(decoder.finish())) kept.add(block);
  for (const block of reader.finish()) kept.add(block);
  const fingerprint = options.fingerprint ?? hash!.digest();
  return { tally: reader.tally(), lines: reader.lines(), kept, progress, fingerprint };
}

/** The columns as they are, and for each the pass that holds its values: those read wrongly are read again. */
async function settledColumns(
  source: ByteSource,
  { table, pass }: { table: TablePlan; pass: Pass },
  options: ReadOptions,
): Promise<{ columns: ReadColumn[]; kept: KeptBlocks[] }> {
  const columns = readColumns(table, pass.tally);
  const kept = columns.map(() => pass.kept);
  const better = columns.map(betterPlan);
  if (better.every((plan) => plan === undefined)) return { columns, kept };
  const plans = better.map((plan): ColumnPlan => plan ?? IGNORED);
  const again = await readRows(source, { ...table, plan: { ...table.plan, columns: plans } }, options);
  return {
    columns: columns.map((column, k) =>
      better[k] ? { ...column, plan: better[k], tally: again.tally.columns[k]! } : column,
    ),
    kept: kept.map((first, k) => (better[k] ? again.kept : first)),
  };
}

/** Where the file is not what it should be: a second look at its bytes, up to the first that is not UTF-8. */
export async function windows1252Warnings(
  source: ByteSource,
  { encoding }: Dialect,
  options: Pick<ReadOptions, 'dialect' | 'checkpoint'>,
): Promise<Warning[]> {
  if (encoding !== 'windows-1252' || options.dialect?.encoding === 'windows-1252') return [];
  return [windows1252Warning(await lineOfWrongUtf8(source, options.checkpoint))];
}

export function emptySource(name: string): GausslineError {
  return new GausslineError(
    'csv/empty',
    `\`${name}\` is empty: it has no row, and a fit needs a header and some rows of numbers.`,
    'Add a header and rows, or open another file.',
  );
}

export function headerOnly(name: string): GausslineError {
  return new GausslineError(
    'csv/header-only',
    `\`${name}\` has a header and no row below it; a fit needs some rows of numbers.`,
    'Add rows below the header, or open another file.',
  );
}
