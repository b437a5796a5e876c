import { GausslineError } from '../errors.js';
import { inputsOf } from './designColumn.js';
import { type BlockInputs, compileColumn } from './evaluate.js';
import { inBackticks } from './formatFormula.js';
import type { Factor, ModelSpec } from './modelSpec.js';
import { nearestName } from './nearestName.js';

/** Values of a new row by the file's columns: a number, or the level of a factor. */
export type NewRow = Readonly<Record<string, number | string>>;

/** The file's columns whose values a prediction needs, each once, in the order of the formula. */
export function featureInputs({ features }: ModelSpec): string[] {
  return [...new Set(features.flatMap(inputsOf))];
}

/**
 * The values of a model's features in a new row, in their order, without the intercept's 1; NaN where a function has no
 * value.
 *
 * @throws GausslineError `predict/missing-feature` where a column of the model has no value in the row,
 *   `predict/new-level` for a level that no row of the fit has, `predict/not-a-number` for a text where a number is
 *   expected.
 */
export function designRow(spec: ModelSpec, row: NewRow): Float64Array {
  for (const factor of spec.factors) checkLevel(factor, row);
  const inputs = inputsOfRow(row);
  return Float64Array.from(spec.features, (column) => compileColumn(column)(inputs, 1)[0]!);
}

function inputsOfRow(row: NewRow): BlockInputs {
  const cellOf = (column: string) => valueIn(row, column);
  return {
    numbers(column) {
      const value = Number(cellOf(column));
      if (Number.isNaN(value)) throw notANumber(column, String(cellOf(column)));
      return Float64Array.of(value);
    },
    codes(column) {
      const value = cellOf(column);
      return typeof value === 'number' ? null : { codes: Int32Array.of(0), levels: [value] };
    },
  };
}

function valueIn(row: NewRow, column: string): number | string {
  const value = Object.hasOwn(row, column) ? row[column]! : '';
  if (value !== '' && !Number.isNaN(value)) return value;
  throw new GausslineError(
    'predict/missing-feature',
    `The row has no value for ${inBackticks(column)}, and the model needs one.`,
    `Give a value for ${inBackticks(column)}.`,
  );
}

function checkLevel({ column, levels }: Factor, row: NewRow): void {
  const value = valueIn(row, column);
  const known = levels.map(({ level }) => level);
  if (known.includes(typeof value === 'number' ? String(value) : value)) return;
  const nearest = nearestName(String(value), known);
  throw new GausslineError(
    'predict/new-level',
    `${inBackticks(column)} has ${JSON.stringify(value)}, which no row of the fit has: the model knows nothing of it.`,
    nearest === null
      ? `Choose one of the levels of ${inBackticks(column)}.`
      : `Choose ${JSON.stringify(nearest)}, the nearest one.`,
  );
}

function notANumber(column: string, text: string): GausslineError {
  return new GausslineError(
    'predict/not-a-number',
    `${inBackticks(column)} has ${JSON.stringify(text)}, where a number is expected.`,
    'Write a number.',
  );
}
