import type { TextRange, Warning } from '../errors.js';
import type { CodedColumn, Column, Table } from '../table/table.js';
import { codingsOf } from './coding.js';
import { deparse } from './deparse.js';
import { type DesignColumn, inputsOf, plainNameOf } from './designColumn.js';
import { type DotColumns, dotColumns } from './dotColumns.js';
import { type ExpressionContext, expressionOf } from './expression.js';
import { formatFormula, formatName } from './formatFormula.js';
import type { Formula, FormulaNode } from './formulaAst.js';
import { FormulaErrors } from './formulaErrors.js';
import {
  dotFactorsWarning,
  dotIdentifiersWarning,
  textFactorWarning,
  textLeftOutWarning,
} from './formulaWarnings.js';
import {
  MOST_FACTOR_LEVELS,
  type ModelPlan,
  neededColumns,
  type References,
  usedVariables,
  type Variable,
} from './modelPlan.js';
import { parseFormula } from './parseFormula.js';
import { polynomialOf } from './polynomialCall.js';
import { type TermVariables, termList } from './termAlgebra.js';

/**
 * A formula in terms of a table's columns. `.` stands for all other columns that describe rows: numbers as they are,
 * texts as factors, texts that tell rows apart never.
 *
 * @param references the level of a column that its factor is compared with; the first one unless told otherwise.
 * @throws GausslineError `formula/...` with the place in the text, `fit/no-terms` for `y ~ 0`.
 */
export function resolveFormula(
  formula: Formula | string,
  table: Table,
  references: References = {},
): ModelPlan {
  const parsed = typeof formula === 'string' ? parseFormula(formula) : formula;
  return new Resolver(parsed, table).plan(references);
}

type Terms = readonly TermVariables[];

class Resolver {
  private readonly columns: ReadonlyMap<string, Column>;
  private readonly errors: FormulaErrors;
  private readonly arithmetic: ExpressionContext;
  private readonly variables: Variable[] = [];
  private readonly indices = new Map<string, number>();
  private dotted: DotColumns | undefined;

  constructor(
    private readonly formula: Formula,
    private readonly table: Table,
  ) {
    this.columns = new Map(table.columns.map((column) => [column.name, column]));
    this.errors = new FormulaErrors(formula.text, table);
    this.arithmetic = {
      errors: this.errors,
      onNumber: (name, range) => {
        const column = this.column(name, range);
        if (column.kind !== 'number') throw this.errors.notNumeric(column, range);
      },
    };
  }

  plan(references: References): ModelPlan {
    const target = this.target(this.formula.target);
    const { terms: found, hasIntercept } = termList(this.formula.terms, {
      variable: (node) => this.variable(node),
      dot: (range) => this.dot(target, range),
      notSupported: (node) => this.errors.notSupported(node),
      tooMany: (node) => this.errors.tooMany(node),
      tooDeep: (node) => this.errors.tooDeep(node),
    });
    if (found.length === 0 && !hasIntercept) throw this.errors.noTerms(target.name, this.formula.terms.range);
    // A formula is told apart from another by its text; the sort is R's: by the number of variables, else as they come.
    const sorted = [...found].sort((a, b) => a.length - b.length);
    const isFactor = this.variables.map(({ kind }) => kind === 'factor');
    const codings = codingsOf({ terms: sorted, isFactor, hasIntercept });
    const plan: ModelPlan = {
      formula: this.canonical(target, { found, sorted, hasIntercept }),
      ...{ target, variables: this.variables, hasIntercept, references },
      terms: sorted.map((variables, k) => ({ variables, codings: codings[k]! })),
      warnings: [],
    };
    this.checkTarget(plan);
    for (const name of Object.keys(references))
      if (!this.columns.has(name)) throw this.errors.unknownColumn(name, null);
    return { ...plan, warnings: this.warningsOf(usedVariables(plan)) };
  }

  private target(node: FormulaNode): DesignColumn {
    if (node.kind === 'group') return this.target(node.inner);
    const expression = expressionOf(node, this.arithmetic);
    const name = expression.kind === 'column' ? expression.name : deparse(node);
    const target = { name, factors: [expression] };
    if (inputsOf(target).length === 0) throw this.errors.noTarget(node.range);
    return target;
  }

  private variable(node: FormulaNode): number {
    if (node.kind === 'name') return this.columnVariable(node.name, node.range);
    const label = deparse(node);
    return this.indices.get(label) ?? this.install(this.callVariable(node, label));
  }

  private columnVariable(name: string, range: TextRange): number {
    const label = formatName(name);
    const known = this.indices.get(label);
    if (known !== undefined) return known;
    const column = this.column(name, range);
    const expression = { kind: 'column', name } as const;
    if (column.kind === 'number') return this.install({ kind: 'number', label, range, expression });
    if (column.kind === 'ignored') throw this.errors.ignored(name, range);
    return this.install({ kind: 'factor', label, range, column: name });
  }

  private callVariable(node: FormulaNode, label: string): Variable {
    const { range } = node;
    if (node.kind !== 'call') throw this.errors.notSupported(node);
    if (node.name === 'poly')
      return { kind: 'polynomial', label, range, ...polynomialOf(node, this.arithmetic) };
    if (node.name === 'factor' || node.name === 'as.factor')
      return { kind: 'factor', label, range, column: this.factorColumn(node) };
    return { kind: 'number', label, range, expression: expressionOf(node, this.arithmetic) };
  }

  private factorColumn(node: FormulaNode & { kind: 'call' }): string {
    const [argument, ...more] = node.arguments;
    const value = argument?.value;
    if (value?.kind !== 'name' || argument?.name !== null || more.length > 0)
      throw this.errors.argument(node, `\`${node.name}()\` takes one column`, `\`${node.name}(year)\``);
    if (this.column(value.name, value.range).kind === 'ignored')
      throw this.errors.ignored(value.name, value.range);
    return value.name;
  }

  private dot(target: DesignColumn, range: TextRange): number[] {
    this.dotted ??= dotColumns(this.table, inputsOf(target));
    return this.dotted.names.map((name) => this.columnVariable(name, range));
  }

  private install(variable: Variable): number {
    this.indices.set(variable.label, this.variables.length);
    return this.variables.push(variable) - 1;
  }

  private column(name: string, range: TextRange): Column {
    const column = this.columns.get(name);
    if (column === undefined) throw this.errors.unknownColumn(name, range);
    return column;
  }

  /**
   * The terms one by one, sorted where that names the variables in their order: by it R names coefficients. Where no order
   * of the terms does, the formula stands as it was written, but for `.`.
   */
  private canonical(
    target: DesignColumn,
    { found, sorted, hasIntercept }: { found: Terms; sorted: Terms; hasIntercept: boolean },
  ): string {
    const written = plainNameOf(target) === null ? target.name : formatName(target.name);
    const terms = [sorted, found].find(isInOrder);
    if (terms === undefined) return `${written} ~ ${deparse(this.formula.terms, this.dotWritten())}`;
    const labels = terms.map((term) => term.map((variable) => this.variables[variable]!.label).join(':'));
    return formatFormula({ target: written, terms: labels, hasIntercept });
  }

  private dotWritten(): string {
    return `(${(this.dotted?.names ?? []).map(formatName).join(' + ')})`;
  }

  /** Only what is left counts: what was taken away again explains nothing. */
  private checkTarget(plan: ModelPlan): void {
    const inputs = inputsOf(plan.target);
    // A ratio may well be explained by what it is a ratio of.
    if (inputs.length > 1) return;
    const own = neededColumns(plan).findIndex((column, k, all) => {
      return k < all.length - 1 && inputsOf(column).includes(inputs[0]!);
    });
    if (own < 0) return;
    const used = plan.variables.filter((_, k) => plan.terms.some(({ variables }) => variables.includes(k)));
    throw this.errors.targetAsFeature(inputs[0]!, used[own]!.range);
  }

  private warningsOf(used: readonly Variable[]): Warning[] {
    const texts = used.flatMap((variable) => this.textFactor(variable) ?? []);
    const { factors = [], identifiers = [] } = this.dotted ?? {};
    const leftOut = identifiers.filter((column) => !texts.includes(column));
    return [
      ...dotFactorsWarning(factors.filter((column) => texts.includes(column))),
      ...dotIdentifiersWarning(leftOut),
      ...textLeftOutWarning(leftOut, this.table),
      ...texts.flatMap((column) => textFactorWarning(column, this.table)),
    ];
  }

  /** The column of texts that a variable codes; null for any other. */
  private textFactor(variable: Variable): CodedColumn | null {
    if (variable.kind !== 'factor') return null;
    const column = this.columns.get(variable.column)!;
    if (column.kind === 'number' || column.kind === 'ignored') return null;
    const { name, levels, distinctCount } = column;
    if (distinctCount === 0) throw this.errors.empty(name, variable.range);
    const count = levels.length < distinctCount ? `more than ${distinctCount - 1}` : String(distinctCount);
    if (distinctCount > MOST_FACTOR_LEVELS)
      throw this.errors.tooManyLevels(name, { count, most: MOST_FACTOR_LEVELS }, variable.range);
    return column;
  }
}

/** True where the terms name their variables in ascending order, each for the first time. */
function isInOrder(terms: Terms): boolean {
  const order = [...new Set(terms.flat())];
  return order.every((variable, k) => k === 0 || variable > order[k - 1]!);
}
