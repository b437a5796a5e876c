import type { Warning } from './errors.js';
import type { Fit } from './fit/fit.js';
import { type FitOptions, fitLinear } from './fit/fitLinear.js';
import { fitParts } from './fit/fitParts.js';
import type { RowPart } from './fit/rowPart.js';
import { checkWeights, isPlain, type Modelling } from './model/modelling.js';
import type { LeftOutColumn, ProposedModel } from './model/modelSpec.js';
import { proposeModel } from './model/proposeModel.js';
import { resolveFormula } from './model/resolveFormula.js';
import type { Table } from './table/table.js';
import { leftOutWarning } from './words/leftOutWarning.js';

/** A fit, with the columns a proposed model left out (none when the formula was given). */
export type FittedFormula = { fit: Fit; leftOutColumns: readonly LeftOutColumn[] };

/** `parts`: where the rows of the table are, unless all are in memory. */
export type FormulaOptions = FitOptions & Modelling & { parts?: readonly RowPart[] | undefined };

/**
 * Fits a formula to a table, or the proposed model for null.
 *
 * @throws GausslineError what `modelOf`, `fitLinear` and `fitParts` throw.
 */
export async function fitFormula(
  table: Table,
  formula: string | null,
  { parts, weights, family, ...options }: FormulaOptions,
): Promise<FittedFormula> {
  const { spec, leftOutColumns } = modelOf(table, formula, { weights, family });
  const fit = await (parts === undefined ? fitLinear(table, spec, options) : fitParts(parts, spec, options));
  return { fit, leftOutColumns };
}

/**
 * The model of a formula, or the proposed one for null: weights are then no feature.
 *
 * @throws GausslineError what `resolveFormula`, `proposeModel` and `checkWeights` throw.
 */
export function modelOf(table: Table, formula: string | null, modelling: Modelling = {}): ProposedModel {
  const { weights } = modelling;
  if (weights !== undefined) checkWeights(table, weights);
  const { spec, leftOutColumns } =
    formula === null
      ? proposedBesides(table, weights)
      : { spec: resolveFormula(formula, table), leftOutColumns: [] };
  return { spec: isPlain(modelling) ? spec : { ...spec, ...modelling }, leftOutColumns };
}

function proposedBesides(table: Table, weights: string | undefined): ProposedModel {
  if (weights === undefined) return proposeModel(table);
  const columns = table.columns.filter(({ name }) => name !== weights);
  const { spec, leftOutColumns } = proposeModel({ ...table, columns });
  return { spec, leftOutColumns: [...leftOutColumns, { name: weights, reason: 'holds the weights' }] };
}

/** All that must be said of a result, in the order it came about: reading, choosing columns, fitting. */
export function warningsOf(table: Table, { fit, leftOutColumns }: FittedFormula): Warning[] {
  return [...table.warnings, ...leftOutWarning(leftOutColumns), ...fit.warnings];
}
