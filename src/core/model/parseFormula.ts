import { GausslineError, type TextRange } from '../errors.js';
import type { BinaryOperator, CallArgument, Formula, FormulaNode } from './formulaAst.js';
import { syntaxError, type Token, tokenize } from './tokenizer.js';

/** Binary operators below `^`, loosest first: R's precedence. All of them group to the left. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [['+', '-'], ['*', '/'], ['%in%'], [':']];

/** Deeper than any formula a person writes; keeps a hostile one from exhausting the stack. */
const DEEPEST = 500;

/**
 * Reads a formula of R's formula language. Every node knows its place in the text.
 *
 * @throws GausslineError `formula/syntax` where the text is no formula, `formula/no-target` where nothing stands
 *   left of `~` or there is no `~`.
 */
export function parseFormula(text: string): Formula {
  return new Parser(text).formula();
}

/** Recursive descent, one method to a level of precedence. */
class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;
  private depth = 0;

  constructor(private readonly text: string) {
    this.tokens = tokenize(text);
  }

  formula(): Formula {
    if (this.at('~') || this.isAtEnd()) throw noTarget(this.next.range);
    const target = this.expression();
    if (this.isAtEnd()) throw noTilde(this.text);
    this.expect('~');
    const terms = this.expression();
    if (!this.isAtEnd()) throw this.unexpected('the end of the formula');
    return { text: this.text, target, terms };
  }

  private expression(level = 0): FormulaNode {
    const operators = LEVELS[level];
    if (operators === undefined) return this.unary();
    let left = this.expression(level + 1);
    for (let operator = this.take(operators); operator !== null; operator = this.take(operators)) {
      const operatorRange = this.previous.range;
      left = binary(operator, left, this.expression(level + 1), operatorRange);
    }
    return left;
  }

  /** A sign binds less than `^` and more than `:`, as in R: `-a^2` is `-(a^2)`. */
  private unary(): FormulaNode {
    const operator = this.take(['+', '-'] as const);
    if (operator === null) return this.power();
    const { start } = this.previous.range;
    const operand = this.nested(() => this.unary());
    return { kind: 'unary', operator, operand, range: { start, end: operand.range.end } };
  }

  /** Groups to the right: `a^b^c` is `a^(b^c)`, and its exponent may carry a sign. */
  private power(): FormulaNode {
    const base = this.atom();
    if (this.take(['^', '**'] as const) === null) return base;
    const operatorRange = this.previous.range;
    return binary(
      '^',
      base,
      this.nested(() => this.unary()),
      operatorRange,
    );
  }

  private atom(): FormulaNode {
    const token = this.next;
    if (this.at('(')) return this.group();
    if (token.kind === 'end' || token.kind === 'symbol') throw this.unexpected('a column name');
    this.position++;
    const { text, range } = token;
    if (token.kind === 'number') return { kind: 'number', value: Number(text.replace(/L$/, '')), range };
    if (token.kind === 'string') return { kind: 'string', value: text, range };
    if (this.at('(')) return this.call(token);
    return text === '.' && range.end - range.start === 1
      ? { kind: 'dot', range }
      : { kind: 'name', name: text, range };
  }

  private group(): FormulaNode {
    const { start } = this.next.range;
    this.expect('(');
    const inner = this.nested(() => this.expression());
    this.expect(')');
    return { kind: 'group', inner, range: { start, end: this.previous.range.end } };
  }

  private call(name: Token): FormulaNode {
    const values: CallArgument[] = [];
    this.expect('(');
    if (!this.at(')')) {
      do values.push(this.nested(() => this.argument()));
      while (this.take([','] as const) !== null);
    }
    this.expect(')');
    const range = { start: name.range.start, end: this.previous.range.end };
    return { kind: 'call', name: name.text, arguments: values, range };
  }

  private argument(): CallArgument {
    const follower = this.tokens[this.position + 1];
    if (this.next.kind !== 'name' || !(follower?.kind === 'symbol' && follower.text === '='))
      return { name: null, value: this.expression() };
    const name = this.next.text;
    this.position += 2;
    return { name, value: this.expression() };
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth > DEEPEST) {
      const { range } = this.next;
      throw syntaxError(`The formula nests more than ${DEEPEST} levels.`, 'Remove parentheses.', range);
    }
    const result = parse();
    this.depth--;
    return result;
  }

  private get next(): Token {
    return this.tokens[this.position]!;
  }

  private get previous(): Token {
    return this.tokens[this.position - 1]!;
  }

  private isAtEnd(): boolean {
    return this.next.kind === 'end';
  }

  private at(symbol: string): boolean {
    return this.next.kind === 'symbol' && this.next.text === symbol;
  }

  private take<S extends string>(symbols: readonly S[]): S | null {
    const found = symbols.find((symbol) => this.at(symbol)) ?? null;
    if (found !== null) this.position++;
    return found;
  }

  private expect(symbol: string): void {
    if (this.take([symbol]) === null) throw this.unexpected(`\`${symbol}\``);
  }

  private unexpected(expected: string): GausslineError {
    const { kind, range } = this.next;
    if (kind === 'end')
      return syntaxError(`The formula ends where ${expected} is expected.`, endHint(expected), range);
    const found = this.text.slice(range.start, range.end);
    const isWord = kind !== 'symbol';
    return syntaxError(
      `The formula has \`${found}\` at character ${range.start + 1}, where ${expected} is expected.`,
      isWord
        ? 'Put `+` between two columns, or backticks around one whole name that has spaces.'
        : `Remove \`${found}\`, or put backticks around the name it belongs to.`,
      range,
    );
  }
}

function binary(
  operator: BinaryOperator,
  left: FormulaNode,
  right: FormulaNode,
  operatorRange: TextRange,
): FormulaNode {
  const range = { start: left.range.start, end: right.range.end };
  return { kind: 'binary', operator, left, right, operatorRange, range };
}

function endHint(expected: string): string {
  return expected.startsWith('`')
    ? `Add ${expected} at the end.`
    : 'Add a column, or `1` for the mean alone.';
}

function noTarget(range: TextRange): GausslineError {
  return new GausslineError(
    'formula/no-target',
    'The formula has no target: a column is expected left of `~`.',
    'Write the target first, as in `price ~ area`.',
    { range },
  );
}

function noTilde(text: string): GausslineError {
  return new GausslineError(
    'formula/no-target',
    'The formula has no `~`: a target, `~` and the features are expected.',
    'Write the target and `~` first, as in `price ~ area`.',
    { range: { start: 0, end: text.length } },
  );
}
