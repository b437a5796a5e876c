import type { Fit } from '../fit/fit.js';
import { reduceParts } from '../fit/fitParts.js';
import { mergeReductions } from '../fit/reduction.js';
import type { RowPart } from '../fit/rowPart.js';
import { plainColumn, plainNameOf } from '../model/designColumn.js';
import { featureInputs } from '../model/designRow.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { InputFacts } from './predictionModel.js';

type NumberFacts = InputFacts & { kind: 'number' };

/**
 * What the rows used say of each column that a prediction needs. The fit knows those that are features as they stand;
 * where others are only inside functions, all rows are gone through once more.
 *
 * @param isNumeric tells whether a column of the file holds numbers.
 */
export async function inputFactsOf(
  { spec, columns }: Pick<Fit, 'spec' | 'columns'>,
  parts: readonly RowPart[],
  isNumeric: (column: string) => boolean,
): Promise<InputFacts[]> {
  const known = new Map<string, InputFacts>();
  for (const { column, levels } of spec.factors)
    known.set(column, { kind: 'level', column, levels, isNumeric: isNumeric(column) });
  for (const [k, feature] of spec.features.entries()) {
    const column = plainNameOf(feature);
    if (column === null || known.has(column)) continue;
    const { low, high, mean } = columns[k]!;
    known.set(column, { kind: 'number', column, low, high, mean });
  }
  const inputs = featureInputs(spec);
  const missing = inputs.filter((column) => !known.has(column));
  for (const facts of await surveyInputs(spec, parts, missing)) known.set(facts.column, facts);
  return inputs.map((column) => known.get(column)!);
}

/** Ranges and means of columns of numbers over the rows that the model uses. */
async function surveyInputs(
  spec: ModelSpec,
  parts: readonly RowPart[],
  columns: readonly string[],
): Promise<NumberFacts[]> {
  if (columns.length === 0) return [];
  const { family: _, ...plain } = spec;
  const features = [...columns.map(plainColumn), ...spec.features];
  const { frame, reductions } = await reduceParts(parts, { ...plain, features });
  const { survey, moments } = mergeReductions(reductions);
  const first = frame.hasIntercept ? 1 : 0;
  return columns.map((column, k) => ({
    ...{ kind: 'number', column, low: survey.low[k]!, high: survey.high[k]! },
    mean: frame.shift[k]! + moments.means[k + first]! / frame.scale[k]!,
  }));
}
