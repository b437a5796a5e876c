import type { Warning } from '../errors.js';
import type { ByteSource } from '../table/byteSource.js';
import { CellReader } from '../table/cellReader.js';
import { provenEncoding } from '../table/cleanCsv.js';
import type { Dialect } from '../table/dialect.js';
import type { DialectGuess } from '../table/guessDialect.js';
import { guessSource } from '../table/guessSource.js';
import { mapRecords } from '../table/mapRecords.js';
import { planTable, type TablePlan } from '../table/planTable.js';
import { emptySource, type ReadOptions } from '../table/readTable.js';
import type { RecordBatch } from '../table/recordFeed.js';
import { type InputReading, scoredColumns } from './newRows.js';
import type { PredictionModel } from './predictionModel.js';
import { Predictor } from './predictor.js';
import { RowScorer, type ScoredRow } from './rowScorer.js';

export type { NoPrediction, ScoredRow } from './rowScorer.js';

/** What is predicted of a file, and how it is read. */
export type ScoreOrder = Pick<ReadOptions, 'dialect' | 'checkpoint' | 'windowBytes'> & {
  model: PredictionModel;
  readings: readonly InputReading[];
  /** The decimal mark of the fit's file, which decides where this one can be read either way. */
  decimal: Dialect['decimal'];
  /** Columns of the fit's own target: only rows in which one of them is empty are wanted. Absent: all rows are. */
  emptyIn?: readonly string[] | undefined;
};

/** A file that is ready to be scored: its header, and its rows, piece by piece, to be gone through once. */
export type ScoredSource = {
  names: readonly string[];
  /** Returns what there is to say of the file. */
  rows: AsyncGenerator<readonly ScoredRow[], readonly Warning[]>;
};

/**
 * Predicts every row of a file that has the columns of a fit, by their exact names and in any order; others are passed
 * over. The file is read as any other, whatever its dialect, in one pass that holds a window of its bytes.
 *
 * @throws GausslineError `predict/missing-column`, `csv/empty`, and what `guessSource`, `TableFeed` and the source throw;
 *   `cancelled` through the checkpoint.
 */
export async function scoreSource(source: ByteSource, order: ScoreOrder): Promise<ScoredSource> {
  const { guess, plan } = await planned(source, order);
  const predictor = new Predictor(order.model);
  const columns = scoredColumns(source.name, plan, { inputs: order.model.inputs, readings: order.readings });
  const scorer = new RowScorer(predictor, columns, wantedBy(plan, order.emptyIn));
  return {
    names: plan.names,
    rows: mapRecords(source, guess, { ...order, take: (batch) => scorer.score(batch) }),
  };
}

/** The table as guessed; where no name of it is known, its first row may be the header after all. */
async function planned(
  source: ByteSource,
  { dialect = {}, decimal, checkpoint, model }: ScoreOrder,
): Promise<{ guess: DialectGuess; plan: TablePlan }> {
  const open = await guessSource(source, dialect);
  const isOpen = open.notes.some(({ field, isAmbiguous }) => field === 'decimal' && isAmbiguous);
  const settled = isOpen ? { ...dialect, decimal } : dialect;
  const first = isOpen ? await guessSource(source, settled) : open;
  const encoding = await provenEncoding(source, first, { checkpoint });
  const known = { ...settled, encoding };
  const guess = { ...first, dialect: { ...first.dialect, encoding } };
  const plan = await planTable(source, guess, {});
  if (plan === undefined) throw emptySource(source.name);
  const isKnown = model.inputs.every(({ column }) => plan.names.includes(column));
  if (isKnown || guess.dialect.hasHeader || dialect.hasHeader !== undefined) return { guess, plan };
  const second = await guessSource(source, { ...known, hasHeader: true });
  return { guess: second, plan: (await planTable(source, second, {})) ?? plan };
}

function wantedBy(
  plan: TablePlan,
  emptyIn: readonly string[] | undefined,
): (batch: RecordBatch, record: number) => boolean {
  if (emptyIn === undefined) return () => true;
  const cells = new CellReader(plan.plan.guess.dialect);
  const places = emptyIn.map((column) => plan.names.indexOf(column));
  return (batch, record) => {
    const first = batch.spans.firstCells[record]!;
    return places.some((place) => place >= 0 && cells.isMissing(batch, first + place));
  };
}
