import { formatName } from './formatFormula.js';
import type { FormulaNode } from './formulaAst.js';

/** Digits that R writes of a number. */
const DIGITS = 15;
/** Operators that R writes without spaces. */
const TIGHT: ReadonlySet<string> = new Set(['/', '^', ':']);

/**
 * A piece of a formula as R's `deparse` writes it: what R calls a variable, and with it the coefficient.
 *
 * @param dot what to write for `.`
 */
export function deparse(node: FormulaNode, dot = '.'): string {
  switch (node.kind) {
    case 'name':
      return formatName(node.name);
    case 'dot':
      return dot;
    case 'number':
      return deparseNumber(node.value);
    case 'string':
      return JSON.stringify(node.value);
    case 'group':
      return `(${deparse(node.inner, dot)})`;
    case 'unary':
      return `${node.operator}${deparse(node.operand, dot)}`;
    case 'call':
      return `${node.name}(${node.arguments.map(deparseArgument).join(', ')})`;
    case 'binary':
      return deparseBinary(node, dot);
  }
}

function deparseArgument({ name, value }: { name: string | null; value: FormulaNode }): string {
  if (name === null) return deparse(value);
  const isTruth = value.kind === 'name' && (value.name === 'TRUE' || value.name === 'FALSE');
  return `${name} = ${isTruth ? value.name : deparse(value)}`;
}

/** Walks down the left side in a loop: a sum may be long. */
function deparseBinary(node: FormulaNode & { kind: 'binary' }, dot: string): string {
  const tail: string[] = [];
  let first: FormulaNode = node;
  for (; first.kind === 'binary'; first = first.left) {
    const { operator } = first;
    tail.push(`${TIGHT.has(operator) ? operator : ` ${operator} `}${deparse(first.right, dot)}`);
  }
  return deparse(first, dot) + tail.reverse().join('');
}

/** A number with up to 15 digits, in whichever of R's two notations is shorter: `100`, `1e+05`, `0.001`, `1e-04`. */
export function deparseNumber(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value + 0);
  const [mantissa, power] = value.toExponential(DIGITS - 1).split('e') as [string, string];
  const digits = mantissa.replace(/\.?0+$/, '');
  const exponent = Number(power);
  const decimals = Math.max(0, digits.replace(/[-.]/g, '').length - 1 - exponent);
  const fixed = Number(`${digits}e${exponent}`).toFixed(Math.min(decimals, 100));
  const size = String(Math.abs(exponent)).padStart(2, '0');
  const scientific = `${digits}e${exponent < 0 ? '-' : '+'}${size}`;
  return decimals <= 100 && fixed.length <= scientific.length ? fixed : scientific;
}
