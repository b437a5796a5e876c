import { inputsOf, plainNameOf } from '../model/designColumn.js';
import { designRow, type NewRow } from '../model/designRow.js';
import { linkOf } from '../model/family.js';
import type { Term } from '../model/modelSpec.js';
import { labelOf } from '../plot/columnLabel.js';
import { formatExact } from '../words/numbers.js';
import type { PredictionModel } from './predictionModel.js';

/** A prediction as the sum that it is. Plain data. */
export type Sum = {
  /** The intercept; null without one. */
  start: number | null;
  /** What every term of the formula adds in this row, in their order. */
  terms: readonly { label: string; amount: number }[];
  total: number;
  /** What adds up, where that is not the target itself: `log(price)`. */
  scale: string | null;
};

/** How a prediction adds up. @throws GausslineError what `designRow` throws. */
export function sumOf(model: PredictionModel, row: NewRow): Sum {
  const { spec, intercept, estimates } = model;
  const design = designRow(spec, row);
  const amountOf = ({ features }: Term) =>
    features.reduce((sum, k) => (estimates[k] === 0 ? sum : sum + estimates[k]! * design[k]!), 0);
  const terms = spec.terms.map((term) => ({ label: labelOfTerm(model, term, row), amount: amountOf(term) }));
  const total = terms.reduce((sum, { amount }) => sum + amount, intercept ?? 0);
  return { start: intercept, terms, total, scale: scaleOf(model) };
}

function scaleOf({ spec }: PredictionModel): string | null {
  const { name } = spec.target;
  if (linkOf(spec.family) === 'log') return `log(mean of ${labelOf(name).label})`;
  return plainNameOf(spec.target) === null ? name : null;
}

/** `area 1,850`, `zone edge`; computed terms as the formula has them. */
function labelOfTerm({ spec }: PredictionModel, { label, variables, features }: Term, row: NewRow): string {
  const inputs = [...new Set(features.flatMap((k) => inputsOf(spec.features[k]!)))];
  const [only] = inputs;
  if (variables.length !== 1 || inputs.length !== 1 || only === undefined) return label;
  const isLevel = spec.factors.some((factor) => factor.label === label);
  const isPlain = features.length === 1 && plainNameOf(spec.features[features[0]!]!) === only;
  if (!isLevel && !isPlain) return label;
  const value = row[only];
  return `${labelOf(only).label} ${typeof value === 'number' ? formatExact(value) : value}`;
}
