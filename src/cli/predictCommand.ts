import { isAdvice } from '../core/advice/targetAdvice.js';
import type { Warning } from '../core/errors.js';
import { fitFormula, warningsOf } from '../core/fitFormula.js';
import { inputsOf } from '../core/model/designColumn.js';
import { unusedReferences } from '../core/model/formulaWarnings.js';
import { modelOfFit } from '../core/predict/modelOfFit.js';
import { inputReadings } from '../core/predict/newRows.js';
import { Predictor } from '../core/predict/predictor.js';
import { type ScoredRow, type ScoredSource, scoreSource } from '../core/predict/scoreSource.js';
import type { ByteSource } from '../core/table/byteSource.js';
import { csvRecord } from '../core/table/writeCsv.js';
import {
  noPredictionJson,
  predictionCells,
  predictionColumns,
  predictionJson,
} from '../core/words/predictionRow.js';
import { NO_ROWS_WORDS, noPredictionWords, PredictionTally } from '../core/words/predictionWords.js';
import { warningLines } from '../core/words/summary.js';
import { loadKernel } from '../worker/loadKernel.js';
import type { Command } from './commandLine.js';
import { openSource } from './openSource.js';
import { write } from './output.js';
import { printable } from './printable.js';
import { useFile } from './useFile.js';

type PredictCommand = Command & { kind: 'predict' };

/**
 * Fits one file and predicts the rows of another, or the rows of the same one whose target is empty; writes them as they
 * come, as JSON by the headless contract or as CSV with what there is to say on standard error.
 *
 * @throws GausslineError every failure of the files, the formula or the fit; `export/...`.
 */
export async function predictCommand(command: PredictCommand, asJson: boolean): Promise<void> {
  const { confidence, lambda, reading, formula, memoryBudget, isExact } = command;
  const choices = { references: command.references, ...command.modelling };
  const order = { reading, memoryBudget, model: { formula, ...choices, isExact } };
  await useFile(command.file, order, async ({ file, work, changed, source }) => {
    const { table } = file;
    const { fitted, model } = await file.ask(work, async (parts) => {
      const fitted = await fitFormula(table, formula, {
        ...{ ...choices, confidence, lambda, isExact },
        ...{ loadKernel, parts },
      });
      return { fitted, model: await modelOfFit(table, fitted.fit, parts) };
    });
    const predictor = new Predictor(model);
    const warnings = [
      ...(changed === null ? [] : [changed]),
      ...unusedReferences(command.references, fitted.fit.spec),
      // Advice is on the model, and this is of its predictions.
      ...warningsOf(table, fitted).filter(({ code }) => !isAdvice(code)),
    ];
    const scored = await scoreSource(await newSource(command, source), {
      ...{
        dialect: reading.dialect,
        model,
        readings: inputReadings(table, model.inputs),
        decimal: table.dialect.decimal,
      },
      emptyIn: command.newFile === null ? inputsOf(fitted.fit.spec.target) : undefined,
    });
    await (asJson ? writeJson : writeCsv)(scored, { predictor, warnings });
  });
}

/** Standard input is read once: it may be both files. */
async function newSource({ file, newFile }: PredictCommand, source: ByteSource): Promise<ByteSource> {
  return newFile === null || newFile === file ? source : (await openSource(newFile)).source;
}

type Told = { predictor: Predictor; warnings: readonly Warning[] };

/** The rows first; what was left out is told behind them, so that none has to wait for the last. */
async function writeJson({ rows }: ScoredSource, { predictor, warnings }: Told): Promise<void> {
  const { model, scale } = predictor;
  const { spec, confidence } = model;
  const head = { formula: spec.formula, family: spec.family?.name ?? 'gaussian', target: scale.name };
  const opened = { ...head, measure: scale.measure, confidence };
  const tally = new PredictionTally(model);
  const leftOut: string[] = [];
  const text = JSON.stringify(opened, null, 2);
  if (!(await write(`${text.slice(0, -2)},\n  "rows": [`))) return;
  let separator = '\n    ';
  const found = await pour(rows, (row) => {
    tally.add(row);
    if (row.why !== null) {
      leftOut.push(JSON.stringify(noPredictionJson(row.line, row.why)));
      return '';
    }
    const line = separator + JSON.stringify(predictionJson(row.line, row.prediction));
    separator = ',\n    ';
    return line;
  });
  if (found === null) return;
  const told = [...warnings, ...found, ...tally.gapWarnings(), ...tally.warnings()];
  const all = told.map(({ code, message }) => ({ code, message }));
  const counted = { count: tally.leftOutCount, byReason: tally.leftOut };
  const listed = leftOut.length === 0 ? '[]' : `[\n    ${leftOut.join(',\n    ')}\n  ]`;
  const rest = JSON.stringify({ ...counted, rows: 0 }).replace(/0}$/, `${listed}}`);
  await write(`${separator === ',\n    ' ? '\n  ' : ''}],\n  "leftOut": ${rest},\n`);
  await write(`  "warnings": ${JSON.stringify(all)}\n}\n`);
}

async function writeCsv({ rows }: ScoredSource, { predictor, warnings }: Told): Promise<void> {
  const tally = new PredictionTally(predictor.model);
  const say = (text: string) => process.stderr.write(printable(`${text}\n`));
  if (!(await write(`${csvRecord(['line', ...predictionColumns(predictor)])}\n`))) return;
  const found = await pour(rows, (row) => {
    tally.add(row);
    if (row.why !== null) say(`line ${row.line} has no prediction: ${noPredictionWords(row.why)}`);
    return printable(`${csvRecord([String(row.line), ...predictionCells(predictor, row)])}\n`);
  });
  if (found === null) return;
  for (const warning of [...warnings, ...found, ...tally.warnings()]) warningLines(warning).forEach(say);
  if (tally.rowCount + tally.leftOutCount === 0) say(NO_ROWS_WORDS);
}

/** Writes what the rows become; null where nobody reads any more, else what there is to say of the file. */
async function pour(
  rows: ScoredSource['rows'],
  textOf: (row: ScoredRow) => string,
): Promise<readonly Warning[] | null> {
  for (;;) {
    const { done, value } = await rows.next();
    if (done) return value;
    if (await write(value.map(textOf).join(''))) continue;
    await rows.return([]);
    return null;
  }
}
