import type { GausslineError } from '../errors.js';
import type { Expression } from './designColumn.js';
import { type ExpressionContext, expressionOf } from './expression.js';
import type { CallArgument, FormulaNode } from './formulaAst.js';

/** Higher powers of one column than this leave no digits. */
const HIGHEST_DEGREE = 25;

type Call = FormulaNode & { kind: 'call' };

/**
 * What `poly(x, 2)`, `poly(x, degree = 2)` and `poly(x, 2, raw = TRUE)` ask for.
 *
 * @throws GausslineError `formula/argument`, and what `expressionOf` throws.
 */
export function polynomialOf(
  call: Call,
  context: ExpressionContext,
): { of: Expression; degree: number; isRaw: boolean } {
  const wrong = () => wrongCall(call, context);
  const unnamed = call.arguments.filter(({ name }) => name === null);
  const named = (name: string) => call.arguments.find((argument) => argument.name === name);
  const known = call.arguments.filter(({ name }) => name === null || name === 'degree' || name === 'raw');
  const [of, second, ...more] = unnamed;
  const degree = named('degree') ?? second;
  if (of === undefined || more.length > 0 || known.length < call.arguments.length) throw wrong();
  if (named('degree') !== undefined && second !== undefined) throw wrong();
  return {
    of: expressionOf(of.value, context),
    degree: degree === undefined ? 1 : degreeOf(degree, wrong),
    isRaw: isTrue(named('raw'), wrong),
  };
}

function degreeOf({ value }: CallArgument, wrong: () => GausslineError): number {
  if (value.kind !== 'number' || !Number.isInteger(value.value)) throw wrong();
  if (value.value < 1 || value.value > HIGHEST_DEGREE) throw wrong();
  return value.value;
}

function isTrue(argument: CallArgument | undefined, wrong: () => GausslineError): boolean {
  if (argument === undefined) return false;
  const { value } = argument;
  if (value.kind === 'name' && ['TRUE', 'T', 'FALSE', 'F'].includes(value.name)) return value.name[0] === 'T';
  throw wrong();
}

function wrongCall(call: Call, { errors }: ExpressionContext): GausslineError {
  const expected = `\`poly()\` takes a column and a degree from 1 to ${HIGHEST_DEGREE}, and \`raw = TRUE\``;
  return errors.argument(call, expected, '`poly(area, 2)`');
}
