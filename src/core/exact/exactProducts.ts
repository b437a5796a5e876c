import { type DoubleDouble, difference, ONE, product, quotient } from './doubleDouble.js';
import { entry, setEntry } from './exactColumns.js';
import { type ExactTriangle, emptyExactTriangle, entryOfTriangle } from './exactTriangle.js';

/** Shares of their squares that columns of X must keep apart from those before them: products square a condition. */
const LEAST_SHARE = 2 ** -10;
/** The same of the target, whose own square alone it makes less exact. */
const LEAST_SHARE_OF_TARGET = 2 ** -20;

/**
 * `U' squares U` of the products of the columns of `[1 X y]`, given as a triangle of them: Cholesky's factorisation
 * without roots. Half the work of orthogonal columns, and as exact as they are to about 2^-97 of each column, being
 * given up where a column is near a combination of those before it.
 *
 * @returns null where it is.
 */
export function triangleOfProducts({
  width,
  values: products,
  rowCount,
}: ExactTriangle): ExactTriangle | null {
  const triangle = { ...emptyExactTriangle(width), rowCount };
  const { squares, values } = triangle;
  for (let k = 0; k < width; k++) {
    const rest = (j: number) => withoutEarlier(triangle, [k, j], entry(products, j * width + k));
    const square = rest(k);
    const least = k < width - 1 ? LEAST_SHARE : LEAST_SHARE_OF_TARGET;
    if (!(square.high > least * products.high[k * width + k]!)) return null;
    setEntry(squares, k, square);
    setEntry(values, k * width + k, ONE);
    for (let j = k + 1; j < width; j++) setEntry(values, j * width + k, quotient(rest(j), square));
  }
  return triangle;
}

/** The product of two columns less what the columns of Q before the first have of it. */
function withoutEarlier(triangle: ExactTriangle, [k, j]: readonly [number, number], all: DoubleDouble) {
  let left = all;
  for (let i = 0; i < k; i++) {
    const share = product(entryOfTriangle(triangle, i, k), entryOfTriangle(triangle, i, j));
    left = difference(left, product(entry(triangle.squares, i), share));
  }
  return left;
}
