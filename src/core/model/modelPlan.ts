import type { TextRange, Warning } from '../errors.js';
import type { ColumnCoding } from './coding.js';
import { type DesignColumn, type Expression, inputsOf, plainColumn } from './designColumn.js';
import type { Modelling } from './modelling.js';

/** What a formula names: a number, a factor, or the columns of a polynomial. `label` is R's name of it. */
export type Variable = { label: string; range: TextRange } & (
  | { kind: 'number'; expression: Expression }
  | { kind: 'factor'; column: string }
  | { kind: 'polynomial'; of: Expression; degree: number; isRaw: boolean }
);

/** More levels than this tell rows apart; and a design of so many columns takes minutes to solve. */
export const MOST_FACTOR_LEVELS = 1000;

/** Levels that are to be the references of factors, by the file's column. */
export type References = Readonly<Record<string, string>>;

/** A formula in terms of a file's columns, as far as it is known before the rows have been looked at. Plain data. */
export type ModelPlan = {
  /** In canonical form. */
  formula: string;
  target: DesignColumn;
  /** In the order in which the formula names them. */
  variables: readonly Variable[];
  /** In R's order. */
  terms: readonly PlannedTerm[];
  hasIntercept: boolean;
  references: References;
  /** Weights and family; absent: all rows weigh 1, Gaussian. */
  modelling?: Modelling | undefined;
  warnings: readonly Warning[];
};

/** A term: its variables, ascending, and how each is coded where it is a factor. */
export type PlannedTerm = { variables: readonly number[]; codings: readonly ColumnCoding[] };

/** The variables that are in a term, each once. */
export function usedVariables({ variables, terms }: ModelPlan): Variable[] {
  const used = new Set(terms.flatMap((term) => term.variables));
  return variables.filter((_, k) => used.has(k));
}

/** What must have a value in a row that is used: the variables of a plan, its weights and its target, as columns. */
export function neededColumns(plan: ModelPlan): DesignColumn[] {
  const { target, modelling } = plan;
  const weights = modelling?.weights === undefined ? [] : [plainColumn(modelling.weights)];
  return [...usedVariables(plan).map(presenceOf), ...weights, target];
}

/** The file's columns that a plan reads, each once. */
export function inputsOfPlan(plan: ModelPlan): string[] {
  return [...new Set(neededColumns(plan).flatMap(inputsOf))];
}

/** A column that has a value exactly where the variable has one. */
function presenceOf(variable: Variable): DesignColumn {
  const { label: name } = variable;
  if (variable.kind === 'factor')
    return { name, factors: [{ kind: 'level', column: variable.column, level: '' }] };
  return { name, factors: [variable.kind === 'number' ? variable.expression : variable.of] };
}
