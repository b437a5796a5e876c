import type { TextRange } from '../errors.js';
import { type Expression, NUMBER_FUNCTIONS, type NumberFunction } from './designColumn.js';
import type { FormulaNode } from './formulaAst.js';
import type { FormulaErrors } from './formulaErrors.js';

/** Deeper than any arithmetic a person writes; every walk over an expression goes that deep. */
const DEEPEST = 200;

/** What arithmetic needs to know of its surroundings. */
export type ExpressionContext = {
  /** Called for every column named. Throws where it holds no numbers. */
  onNumber(name: string, range: TextRange): void;
  errors: FormulaErrors;
};

/**
 * The arithmetic of a piece of a formula, as it stands within `I()` and functions and left of `~`.
 *
 * @throws GausslineError `formula/unknown-function`, `formula/argument`, `formula/not-supported`, and what the context
 *   throws.
 */
export function expressionOf(node: FormulaNode, context: ExpressionContext): Expression {
  return new Arithmetic(context).expression(node, 0);
}

class Arithmetic {
  constructor(private readonly context: ExpressionContext) {}

  expression(node: FormulaNode, depth: number): Expression {
    if (depth > DEEPEST) throw this.context.errors.tooDeep(node);
    switch (node.kind) {
      case 'name':
        this.context.onNumber(node.name, node.range);
        return { kind: 'column', name: node.name };
      case 'number':
        return { kind: 'number', value: node.value };
      case 'group':
        return this.expression(node.inner, depth + 1);
      case 'unary': {
        const of = this.expression(node.operand, depth + 1);
        return node.operator === '-' ? { kind: 'negate', of } : of;
      }
      case 'binary': {
        const { operator } = node;
        if (operator === ':' || operator === '%in%') throw this.context.errors.notSupported(node);
        const [left, right] = [this.expression(node.left, depth + 1), this.expression(node.right, depth + 1)];
        return { kind: 'arithmetic', operator, left, right };
      }
      case 'call':
        return this.call(node, depth);
      default:
        throw this.context.errors.notSupported(node);
    }
  }

  private call(node: FormulaNode & { kind: 'call' }, depth: number): Expression {
    const { errors } = this.context;
    const { name } = node;
    if (name !== 'I' && !isNumberFunction(name)) throw errors.unknownFunction(node);
    const [argument, base, ...more] = node.arguments;
    const takesBase = name === 'log' && base !== undefined && (base.name ?? 'base') === 'base';
    if (argument === undefined || argument.name !== null || more.length > 0 || (base && !takesBase))
      throw errors.argument(node, `\`${name}()\` takes one number`, `\`${name}(area)\``);
    const of = this.expression(argument.value, depth + 1);
    if (name === 'I') return of;
    const value: Expression = { kind: 'function', name, of };
    if (base === undefined) return value;
    const divisor: Expression = { kind: 'function', name, of: this.expression(base.value, depth + 1) };
    return { kind: 'arithmetic', operator: '/', left: value, right: divisor };
  }
}

export function isNumberFunction(name: string): name is NumberFunction {
  return (NUMBER_FUNCTIONS as readonly string[]).includes(name);
}

/**
 * True where an expression is a polynomial of the columns it names: sums, products, powers with whole exponents, shares
 * of constants.
 */
export function isPolynomialExpression(expression: Expression): boolean {
  switch (expression.kind) {
    case 'column':
    case 'number':
      return true;
    case 'negate':
      return isPolynomialExpression(expression.of);
    case 'arithmetic':
      return isPolynomialArithmetic(expression);
    default:
      return false;
  }
}

function isPolynomialArithmetic({ operator, left, right }: Expression & { kind: 'arithmetic' }): boolean {
  if (!isPolynomialExpression(left)) return false;
  if (operator === '/') return isConstant(right);
  if (operator !== '^') return isPolynomialExpression(right);
  return right.kind === 'number' && Number.isInteger(right.value) && right.value >= 0;
}

function isConstant(expression: Expression): boolean {
  if (expression.kind === 'negate') return isConstant(expression.of);
  return expression.kind === 'number' && expression.value !== 0;
}
