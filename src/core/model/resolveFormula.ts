import { GausslineError, type TextRange } from '../errors.js';
import type { Column, NumberColumn, Table } from '../table/table.js';
import { formatName, inBackticks, specFromColumns } from './formatFormula.js';
import type { Formula, FormulaNode } from './formulaAst.js';
import type { ModelSpec } from './modelSpec.js';
import { nearestName } from './nearestName.js';
import { parseFormula } from './parseFormula.js';
import { termList } from './termList.js';

/** Columns an error message names before it says how many more there are. */
const NAMED_COLUMNS = 12;

/**
 * A formula in terms of a table's columns. `.` stands for all other numeric columns.
 *
 * @throws GausslineError `formula/syntax`, `formula/no-target`, `formula/not-supported`, `formula/unknown-column`,
 *   `formula/not-numeric`, `formula/target-as-feature` with the place in the text, `fit/no-terms` for `y ~ 0`.
 */
export function resolveFormula(formula: Formula | string, table: Table): ModelSpec {
  const parsed = typeof formula === 'string' ? parseFormula(formula) : formula;
  return new Resolver(parsed, table).spec();
}

class Resolver {
  private readonly columns: ReadonlyMap<string, Column>;

  constructor(
    private readonly formula: Formula,
    private readonly table: Table,
  ) {
    this.columns = new Map(table.columns.map((column) => [column.name, column]));
  }

  spec(): ModelSpec {
    const target = this.target(this.formula.target);
    const terms = termList(this.formula.terms, {
      dotColumns: this.numericNames().filter((name) => name !== target),
      onMention: ({ name, range }) => this.requireColumn(name, range),
      notSupported: (node) => this.notSupported(node),
    });
    // Only what is left counts: `. - zone` may name a text column.
    for (const { name, range } of terms.features) {
      if (name === target) throw targetAsFeature(target, range);
      this.requireNumeric(name, range);
    }
    const features = terms.features.map(({ name }) => name);
    if (features.length === 0 && !terms.hasIntercept) throw noTerms(target, this.formula.terms.range);
    return specFromColumns(target, features, terms.hasIntercept);
  }

  private target(node: FormulaNode): string {
    if (node.kind === 'group') return this.target(node.inner);
    if (node.kind !== 'name') throw this.notSupported(node);
    this.requireColumn(node.name, node.range);
    this.requireNumeric(node.name, node.range);
    return node.name;
  }

  private numericNames(): string[] {
    return this.table.columns.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  }

  private requireColumn(name: string, range: TextRange): void {
    if (!this.columns.has(name)) throw unknownColumn(name, range, [...this.columns.keys()]);
  }

  private requireNumeric(name: string, range: TextRange): void {
    const column = this.columns.get(name);
    if (column !== undefined && column.kind !== 'number') throw notNumeric(column, range, this.table);
  }

  private notSupported(node: FormulaNode): GausslineError {
    const { range } = node;
    const written = this.formula.text.slice(range.start, range.end);
    const name = node.kind === 'string' ? node.value : written;
    if (this.columns.has(name)) return needsBackticks(name, range);
    const place = node.kind === 'binary' ? node.operatorRange : range;
    const found = node.kind === 'binary' ? node.operator : written;
    return new GausslineError(
      'formula/not-supported',
      `\`${found}\` is not supported: a formula holds columns, \`.\`, \`0\` and \`1\` joined by \`+\` and \`-\`.`,
      notSupportedHint(node),
      { range: place },
    );
  }
}

function notSupportedHint(node: FormulaNode): string {
  if (node.kind === 'binary')
    return 'Add a column that holds this combination to the file, and name it here; join columns with `+`.';
  if (node.kind === 'number') return 'Use `1` for an intercept, `0` for none.';
  return 'Add a column with these values to the file, and name it here.';
}

/** `area (sqft)` reads as a call, "area" as a string; where it is a column's name it only lacks its backticks. */
function needsBackticks(name: string, range: TextRange): GausslineError {
  const replacement = inBackticks(name);
  return new GausslineError(
    'formula/not-supported',
    `${name} is a column; in a formula its name stands in backticks.`,
    `Write it as ${replacement}.`,
    { range, replacement },
  );
}

function unknownColumn(name: string, range: TextRange, names: readonly string[]): GausslineError {
  const listed = names.slice(0, NAMED_COLUMNS).map(inBackticks).join(', ');
  const more = names.length > NAMED_COLUMNS ? ` and ${names.length - NAMED_COLUMNS} more` : '';
  const message = `There is no column ${inBackticks(name)}. The columns are ${listed}${more}.`;
  const nearest = nearestName(name, names);
  if (nearest === null)
    return new GausslineError('formula/unknown-column', message, 'Choose one of these columns.', { range });
  const hint = `Change it to ${inBackticks(nearest)}, the nearest name.`;
  return new GausslineError('formula/unknown-column', message, hint, {
    range,
    replacement: formatName(nearest),
  });
}

function notNumeric(column: Exclude<Column, NumberColumn>, range: TextRange, table: Table): GausslineError {
  const name = inBackticks(column.name);
  if (column.kind === 'ignored')
    return new GausslineError(
      'formula/not-numeric',
      `Column ${name} is set to be ignored, where a number is expected.`,
      `Set the kind of ${name} to number, or remove it from the formula.`,
      { range },
    );
  const odd = column.firstOdd;
  const line = odd === undefined ? undefined : table.lines.firstLine(odd.row);
  const found =
    odd !== undefined && line !== undefined
      ? `line ${line} has ${JSON.stringify(odd.text)}`
      : `it has ${JSON.stringify(column.example)}`;
  return new GausslineError(
    'formula/not-numeric',
    `Column ${name} holds text: ${found}, where a number is expected.`,
    odd === undefined ? `Remove ${name} from the formula.` : `Correct the cell, or remove ${name}.`,
    line === undefined ? { range } : { range, line },
  );
}

function targetAsFeature(target: string, range: TextRange): GausslineError {
  return new GausslineError(
    'formula/target-as-feature',
    `${inBackticks(target)} is the target and a feature as well; it would explain itself.`,
    `Remove ${inBackticks(target)} right of \`~\`.`,
    { range },
  );
}

function noTerms(target: string, range: TextRange): GausslineError {
  return new GausslineError(
    'fit/no-terms',
    'The formula has no feature and no intercept, so there is nothing to fit.',
    `Add a feature, or write \`${formatName(target)} ~ 1\` for the mean alone.`,
    { range },
  );
}
