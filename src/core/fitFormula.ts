import type { Warning } from './errors.js';
import type { Fit } from './fit/fit.js';
import { type FitOptions, fitLinear } from './fit/fitLinear.js';
import { fitParts } from './fit/fitParts.js';
import { partOf } from './fit/partOf.js';
import { plainArithmetic } from './fit/plainArithmetic.js';
import type { RowPart } from './fit/rowPart.js';
import { settleModel } from './fit/settleModel.js';
import { checkColumnCount } from './fit/solve.js';
import { tableRows } from './fit/tableRows.js';
import { textLeftOutWarning } from './model/formulaWarnings.js';
import { checkWeights, isPlain, type Modelling } from './model/modelling.js';
import type { ModelPlan, References } from './model/modelPlan.js';
import type { LeftOutColumn, ModelSpec } from './model/modelSpec.js';
import { proposeModel } from './model/proposeModel.js';
import { resolveFormula } from './model/resolveFormula.js';
import type { Table } from './table/table.js';
import { leftOutWarning } from './words/leftOutWarning.js';

/** A fit, with the columns a proposed model left out (none when the formula was given). */
export type FittedFormula = {
  fit: Fit;
  leftOutColumns: readonly LeftOutColumn[];
  /** What there is to say of how the formula was understood. */
  formulaWarnings: readonly Warning[];
};

/** A planned model, and the columns left out where it was proposed. */
export type Model = { plan: ModelPlan; leftOutColumns: readonly LeftOutColumn[] };

/** `parts`: where the rows of the table are, unless all are in memory. */
export type FormulaOptions = FitOptions & ModelChoices & { parts?: readonly RowPart[] | undefined };

/** What is asked of a model besides its formula. */
export type ModelChoices = Modelling & { references?: References | undefined };

/**
 * Fits a formula to a table, or the proposed model for null.
 *
 * @throws GausslineError what `modelOf`, `settleModel`, `fitLinear` and `fitParts` throw.
 */
export async function fitFormula(
  table: Table,
  formula: string | null,
  { parts, references, weights, family, ...options }: FormulaOptions,
): Promise<FittedFormula> {
  const { plan, leftOutColumns } = modelOf(table, formula, { references, weights, family });
  const spec = await specOf(plan, table, { ...options, parts });
  const fit = await (parts === undefined
    ? fitLinear(table, spec, options)
    : fitParts(parts, spec, { ...options, rowCount: table.rowCount }));
  return { fit, leftOutColumns, formulaWarnings: plan.warnings };
}

/**
 * The model of a formula, or the proposed one for null: weights are then no feature.
 *
 * @throws GausslineError what `resolveFormula`, `proposeModel` and `checkWeights` throw.
 */
export function modelOf(
  table: Table,
  formula: string | null,
  { references, ...modelling }: ModelChoices = {},
): Model {
  const { weights } = modelling;
  if (weights !== undefined) checkWeights(table, weights);
  const { plan, leftOutColumns } =
    formula === null
      ? proposedBesides(table, weights)
      : { plan: resolveFormula(formula, table, references), leftOutColumns: [] };
  return { plan: isPlain(modelling) ? plan : { ...plan, modelling }, leftOutColumns };
}

function proposedBesides(table: Table, weights: string | undefined): Model {
  const columns = table.columns.filter(({ name }) => name !== weights);
  const { spec, leftOutColumns } = proposeModel({ ...table, columns });
  const held = weights === undefined ? [] : [{ name: weights, reason: 'holds the weights' }];
  return { plan: resolveFormula(spec.formula, table), leftOutColumns: [...leftOutColumns, ...held] };
}

/**
 * The design of a planned model of a table, whose rows are in `parts` unless all are in memory.
 *
 * @throws GausslineError what `settleModel` throws; `fit/too-few-rows` where a large design has more columns than rows.
 */
export async function specOf(
  plan: ModelPlan,
  table: Table,
  { parts, checkpoint }: Pick<FormulaOptions, 'parts' | 'checkpoint'> = {},
): Promise<ModelSpec> {
  const all = parts ?? [partOf(tableRows(table), { arithmetic: plainArithmetic, checkpoint })];
  const numbers = new Set(table.columns.filter(({ kind }) => kind === 'number').map(({ name }) => name));
  const spec = await settleModel(plan, all, (column) => numbers.has(column));
  checkColumnCount(spec, table.rowCount);
  return spec;
}

/** All that must be said of a result, in the order it came about: reading, understanding, choosing columns, fitting. */
export function warningsOf(table: Table, { fit, leftOutColumns, formulaWarnings }: FittedFormula): Warning[] {
  const names = new Set(leftOutColumns.map(({ name }) => name));
  const leftOut = table.columns.filter(({ name }) => names.has(name));
  const choosing = [...leftOutWarning(leftOutColumns), ...textLeftOutWarning(leftOut, table)];
  return [...table.warnings, ...formulaWarnings, ...choosing, ...fit.warnings];
}
