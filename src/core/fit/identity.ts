import type { Frame } from './frame.js';
import type { DroppedColumn } from './rank.js';
import type { Triangle } from './triangle.js';

/** `column = sum of weight * name + constant`, in the units of the file, with weights a person can read. */
export type Identity = {
  column: string;
  terms: readonly { name: string; weight: string }[];
  constant: string;
};

/** More terms than this are no identity that a person takes in. */
const MOST_TERMS = 6;
const LARGEST_DENOMINATOR = 12;
const SIGNIFICANT_DIGITS = 9;

/**
 * Writes a dropped column as a combination of earlier ones, when small numbers do: weights are rounded to short
 * decimals or small fractions, and the rounded identity is verified on the triangle, that is on all rows.
 *
 * @param full the triangle of all columns of `[1 X y]`.
 * @returns null when no short identity holds to the rounding of the data.
 */
export function identityOf(frame: Frame, full: Triangle, dropped: DroppedColumn): Identity | null {
  const first = frame.hasIntercept ? 1 : 0;
  const own = dropped.column - first;
  const terms: { column: number; weight: number; text: string }[] = [];
  for (const [i, column] of dropped.earlier.entries()) {
    if (column < first || !dropped.sources.includes(column)) continue;
    const unit = frame.scale[column - first]! / frame.scale[own]!;
    const rounded = readableNumber(dropped.weights[i]! * unit);
    terms.push({ column, weight: rounded.value / unit, text: rounded.text });
  }
  if (terms.length === 0 || terms.length > MOST_TERMS) return null;
  if (remainderNorm(full, { dropped, terms, first }) > dropped.tolerance) return null;
  const nameOf = (column: number) => frame.columns[column - first]!.name;
  return {
    column: nameOf(dropped.column),
    terms: terms.map(({ column, text }) => ({ name: nameOf(column), weight: text })),
    constant: frame.hasIntercept ? constantOf(frame, full, { dropped, terms }) : '0',
  };
}

/**
 * The same with one of the terms on the left, where that leaves nothing to subtract: `total = a + b` rather than
 * `b = total - a`.
 *
 * @param order the names in the order of the formula.
 */
export function asSum(identity: Identity, order: readonly string[]): Identity {
  const { column, terms, constant } = identity;
  const positive = terms.filter(({ weight }) => !weight.startsWith('-'));
  const [whole] = positive;
  if (positive.length !== 1 || whole!.weight !== '1' || terms.length < 2) return identity;
  const parts = terms
    .filter((term) => term !== whole)
    .map(({ name, weight }) => ({ name, weight: weight.slice(1) }));
  const others = [...parts, { name: column, weight: '1' }];
  others.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return { column: whole!.name, terms: others, constant: negated(constant) };
}

function negated(number: string): string {
  if (number === '0') return number;
  return number.startsWith('-') ? number.slice(1) : `-${number}`;
}

/** The identity as a line of arithmetic: `total = a + b`, `fahrenheit = 1.8 * celsius + 32`. */
export function writeIdentity({ column, terms, constant }: Identity): string {
  const pieces = terms.map(({ name, weight }) => ({ weight, name }));
  if (constant !== '0') pieces.push({ weight: constant, name: '' });
  const sum = pieces.map(({ weight, name }, i) => {
    const size = weight.replace('-', '');
    const sign = weight.startsWith('-') ? '-' : '+';
    const product = name === '' ? size : size === '1' ? name : `${size} * ${name}`;
    if (i === 0) return sign === '-' ? `-${product}` : product;
    return ` ${sign} ${product}`;
  });
  return `${column} = ${sum.join('')}`;
}

type Combination = { dropped: DroppedColumn; terms: readonly { column: number; weight: number }[] };

/** Norm over the rows of `column - sum of weight * term`, about the mean where there is an intercept. */
function remainderNorm(full: Triangle, { dropped, terms, first }: Combination & { first: number }): number {
  const { width, values } = full;
  let sum = 0;
  for (let i = first; i < width; i++) {
    let entry = values[dropped.column * width + i]!;
    for (const { column, weight } of terms) entry -= weight * values[column * width + i]!;
    sum += entry * entry;
  }
  return Math.sqrt(sum);
}

/** Mean of the column minus the means of the terms, rounded to what the data can tell. */
function constantOf(frame: Frame, { width, values }: Triangle, { dropped, terms }: Combination): string {
  const own = dropped.column - 1;
  let constant = frame.shift[own]! + values[dropped.column * width]! / values[0]! / frame.scale[own]!;
  let size = Math.abs(constant);
  for (const { column, weight } of terms) {
    const k = column - 1;
    const mean = frame.shift[k]! + values[column * width]! / values[0]! / frame.scale[k]!;
    const step = ((weight * frame.scale[k]!) / frame.scale[own]!) * mean;
    constant -= step;
    size += Math.abs(step);
  }
  return Math.abs(constant) <= 1e-12 * size ? '0' : readableNumber(constant).text;
}

/** The number as a short decimal, else as the integer or the fraction of small integers next to it, else as nine digits. */
function readableNumber(value: number): { value: number; text: string } {
  const decimal = Number(value.toPrecision(SIGNIFICANT_DIGITS));
  if (String(Math.abs(decimal)).length <= SIGNIFICANT_DIGITS - 1)
    return { value: decimal, text: String(decimal) };
  for (let denominator = 1; denominator <= LARGEST_DENOMINATOR; denominator++) {
    const numerator = Math.round(value * denominator);
    if (Math.abs(value * denominator - numerator) < 1e-8 * Math.max(1, Math.abs(numerator)))
      return {
        value: numerator / denominator,
        text: denominator === 1 ? String(numerator) : `${numerator}/${denominator}`,
      };
  }
  return { value: decimal, text: String(decimal) };
}
