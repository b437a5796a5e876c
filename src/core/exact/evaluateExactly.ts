import type { DesignColumn, Expression, Indicator, NumberFunction } from '../model/designColumn.js';
import type { BlockInputs } from '../model/evaluate.js';
import { lowWordOfLiteral } from '../table/lowWord.js';
import { BLOCK_ROWS } from '../table/table.js';
import {
  type DoubleDouble,
  difference,
  fromNumber,
  negative,
  normalised,
  ONE,
  product,
  quotient,
  squareRoot,
  sum,
  wholePower,
  ZERO,
} from './doubleDouble.js';
import { type ExactColumn, emptyColumn, setEntry } from './exactColumns.js';

/** The file's columns in a block of rows, with what the doubles of its numbers leave of the decimals; null: unknown. */
export type ExactInputs = BlockInputs & { lows(column: string): Float64Array | null };

/** The values of a design column in a block of rows, NaN where they are not defined. Valid until the next block. */
export type ExactEvaluator = (inputs: ExactInputs, rowCount: number) => ExactColumn;

/** The value in one row of the block at hand. */
type RowEvaluator = (row: number) => DoubleDouble;

/**
 * Compiles a design column to loops over a block in double-double: sums, products, quotients and whole powers are right
 * to about 31 digits, functions other than `abs` and `sqrt` to about 16. What is not finite is NaN: no fit can use it.
 */
export function compileExactColumn({ factors }: DesignColumn): ExactEvaluator {
  const [first] = factors;
  if (factors.length === 1 && first!.kind === 'column') return storedColumn(first!.name);
  const result = emptyColumn(BLOCK_ROWS);
  return (inputs, rowCount) => {
    const [head, ...rest] = factors.map((factor) => evaluatorOf(factor, inputs));
    for (let row = 0; row < rowCount; row++) {
      const value = rest.reduce((total, part) => product(total, part(row)), head!(row));
      setEntry(result, row, Number.isFinite(value.high) ? value : UNDEFINED);
    }
    return result;
  };
}

const UNDEFINED = fromNumber(Number.NaN);
const NO_LOWS = new Float64Array(BLOCK_ROWS);

function storedColumn(name: string): ExactEvaluator {
  return (inputs) => ({ high: inputs.numbers(name), low: inputs.lows(name) ?? NO_LOWS });
}

function evaluatorOf(factor: Expression | Indicator, inputs: ExactInputs): RowEvaluator {
  switch (factor.kind) {
    case 'level':
      return indicator(factor, inputs);
    case 'column': {
      const { high, low } = storedColumn(factor.name)(inputs, 0);
      return (row) => normalised(high[row]!, low[row]!);
    }
    case 'number': {
      const value = exactLiteral(factor.value);
      return () => value;
    }
    case 'negate': {
      const of = evaluatorOf(factor.of, inputs);
      return (row) => negative(of(row));
    }
    case 'function': {
      const of = evaluatorOf(factor.of, inputs);
      const apply = FUNCTIONS[factor.name];
      return (row) => apply(of(row));
    }
    case 'polynomial':
      return orthogonal(factor, evaluatorOf(factor.of, inputs));
    case 'arithmetic':
      return arithmetic(factor, inputs);
  }
}

/** A number of the formula as it was typed: 0.1 is a tenth. */
function exactLiteral(value: number): DoubleDouble {
  return normalised(value, lowWordOfLiteral(String(value), value));
}

/**
 * A double's function of what the high word holds, and what the low word adds by its derivative: `exp` of 700.1 would
 * lose two digits to the rounding of 700.1 else.
 */
const ofDouble =
  (apply: (value: number) => number, derivative: (value: number, result: number) => number) =>
  ({ high, low }: DoubleDouble) => {
    const result = apply(high);
    return corrected(result, low === 0 ? 0 : low * derivative(high, result));
  };

/** Where the result is no number, or infinite, so is the sum. */
function corrected(result: number, correction: number): DoubleDouble {
  return correction === 0 || !Number.isFinite(result) ? fromNumber(result) : normalised(result, correction);
}

const FUNCTIONS: Readonly<Record<NumberFunction, (value: DoubleDouble) => DoubleDouble>> = {
  log: ofDouble(Math.log, (value) => 1 / value),
  log2: ofDouble(Math.log2, (value) => Math.LOG2E / value),
  log10: ofDouble(Math.log10, (value) => Math.LOG10E / value),
  log1p: ofDouble(Math.log1p, (value) => 1 / (1 + value)),
  exp: ofDouble(Math.exp, (_, result) => result),
  sqrt: (value) => (value.high > 0 ? squareRoot(value) : fromNumber(Math.sqrt(value.high))),
  abs: (value) => (value.high < 0 ? negative(value) : value),
};

type Arithmetic = Expression & { kind: 'arithmetic' };

function arithmetic({ operator, left, right }: Arithmetic, inputs: ExactInputs): RowEvaluator {
  const [a, b] = [evaluatorOf(left, inputs), evaluatorOf(right, inputs)];
  const apply = OPERATORS[operator];
  return (row) => apply(a(row), b(row));
}

const OPERATORS: Readonly<
  Record<Arithmetic['operator'], (a: DoubleDouble, b: DoubleDouble) => DoubleDouble>
> = { '+': sum, '-': difference, '*': product, '/': quotient, '^': power };

/** Powers beyond which a double's serve: nobody types them, and they would be long products. */
const LARGEST_POWER = 1024;

function power(base: DoubleDouble, { high: exponent, low }: DoubleDouble): DoubleDouble {
  if (Number.isNaN(base.high)) return base;
  const isWhole = Number.isInteger(exponent) && low === 0 && Math.abs(exponent) <= LARGEST_POWER;
  if (isWhole) return wholePower(base, exponent);
  const result = base.high ** exponent;
  const moved = (base.low * exponent) / base.high + (low === 0 ? 0 : low * Math.log(base.high));
  return corrected(result, result === 0 ? 0 : result * moved);
}

function orthogonal(
  { degree, basis: { centres, squares } }: Expression & { kind: 'polynomial' },
  of: RowEvaluator,
): RowEvaluator {
  const norm = squareRoot(fromNumber(squares[degree]!));
  const ratios = squares.map((square, k) =>
    k === 0 ? ZERO : quotient(fromNumber(square), fromNumber(squares[k - 1]!)),
  );
  return (row) => {
    const value = of(row);
    let [before, now] = [ZERO, ONE];
    for (let k = 0; k < degree; k++) {
      const step = product(difference(value, fromNumber(centres[k]!)), now);
      [before, now] = [now, difference(step, product(ratios[k]!, before))];
    }
    return quotient(now, norm);
  };
}

function indicator({ column, level }: Indicator, inputs: ExactInputs): RowEvaluator {
  const coded = inputs.codes(column);
  if (coded === null) {
    const values = inputs.numbers(column);
    const number = Number(level);
    return (row) => (Number.isNaN(values[row]!) ? UNDEFINED : values[row] === number ? ONE : ZERO);
  }
  const code = coded.levels.indexOf(level);
  return (row) => (coded.codes[row]! < 0 ? UNDEFINED : coded.codes[row] === code ? ONE : ZERO);
}
