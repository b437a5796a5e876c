import {
  type DesignColumn,
  type Expression,
  type Indicator,
  NUMBER_FUNCTIONS,
  type PolynomialBasis,
} from '../core/model/designColumn.js';
import { either, isCount, isNumber, isString, listOf, oneOf, record, type Shape } from './shape.js';

/** Deeper than any formula that can be parsed: text that was stored may hold anything. */
const DEEPEST = 1000;

const isBasis = record<PolynomialBasis>({ centres: listOf(isNumber), squares: listOf(isNumber) });

/** An expression nested at most so deep. */
function expressionUpTo(depth: number): Shape<Expression> {
  const isInner: Shape<Expression> = (value): value is Expression =>
    depth > 0 && expressionUpTo(depth - 1)(value);
  const isOneOfThem = either<
    [
      Expression & { kind: 'column' },
      Expression & { kind: 'number' },
      Expression & { kind: 'negate' },
      Expression & { kind: 'arithmetic' },
      Expression & { kind: 'function' },
      Expression & { kind: 'polynomial' },
    ]
  >(
    record({ kind: oneOf('column'), name: isString }),
    record({ kind: oneOf('number'), value: isNumber }),
    record({ kind: oneOf('negate'), of: isInner }),
    record({
      kind: oneOf('arithmetic'),
      operator: oneOf('+', '-', '*', '/', '^'),
      left: isInner,
      right: isInner,
    }),
    record({ kind: oneOf('function'), name: oneOf(...NUMBER_FUNCTIONS), of: isInner }),
    record({ kind: oneOf('polynomial'), of: isInner, degree: isCount, basis: isBasis }),
  );
  return isOneOfThem;
}

const isIndicator = record<Indicator>({ kind: oneOf('level'), column: isString, level: isString });

/** True when a value has every field of a `DesignColumn`. */
export const isDesignColumn: Shape<DesignColumn> = record<DesignColumn>({
  name: isString,
  factors: listOf(either<[Expression, Indicator]>(expressionUpTo(DEEPEST), isIndicator)),
});
