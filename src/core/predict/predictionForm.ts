import { completeRows, valuesAt } from '../fit/completeRows.js';
import { designRows } from '../fit/designRows.js';
import { joinNumbers } from '../fit/rowTable.js';
import { tableRows } from '../fit/tableRows.js';
import type { NewRow } from '../model/designRow.js';
import type { LevelCount } from '../model/modelSpec.js';
import { labelOf } from '../plot/columnLabel.js';
import { histogram } from '../plot/histogram.js';
import type { ColumnLabel } from '../plot/plot.js';
import type { Table } from '../table/table.js';
import { NO_INTERVAL_WORDS } from '../words/predictionWords.js';
import type { PredictionModel } from './predictionModel.js';
import { targetScaleOf } from './targetScale.js';

/** Counts of values in bins of one width: length of `edges` is one more than that of `counts`. Plain data. */
export type Bars = { edges: Float64Array; counts: Float64Array };

/** A column that a form asks a value of. `bars` over `low` to `high`; null where the rows are too many to look at. */
export type PredictionField = ColumnLabel &
  (
    | { kind: 'number'; low: number; high: number; mean: number; isWhole: boolean; bars: Bars | null }
    | { kind: 'level'; levels: readonly LevelCount[]; isNumeric: boolean }
  );

/** What a form for new rows shows. Plain data. */
export type PredictionForm = {
  target: ColumnLabel;
  /** What a prediction is of rows like the new one. */
  measure: 'mean' | 'median';
  confidence: number;
  /** Rows of the fit. */
  rowCount: number;
  fields: readonly PredictionField[];
  /** Where the form begins: means, and the most frequent levels. */
  averages: NewRow;
  targetBars: Bars | null;
  /** What must be known of every prediction of this fit. */
  notes: readonly string[];
};

/** Bars over a slider. */
const FIELD_BARS = 30;

/**
 * The form of a fit.
 *
 * @param whole the table with the values of all rows of the columns of the model, null where they are too many: then
 *   nothing is shown of how they are spread.
 */
export async function predictionForm(
  model: PredictionModel,
  { table, whole, rowCount }: { table: Table; whole: Table | null; rowCount: number },
): Promise<PredictionForm> {
  const { spec, inputs, confidence, noInterval } = model;
  const scale = targetScaleOf(spec.target);
  const numbers = inputs.filter(({ kind }) => kind === 'number').map(({ column }) => column);
  const targets = scale.isTransformed ? [] : [scale.name];
  const values = whole === null ? null : await valuesUsed(whole, model, [...numbers, ...targets]);
  const fields = inputs.map((facts): PredictionField => {
    const label = fieldLabel(table, facts.column);
    if (facts.kind === 'level') return { ...label, ...facts };
    const { low, high, mean } = facts;
    const found = values?.[numbers.indexOf(facts.column)] ?? null;
    const isWhole = found?.every(Number.isInteger) ?? false;
    return {
      ...label,
      kind: 'number',
      low,
      high,
      mean,
      isWhole,
      bars: found && barsOf(found, { low, high, isWhole }),
    };
  });
  const ofTarget = targets.length === 0 ? undefined : values?.at(-1);
  return {
    ...{ confidence, rowCount, fields, averages: averagesOf(fields, model) },
    target: scale.isTransformed ? { name: scale.name, label: scale.name, unit: null } : labelOf(scale.name),
    measure: scale.measure,
    targetBars: ofTarget === undefined ? null : targetBarsOf(ofTarget),
    notes: noInterval === null ? [] : [`No intervals: ${NO_INTERVAL_WORDS[noInterval]}.`],
  };
}

/** A date is a number of days here; from which day on is told as its unit. */
function fieldLabel({ columns }: Table, name: string): ColumnLabel {
  const column = columns.find((one) => one.name === name);
  const label = labelOf(name);
  if (column?.kind !== 'number' || column.firstDay === null) return label;
  return { ...label, unit: `days since ${column.firstDay}` };
}

/** Values of columns of numbers in the rows that the model uses. */
async function valuesUsed(
  table: Table,
  { spec }: PredictionModel,
  names: readonly string[],
): Promise<Float64Array[]> {
  const rows = designRows(tableRows(table), [...spec.features, spec.target], { extra: names });
  const pieces = names.map((): Float64Array[] => []);
  for await (const block of rows.blocks) {
    const places = completeRows(block);
    for (const [k, name] of names.entries())
      pieces[k]!.push(valuesAt(rows.inputs.numbers(name), places, block.rowCount).slice());
  }
  return pieces.map(joinNumbers);
}

type Span = { low: number; high: number; isWhole: boolean };

/** Whole numbers get bins of whole numbers, each of as many: else some would look rarer than others. */
function barsOf(values: Float64Array, { low, high, isWhole }: Span): Bars | null {
  if (!(high > low)) return null;
  const width = isWhole ? Math.ceil((high - low + 1) / FIELD_BARS) : (high - low) / FIELD_BARS;
  const count = isWhole ? Math.ceil((high - low + 1) / width) : FIELD_BARS;
  const edges = Float64Array.from({ length: count + 1 }, (_, k) => low + k * width);
  const counts = new Float64Array(count);
  for (const value of values) counts[Math.max(0, Math.min(count - 1, Math.floor((value - low) / width)))]!++;
  return { edges, counts };
}

function targetBarsOf(values: Float64Array): Bars | null {
  if (values.length === 0) return null;
  const { edges, density } = histogram(values);
  const counts = density.map((share, k) => Math.round(share * values.length * (edges[k + 1]! - edges[k]!)));
  return { edges, counts };
}

/** What holds between the columns in every row holds of means that are not rounded too. */
function averagesOf(fields: readonly PredictionField[], { dependencies }: PredictionModel): NewRow {
  const meanOf = (field: PredictionField & { kind: 'number' }) =>
    dependencies.length === 0 ? roundedMean(field) : Number(field.mean.toPrecision(12));
  return Object.fromEntries(
    fields.map((field) => [field.name, field.kind === 'number' ? meanOf(field) : commonest(field)]),
  );
}

/** To three digits of the range: an average with all its digits is no value that anybody would type. */
function roundedMean({ low, high, mean, isWhole }: PredictionField & { kind: 'number' }): number {
  if (isWhole) return Math.round(mean);
  const place = 10 ** (Math.floor(Math.log10(high - low)) - 2);
  const rounded = Number((Math.round(mean / place) * place).toPrecision(12));
  return high > low && Number.isFinite(rounded) ? Math.min(high, Math.max(low, rounded)) : mean;
}

function commonest({ levels, isNumeric }: PredictionField & { kind: 'level' }): string | number {
  const { level } = levels.reduce((most, one) => (one.count > most.count ? one : most));
  return isNumeric ? Number(level) : level;
}
