/** Shares of their squares that columns of X must keep apart from those before them: products square a condition. */
const LEAST_SHARE = 2 ** -5;
/** The same of the target, whose own square alone it makes less exact. */
const LEAST_SHARE_OF_TARGET = 2 ** -10;

/** Products of the columns of `[1 X y]`, the lower triangle of them; `stride` numbers to a row. */
export type Products = { values: Float64Array; width: number; stride: number };

/**
 * Writes R of `R' R`, the products, to `to` (row-major, width², zeros before): Cholesky's factorisation. Less than half the
 * work of reflections, and to about 5 bits as exact as they are in a column by itself, being given up where a column is near a
 * combination of those before it.
 *
 * @returns false where it is; `to` has zeros then.
 * @see Golub and Van Loan, Matrix Computations, 4th ed., 4.2.
 */
export function triangleOfProducts({ values: products, width, stride }: Products, to: Float64Array): boolean {
  for (let k = 0; k < width; k++) {
    const own = products[k * stride + k]!;
    const square = withoutEarlier(to, { k, j: k, width }, own);
    if (!(square > (k < width - 1 ? LEAST_SHARE : LEAST_SHARE_OF_TARGET) * own)) {
      to.fill(0);
      return false;
    }
    const root = Math.sqrt(square);
    to[k * width + k] = root;
    for (let j = k + 1; j < width; j++)
      to[k * width + j] = withoutEarlier(to, { k, j, width }, products[j * stride + k]!) / root;
  }
  return true;
}

/** The product of two columns less what the columns of Q before the first have of it. */
function withoutEarlier(
  triangle: Float64Array,
  { k, j, width }: { k: number; j: number; width: number },
  product: number,
): number {
  let left = product;
  for (let row = 0; row < k; row++) left -= triangle[row * width + k]! * triangle[row * width + j]!;
  return left;
}
