import type { Fit } from '../fit/fit.js';
import { partOf } from '../fit/partOf.js';
import { plainArithmetic } from '../fit/plainArithmetic.js';
import type { RowPart } from '../fit/rowPart.js';
import { tableRows } from '../fit/tableRows.js';
import type { Table } from '../table/table.js';
import { inputFactsOf } from './inputFacts.js';
import { type PredictionModel, predictionModel } from './predictionModel.js';

/** What predictions need of a fit of a table, whose rows are in `parts` unless all are in memory. */
export async function modelOfFit(
  table: Table,
  fit: Fit,
  parts?: readonly RowPart[],
): Promise<PredictionModel> {
  const all = parts ?? [partOf(tableRows(table), { arithmetic: plainArithmetic })];
  const numbers = new Set(table.columns.filter(({ kind }) => kind === 'number').map(({ name }) => name));
  return predictionModel(fit, await inputFactsOf(fit, all, (column) => numbers.has(column)));
}
