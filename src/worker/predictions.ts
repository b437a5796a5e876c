import { GausslineError } from '../core/errors.js';
import type { Fit } from '../core/fit/fit.js';
import { inputsOf } from '../core/model/designColumn.js';
import type { NewRow } from '../core/model/designRow.js';
import { sumOf } from '../core/predict/addsUp.js';
import { modelOfFit } from '../core/predict/modelOfFit.js';
import { inputReadings } from '../core/predict/newRows.js';
import { predictionForm } from '../core/predict/predictionForm.js';
import { Predictor } from '../core/predict/predictor.js';
import { type ScoredRow, scoreSource } from '../core/predict/scoreSource.js';
import type { ByteSource } from '../core/table/byteSource.js';
import { newNames } from '../core/table/newNames.js';
import { BLOCK_ROWS, type Table } from '../core/table/table.js';
import { csvRecord } from '../core/table/writeCsv.js';
import { predictionCells, predictionColumns } from '../core/words/predictionRow.js';
import { extrapolationWords, PredictionTally } from '../core/words/predictionWords.js';
import type {
  EmptyRows,
  OpenedPrediction,
  PredictionKit,
  RowPrediction,
  Scored,
  ScoreRequest,
} from '../protocol/predictionContract.js';
import type { FitRequest } from '../protocol/workerContract.js';
import { type FitJob, fitFor } from './fitFor.js';
import { MEGABYTE, type ReadFile } from './readFile.js';
import { isSameFile, writeWholeFile } from './wholeFile.node.js';
import type { Work } from './work.js';

/** Rows without a target that are listed. */
const MOST_EMPTY_ROWS = 100;

/** Fits, or takes the fit that is known, and makes the form for new rows of it. */
export async function openPrediction(file: ReadFile, job: FitJob): Promise<OpenedPrediction> {
  const { request, work } = job;
  const { table } = file;
  work.enter('fitting');
  const { fit, model } = await file.ask(work, async (parts) => {
    const fit = await fitFor(file, job, parts);
    return { fit, model: await modelOfFit(table, fit, parts) };
  });
  const { spec } = fit;
  const columns = [...new Set([...model.inputs.map(({ column }) => column), ...inputsOf(spec.target)])];
  const whole = fits(file, columns.length, request.memoryBudget) ? await file.whole(columns, work) : null;
  const kit: PredictionKit = {
    ...{ model, readings: inputReadings(table, model.inputs), decimal: table.dialect.decimal },
    emptyIn: inputsOf(spec.target),
  };
  return {
    form: await predictionForm(model, { table, whole, rowCount: fit.summary.n }),
    kit,
    hasEmptyRows: mayHaveEmptyTarget(fit),
    fingerprint: table.fingerprint,
  };
}

/** Of very many rows left out only the first are known. */
function mayHaveEmptyTarget({ spec, leftOut }: Fit): boolean {
  const targets = inputsOf(spec.target);
  const isEmpty = ({ reason, column }: Fit['leftOut']['rows'][number]) =>
    reason === 'missing value' && targets.includes(column);
  return leftOut.count > leftOut.rows.length || leftOut.rows.some(isEmpty);
}

function fits({ table, isWhole }: ReadFile, columnCount: number, budget: number): boolean {
  return isWhole || table.rowCount * columnCount * 8 <= budget * MEGABYTE;
}

/** @throws GausslineError what `designRow` throws. */
export function predictRow({ model }: Pick<PredictionKit, 'model'>, row: NewRow): RowPrediction {
  const prediction = new Predictor(model).predict(row);
  return { prediction, sum: sumOf(model, row), beyond: extrapolationWords(prediction.extrapolation) };
}

/** The rows of the fit's own file in which the target is empty: the first of them, and their count. */
export async function predictEmptyRows(
  source: ByteSource,
  kit: PredictionKit,
  { reading, work }: { reading: FitRequest['reading']; work: Work },
): Promise<EmptyRows> {
  const { dialect } = reading;
  const scored = await scoreSource(source, { ...kit, dialect, checkpoint: work.checkpoint });
  const rows: EmptyRows['rows'][number][] = [];
  let count = 0;
  for await (const some of scored.rows)
    for (const { line, lastLine, prediction } of some) {
      if (prediction === null || ++count > MOST_EMPTY_ROWS) continue;
      const { fit, predictionInterval, extrapolation } = prediction;
      rows.push({ line, lastLine, fit, predictionInterval, beyond: extrapolationWords(extrapolation) });
    }
  return { count, rows };
}

/**
 * Writes another file with a prediction, both intervals and what is extrapolated behind every row.
 *
 * @throws GausslineError `predict/missing-column`, `export/...`; what reading throws.
 */
export async function scoreCsv(
  source: ByteSource,
  { request, work }: { request: ScoreRequest; work: Work },
): Promise<Scored> {
  const { target, reading, kit } = request;
  if (request.source.kind === 'file' && (await isSameFile(request.source.path, target)))
    throw overItself(request.source.name);
  work.enter('reading');
  const { emptyIn: _, ...order } = kit;
  const { dialect } = reading;
  const scored = await scoreSource(source, { ...order, dialect, checkpoint: work.checkpoint });
  const predictor = new Predictor(kit.model);
  const tally = new PredictionTally(kit.model);
  const byteCount = await writeWholeFile(target, scoredLines(scored, predictor, tally));
  return {
    ...{ rowCount: tally.rowCount, leftOutCount: tally.leftOutCount, byteCount },
    warnings: tally.warnings(),
  };
}

async function* scoredLines(
  { names, rows }: Awaited<ReturnType<typeof scoreSource>>,
  predictor: Predictor,
  tally: PredictionTally,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`${csvRecord([...names, ...newNames(names, predictionColumns(predictor))])}\n`);
  const lineOf = (row: ScoredRow) => {
    tally.add(row);
    return `${csvRecord([...row.cells, ...predictionCells(predictor, row)])}\n`;
  };
  for await (const some of rows) yield encoder.encode(some.map(lineOf).join(''));
}

/** The values of columns in the row that has a line; null where none has it, or a value is missing. */
export function rowOfLine(table: Table, columns: readonly string[], line: number): NewRow | null {
  const row = table.lines.rowOn(line);
  if (row === null) return null;
  const values = columns.map((column) => [column, valueAt(table, column, row)] as const);
  return values.every(([, value]) => value !== null) ? (Object.fromEntries(values) as NewRow) : null;
}

function valueAt(table: Table, name: string, row: number): number | string | null {
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined || column.kind === 'ignored') return null;
  const value = column.blocks[Math.floor(row / BLOCK_ROWS)]![row % BLOCK_ROWS]!;
  if (column.kind === 'number') return Number.isNaN(value) ? null : value;
  return value < 0 ? null : column.levels[value]!;
}

function overItself(name: string): GausslineError {
  const message = `${name} is the file that is read; its predictions need a file of their own.`;
  return new GausslineError('export/same-file', message, 'Choose another name.');
}
