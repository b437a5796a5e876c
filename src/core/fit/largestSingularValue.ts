/** Steps after which the value has long settled; each costs one product with the triangle and one with its transpose. */
const MOST_STEPS = 300;
const STEPS_BETWEEN_LOOKS = 5;
/** Settled when the squared value moves no more than this, relatively. */
const SETTLED = 1e-14;

/**
 * The largest singular value of an upper triangle (column-major, size²), by Lanczos' method on `R'R` with every new
 * vector made orthogonal to all before it.
 *
 * @see Golub and Van Loan, Matrix Computations, 4th ed., 10.1 and 10.3.
 */
export function largestSingularValue(values: Float64Array, size: number): number {
  const basis: Float64Array[] = [unit(Float64Array.from({ length: size }, (_, i) => 2 + Math.sin(i * i)))];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let largest = 0;
  for (let step = 0; step < Math.min(size, MOST_STEPS); step++) {
    const next = timesTransposed(values, timesTriangle(values, basis[step]!));
    diagonal.push(dot(basis[step]!, next));
    for (const vector of [...basis, ...basis]) subtract(next, vector, dot(vector, next));
    const rest = Math.sqrt(dot(next, next));
    const isLast = step + 1 === size || rest <= SETTLED * diagonal[0]!;
    if (isLast || step % STEPS_BETWEEN_LOOKS === 0) {
      const found = largestEigenvalue(diagonal, beside);
      if (isLast || found - largest <= SETTLED * found) return Math.sqrt(found);
      largest = found;
    }
    beside.push(rest);
    basis.push(next.map((value) => value / rest));
  }
  return Math.sqrt(largest);
}

function timesTriangle(values: Float64Array, x: Float64Array): Float64Array {
  const size = x.length;
  const y = new Float64Array(size);
  for (let j = 0; j < size; j++) for (let i = 0; i <= j; i++) y[i]! += values[j * size + i]! * x[j]!;
  return y;
}

function timesTransposed(values: Float64Array, y: Float64Array): Float64Array {
  const size = y.length;
  const x = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    x[j] = dot(values.subarray(j * size, j * size + j + 1), y);
  }
  return x;
}

/** Of a symmetric tridiagonal matrix, by bisection on the number of negative pivots. */
function largestEigenvalue(diagonal: readonly number[], beside: readonly number[]): number {
  let low = Math.max(...diagonal);
  const reach = (i: number) => Math.abs(beside[i - 1] ?? 0) + Math.abs(beside[i] ?? 0);
  let high = Math.max(...diagonal.map((value, i) => value + reach(i)));
  while (high - low > Number.EPSILON * high) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (isAbove(middle, diagonal, beside)) high = middle;
    else low = middle;
  }
  return high;
}

/** True when no eigenvalue is as large: all pivots of the matrix less the number are negative. */
function isAbove(number: number, diagonal: readonly number[], beside: readonly number[]): boolean {
  let pivot = -1;
  for (const [i, value] of diagonal.entries()) {
    const before = i === 0 ? 0 : beside[i - 1]! ** 2 / pivot;
    pivot = value - number - before;
    if (pivot >= 0) return false;
  }
  return true;
}

function unit(vector: Float64Array): Float64Array {
  const norm = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / norm);
}

/** Of the numbers of a and as many of b. In four sums: one would wait for each addition. */
function dot(a: Float64Array, b: Float64Array): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    sum0 += a[i]! * b[i]!;
    sum1 += a[i + 1]! * b[i + 1]!;
    sum2 += a[i + 2]! * b[i + 2]!;
    sum3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < a.length; i++) sum0 += a[i]! * b[i]!;
  return sum0 + sum1 + (sum2 + sum3);
}

function subtract(from: Float64Array, vector: Float64Array, weight: number): void {
  for (let i = 0; i < from.length; i++) from[i]! -= weight * vector[i]!;
}
