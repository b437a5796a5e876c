import type { ColumnCoding } from './coding.js';
import { deparseNumber } from './deparse.js';
import type { DesignColumn, Expression, Indicator, PolynomialBasis } from './designColumn.js';
import { isPolynomialExpression } from './expression.js';
import { formatName } from './formatFormula.js';
import { type ModelPlan, type PlannedTerm, usedVariables, type Variable } from './modelPlan.js';
import type { Factor, LevelCount, ModelSpec, Term } from './modelSpec.js';

/** What only the rows can tell, by the label of the variable. */
export type RowFacts = {
  /** Levels among the rows used, the reference first. */
  levels: ReadonlyMap<string, readonly LevelCount[]>;
  isNumeric(column: string): boolean;
  bases: ReadonlyMap<string, PolynomialBasis>;
};

export const NO_FACTS: RowFacts = { levels: new Map(), isNumeric: () => true, bases: new Map() };

/** Columns of a variable, or of a term: what R appends to a name, and what they are a product of. */
type Piece = { name: string; factors: readonly (Expression | Indicator)[] };

/**
 * The design of a planned model: columns in the order and with the names of R's `model.matrix`. A term's columns are
 * those of its variables multiplied, the first variable's fastest.
 */
export function designOf(plan: ModelPlan, facts: RowFacts): ModelSpec {
  const features: DesignColumn[] = [];
  const terms = plan.terms.map((planned): Term => {
    const columns = columnsOfTerm(plan, planned, facts);
    const first = features.length;
    features.push(...columns);
    const variables = planned.variables.map((variable) => plan.variables[variable]!.label);
    return { label: variables.join(':'), variables, features: columns.map((_, k) => first + k) };
  });
  const { formula, target, hasIntercept } = plan;
  const variables = usedVariables(plan);
  const factors = variables.flatMap((variable): Factor[] => {
    if (variable.kind !== 'factor') return [];
    const { label, column } = variable;
    return [{ label, column, levels: facts.levels.get(label)! }];
  });
  const isPolynomial = [...features, target].every(isPolynomialColumn);
  const design = { formula, target, features, hasIntercept, terms, factors, isPolynomial };
  return { ...design, ...plan.modelling };
}

/** How many columns the design of a planned model has beside the intercept's. */
export function columnCountOf({ terms, variables }: ModelPlan, facts: RowFacts): number {
  const counts = new Map<string, number>();
  const countOf = (variable: Variable, coding: ColumnCoding): number => {
    const key = `${coding} ${variable.label}`;
    const count = counts.get(key) ?? piecesOf(variable, coding, facts).length;
    counts.set(key, count);
    return count;
  };
  const sizes = terms.map((term) =>
    term.variables.reduce((size, variable, k) => size * countOf(variables[variable]!, term.codings[k]!), 1),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function isPolynomialColumn({ factors }: DesignColumn): boolean {
  return factors.every((factor) => factor.kind === 'level' || isPolynomialExpression(factor));
}

function columnsOfTerm({ variables }: ModelPlan, term: PlannedTerm, facts: RowFacts): DesignColumn[] {
  const [first, ...others] = term.variables.map((variable, k) =>
    piecesOf(variables[variable]!, term.codings[k]!, facts),
  );
  // A column of the file by itself is called what its header says, without backticks.
  const only = term.variables.length === 1 ? variables[term.variables[0]!]! : undefined;
  if (
    only?.kind === 'number' &&
    only.expression.kind === 'column' &&
    only.label === formatName(only.expression.name)
  )
    return [{ name: only.expression.name, factors: [only.expression] }];
  return others.reduce(multiplied, first!);
}

function multiplied(columns: readonly Piece[], pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece) =>
    columns.map(({ name, factors }) => ({
      name: `${name}:${piece.name}`,
      factors: [...factors, ...piece.factors],
    })),
  );
}

function piecesOf(variable: Variable, coding: ColumnCoding, facts: RowFacts): Piece[] {
  const { label } = variable;
  if (variable.kind === 'number') return [{ name: label, factors: [variable.expression] }];
  if (variable.kind === 'polynomial') return powersOf(variable, facts);
  const levels = facts.levels.get(label)!.map(({ level }) => level);
  const { column } = variable;
  const isNumeric = facts.isNumeric(column);
  return (coding === 'full' ? levels : levels.slice(1)).map((level) => ({
    name: label + (isNumeric ? deparseNumber(Number(level)) : level),
    factors: [{ kind: 'level', column, level }],
  }));
}

function powersOf(variable: Variable & { kind: 'polynomial' }, facts: RowFacts): Piece[] {
  const { label, of, degree, isRaw } = variable;
  return Array.from({ length: degree }, (_, k): Piece => {
    const factor: Expression = isRaw
      ? powerOf(of, k + 1)
      : { kind: 'polynomial', of, degree: k + 1, basis: facts.bases.get(label)! };
    return { name: degree === 1 ? label : `${label}${k + 1}`, factors: [factor] };
  });
}

function powerOf(of: Expression, exponent: number): Expression {
  if (exponent === 1) return of;
  return { kind: 'arithmetic', operator: '^', left: of, right: { kind: 'number', value: exponent } };
}
