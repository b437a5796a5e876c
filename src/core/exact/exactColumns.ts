import { type DoubleDouble, normalised, productError } from './doubleDouble.js';

/** A column of numbers in double-double: the doubles and what these leave. Arrays of one length. */
export type ExactColumn = { high: Float64Array; low: Float64Array };

export function emptyColumn(length: number): ExactColumn {
  return { high: new Float64Array(length), low: new Float64Array(length) };
}

export function entry({ high, low }: ExactColumn, i: number): DoubleDouble {
  return { high: high[i]!, low: low[i]! };
}

export function setEntry(column: ExactColumn, i: number, { high, low }: DoubleDouble): void {
  column.high[i] = high;
  column.low[i] = low;
}

/** A part of a column, not copied. */
export function partOfColumn({ high, low }: ExactColumn, from: number, to: number): ExactColumn {
  return { high: high.subarray(from, to), low: low.subarray(from, to) };
}

/** The sum of the products of two columns, right to about 2^-100 of the sum of their sizes. */
export function dotProduct(a: ExactColumn, b: ExactColumn): DoubleDouble {
  let high = 0;
  let low = 0;
  for (let i = 0; i < a.high.length; i++) {
    const aHigh = a.high[i]!;
    const bHigh = b.high[i]!;
    const product = aHigh * bHigh;
    const error = productError(aHigh, bHigh, product) + (aHigh * b.low[i]! + a.low[i]! * bHigh);
    const sum = high + product;
    const second = sum - high;
    low += high - (sum - second) + (product - second) + error;
    high = sum;
  }
  return normalised(high, low);
}

/** Takes `factor` times a column from another, in place. */
export function subtractMultiple(
  from: ExactColumn,
  { high: factorHigh, low: factorLow }: DoubleDouble,
  column: ExactColumn,
): void {
  for (let i = 0; i < column.high.length; i++) {
    const high = column.high[i]!;
    const product = -factorHigh * high;
    const error = productError(-factorHigh, high, product) - (factorHigh * column.low[i]! + factorLow * high);
    const before = from.high[i]!;
    const sum = before + product;
    const second = sum - before;
    const low = before - (sum - second) + (product - second) + (from.low[i]! + error);
    const rounded = sum + low;
    from.high[i] = rounded;
    from.low[i] = low - (rounded - sum);
  }
}

/** The products of the entries of two columns, one by one. */
export function entrywiseProduct(a: ExactColumn, b: ExactColumn): ExactColumn {
  const result = emptyColumn(a.high.length);
  for (let i = 0; i < a.high.length; i++) {
    const high = a.high[i]! * b.high[i]!;
    const low =
      productError(a.high[i]!, b.high[i]!, high) + (a.high[i]! * b.low[i]! + a.low[i]! * b.high[i]!);
    const rounded = high + low;
    result.high[i] = rounded;
    result.low[i] = low - (rounded - high);
  }
  return result;
}
