import { GausslineError, type TextRange } from '../errors.js';
import type { Column, NumberColumn, Table } from '../table/table.js';
import { NUMBER_FUNCTIONS } from './designColumn.js';
import { formatName, inBackticks } from './formatFormula.js';
import type { FormulaNode } from './formulaAst.js';
import { nearestName } from './nearestName.js';
import { MOST_TERMS } from './termAlgebra.js';
import { syntaxError } from './tokenizer.js';

/** Columns an error message names before it says how many more there are. */
const NAMED_COLUMNS = 12;

/** Functions of the language, in the order in which a message lists them. */
export const FUNCTIONS: readonly string[] = [...NUMBER_FUNCTIONS, 'I', 'poly', 'factor'];

/** What can be wrong with a formula in the face of a table's columns, with the place in the text. */
export class FormulaErrors {
  constructor(
    private readonly text: string,
    private readonly table: Table,
  ) {}

  /** For what is no part of the language, or not where it stands. */
  notSupported(node: FormulaNode): GausslineError {
    const { range } = node;
    const written = this.text.slice(range.start, range.end);
    const name = node.kind === 'string' ? node.value : written;
    if (this.table.columns.some((column) => column.name === name)) return needsBackticks(name, range);
    const place = node.kind === 'binary' ? node.operatorRange : range;
    const found = node.kind === 'binary' ? this.text.slice(place.start, place.end) : written;
    const message = `\`${found}\` makes no sense here: a formula holds columns and functions of them, joined by \`+ - : * ^ / %in%\`.`;
    return new GausslineError('formula/not-supported', message, notSupportedHint(node), { range: place });
  }

  tooMany(node: FormulaNode): GausslineError {
    return new GausslineError(
      'formula/too-many-terms',
      `This expands to more than ${MOST_TERMS} terms.`,
      'Name the interactions that matter, or choose a smaller power.',
      { range: node.range },
    );
  }

  tooDeep({ range }: FormulaNode): GausslineError {
    return syntaxError(
      'The formula nests too many levels here.',
      'Add a column to the file that holds this.',
      range,
    );
  }

  unknownFunction(node: FormulaNode & { kind: 'call' }): GausslineError {
    const { name, range } = node;
    const written = this.text.slice(range.start, range.end);
    if (this.table.columns.some((column) => column.name === written)) return needsBackticks(written, range);
    const listed = FUNCTIONS.map((known) => `\`${known}\``).join(', ');
    const message = `There is no function \`${name}\`. The functions are ${listed}.`;
    const nearest = nearestName(name, FUNCTIONS);
    const place = { start: range.start, end: range.start + name.length };
    if (nearest !== null && !this.table.columns.some((column) => column.name === name))
      return new GausslineError('formula/unknown-function', message, `Change it to \`${nearest}\`.`, {
        ...{ range: place, replacement: nearest },
      });
    return new GausslineError(
      'formula/unknown-function',
      message,
      'Choose one of these functions, or put `*` or `:` between two columns.',
      { range: place },
    );
  }

  /** For a function with arguments that it does not take. */
  argument({ range }: FormulaNode, expected: string, example: string): GausslineError {
    const written = this.text.slice(range.start, range.end);
    if (this.table.columns.some(({ name }) => name === written)) return needsBackticks(written, range);
    const message = `\`${written}\` does not fit: ${expected}.`;
    return new GausslineError('formula/argument', message, `Write it as in ${example}.`, { range });
  }

  /** @param range null where the formula does not name it */
  unknownColumn(name: string, range: TextRange | null): GausslineError {
    const names = this.table.columns.map((column) => column.name);
    const listed = names.slice(0, NAMED_COLUMNS).map(inBackticks).join(', ');
    const more = names.length > NAMED_COLUMNS ? ` and ${names.length - NAMED_COLUMNS} more` : '';
    const message = `There is no column ${inBackticks(name)}. The columns are ${listed}${more}.`;
    const nearest = nearestName(name, names);
    if (nearest === null)
      return new GausslineError(
        'formula/unknown-column',
        message,
        'Choose one of these columns.',
        range === null ? {} : { range },
      );
    const hint = `Change it to ${inBackticks(nearest)}, the nearest name.`;
    const mended = range === null ? {} : { range, replacement: formatName(nearest) };
    return new GausslineError('formula/unknown-column', message, hint, mended);
  }

  notNumeric(column: Exclude<Column, NumberColumn>, range: TextRange): GausslineError {
    const name = inBackticks(column.name);
    if (column.kind === 'ignored') return ignored(name, range);
    if (column.distinctCount === 0) return this.empty(column.name, range);
    const odd = column.firstOdd;
    const line = odd === undefined ? undefined : this.table.lines.firstLine(odd.row);
    const found =
      odd !== undefined && line !== undefined
        ? `line ${line} has ${JSON.stringify(odd.text)}`
        : `it has ${JSON.stringify(column.example)}`;
    return new GausslineError(
      'formula/not-numeric',
      `Column ${name} holds text: ${found}, where a number is expected.`,
      odd === undefined
        ? `Remove ${name} here; by itself right of \`~\` it is a factor.`
        : `Correct the cell, or remove ${name} here.`,
      line === undefined ? { range } : { range, line },
    );
  }

  ignored(name: string, range: TextRange): GausslineError {
    return ignored(inBackticks(name), range);
  }

  /** For a column without a value on any row. */
  empty(name: string, range: TextRange): GausslineError {
    const { rowCount } = this.table;
    return new GausslineError(
      'formula/empty-column',
      `Column ${inBackticks(name)} has no value on any of the ${rowCount} rows.`,
      `Remove ${inBackticks(name)}, or fill it in the file.`,
      { range },
    );
  }

  tooManyLevels(
    name: string,
    { count, most }: { count: string; most: number },
    range: TextRange,
  ): GausslineError {
    return new GausslineError(
      'formula/too-many-levels',
      `${inBackticks(name)} has ${count} levels as a factor; ${most} are the most that are fitted.`,
      `Remove ${inBackticks(name)}: so many levels tell rows apart rather than describe them.`,
      { range },
    );
  }

  targetAsFeature(target: string, range: TextRange): GausslineError {
    return new GausslineError(
      'formula/target-as-feature',
      `${inBackticks(target)} is the target and a feature as well; it would explain itself.`,
      `Remove ${inBackticks(target)} right of \`~\`.`,
      { range },
    );
  }

  noTarget(range: TextRange): GausslineError {
    return new GausslineError(
      'formula/no-target',
      'There is no column left of `~`, so there is nothing to explain.',
      'Write the target first, as in `price ~ area`.',
      { range },
    );
  }

  noTerms(target: string, range: TextRange): GausslineError {
    return new GausslineError(
      'fit/no-terms',
      'The formula has no feature and no intercept, so there is nothing to fit.',
      `Add a feature, or write \`${target} ~ 1\` for the mean alone.`,
      { range },
    );
  }
}

function notSupportedHint(node: FormulaNode): string {
  if (node.kind === 'number') return 'Use `1` for an intercept, `0` for none, and `I(...)` for arithmetic.';
  if (node.kind === 'binary' && node.operator === '^')
    return 'Use `I(...)` for the power of a column, and a whole power from 1 for a sum of terms.';
  if (node.kind === 'binary') return 'Put `I(...)` around arithmetic, and columns on both sides.';
  return 'Name a column, or a function of one.';
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

function ignored(name: string, range: TextRange): GausslineError {
  return new GausslineError(
    'formula/not-numeric',
    `Column ${name} is set to be ignored, where values are expected.`,
    `Set the kind of ${name} to number or category, or remove it from the formula.`,
    { range },
  );
}
