import type { Warning } from './errors.js';
import type { Fit } from './fit/fit.js';
import { type FitOptions, fitLinear } from './fit/fitLinear.js';
import type { LeftOutColumn } from './model/modelSpec.js';
import { proposeModel } from './model/proposeModel.js';
import { resolveFormula } from './model/resolveFormula.js';
import type { Table } from './table/table.js';
import { leftOutWarning } from './words/leftOutWarning.js';

/** A fit, with the columns a proposed model left out (none when the formula was given). */
export type FittedFormula = { fit: Fit; leftOutColumns: readonly LeftOutColumn[] };

/**
 * Fits a formula to a table, or the proposed model for null.
 *
 * @throws GausslineError what `resolveFormula`, `proposeModel` and `fitLinear` throw.
 */
export async function fitFormula(
  table: Table,
  formula: string | null,
  options: FitOptions,
): Promise<FittedFormula> {
  const { spec, leftOutColumns } =
    formula === null ? proposeModel(table) : { spec: resolveFormula(formula, table), leftOutColumns: [] };
  return { fit: await fitLinear(table, spec, options), leftOutColumns };
}

/** All that must be said of a result, in the order it came about: reading, choosing columns, fitting. */
export function warningsOf(table: Table, { fit, leftOutColumns }: FittedFormula): Warning[] {
  return [...table.warnings, ...leftOutWarning(leftOutColumns), ...fit.warnings];
}
