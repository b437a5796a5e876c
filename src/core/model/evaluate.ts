import { BLOCK_ROWS } from '../table/table.js';
import type { DesignColumn, Expression, Indicator, NumberFunction, PolynomialBasis } from './designColumn.js';

/** The file's columns in a block of rows, as expressions ask them; each array at least as long as the block. */
export type BlockInputs = {
  /** Values of a number column, NaN where a cell holds no number. */
  numbers(column: string): Float64Array;
  /** Codes of a column of texts, and the levels they stand for, negative where a cell is missing; null: it holds numbers. */
  codes(column: string): { codes: Int32Array; levels: readonly string[] } | null;
};

/** The values of a design column in a block of rows, NaN where they are not defined. Valid until the next block. */
export type ColumnEvaluator = (inputs: BlockInputs, rowCount: number) => Float64Array;

/**
 * Compiles a design column to loops over a block, in double precision. A column of the file is given as it stands,
 * without a copy. What is not finite is NaN: no fit can use it.
 */
export function compileColumn({ factors }: DesignColumn): ColumnEvaluator {
  const [first, ...others] = factors.map(compileFactor);
  if (others.length > 0) return multiplied(first!, others);
  const { kind } = factors[0]!;
  return kind === 'column' || kind === 'level' ? first! : finite(first!);
}

function finite(evaluate: ColumnEvaluator): ColumnEvaluator {
  return (inputs, rowCount) => markUndefined(evaluate(inputs, rowCount), rowCount);
}

function markUndefined(values: Float64Array, rowCount: number): Float64Array {
  for (let i = 0; i < rowCount; i++) if (!Number.isFinite(values[i]!)) values[i] = Number.NaN;
  return values;
}

function multiplied(first: ColumnEvaluator, others: readonly ColumnEvaluator[]): ColumnEvaluator {
  const product = new Float64Array(BLOCK_ROWS);
  return (inputs, rowCount) => {
    product.set(first(inputs, rowCount).subarray(0, rowCount));
    for (const evaluate of others) {
      const values = evaluate(inputs, rowCount);
      for (let i = 0; i < rowCount; i++) product[i]! *= values[i]!;
    }
    return markUndefined(product, rowCount);
  };
}

function compileFactor(factor: Expression | Indicator): ColumnEvaluator {
  return factor.kind === 'level' ? compileIndicator(factor) : compileExpression(factor);
}

function compileExpression(expression: Expression): ColumnEvaluator {
  switch (expression.kind) {
    case 'column':
      return (inputs) => inputs.numbers(expression.name);
    case 'number': {
      const values = new Float64Array(BLOCK_ROWS).fill(expression.value);
      return () => values;
    }
    case 'negate':
      return mapped(expression.of, (value) => -value);
    case 'function':
      return mapped(expression.of, FUNCTIONS[expression.name]);
    case 'polynomial':
      return mapped(expression.of, orthogonal(expression.degree, expression.basis));
    case 'arithmetic':
      return compileArithmetic(expression);
  }
}

/** As R's: what is not defined is NaN or infinite. */
const FUNCTIONS: Readonly<Record<NumberFunction, (value: number) => number>> = {
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  exp: Math.exp,
  sqrt: Math.sqrt,
  abs: Math.abs,
};

function mapped(of: Expression, map: (value: number) => number): ColumnEvaluator {
  const evaluate = compileExpression(of);
  const results = new Float64Array(BLOCK_ROWS);
  return (inputs, rowCount) => {
    const values = evaluate(inputs, rowCount);
    for (let i = 0; i < rowCount; i++) results[i] = map(values[i]!);
    return results;
  };
}

function compileArithmetic(expression: Expression & { kind: 'arithmetic' }): ColumnEvaluator {
  const [left, right] = [compileExpression(expression.left), compileExpression(expression.right)];
  const results = new Float64Array(BLOCK_ROWS);
  const operate = OPERATORS[expression.operator];
  return (inputs, rowCount) => {
    const [a, b] = [left(inputs, rowCount), right(inputs, rowCount)];
    for (let i = 0; i < rowCount; i++) results[i] = operate(a[i]!, b[i]!);
    return results;
  };
}

const OPERATORS: Readonly<Record<'+' | '-' | '*' | '/' | '^', (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': power,
};

/** A square is a product, as in R. The zeroth power of a missing number is missing. */
function power(base: number, exponent: number): number {
  if (exponent === 2) return base * base;
  return Number.isNaN(base) ? base : base ** exponent;
}

function orthogonal(degree: number, basis: PolynomialBasis): (value: number) => number {
  const norm = Math.sqrt(basis.squares[degree]!);
  return (value) => orthogonalPolynomial(value, degree, basis) / norm;
}

/** The orthogonal polynomial of a degree, not normed; what the basis must know of is the degrees below. */
export function orthogonalPolynomial(
  value: number,
  degree: number,
  { centres, squares }: PolynomialBasis,
): number {
  let before = 0;
  let now = 1;
  for (let k = 0; k < degree; k++) {
    const next = (value - centres[k]!) * now - (k === 0 ? 0 : squares[k]! / squares[k - 1]!) * before;
    before = now;
    now = next;
  }
  return now;
}

function compileIndicator({ column, level }: Indicator): ColumnEvaluator {
  const results = new Float64Array(BLOCK_ROWS);
  const number = Number(level);
  return (inputs, rowCount) => {
    const coded = inputs.codes(column);
    if (coded === null) {
      const values = inputs.numbers(column);
      for (let i = 0; i < rowCount; i++)
        results[i] = Number.isNaN(values[i]!) ? Number.NaN : Number(values[i] === number);
      return results;
    }
    const code = coded.levels.indexOf(level);
    for (let i = 0; i < rowCount; i++)
      results[i] = coded.codes[i]! < 0 ? Number.NaN : Number(coded.codes[i] === code);
    return results;
  };
}
