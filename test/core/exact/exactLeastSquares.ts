import { divide, type Rational, rational, subtract } from './rationals.js';

/** A column of decimals: `integers[i] / 10^decimals`. */
export type DecimalColumn = { integers: readonly bigint[]; decimals: number };

/** The least squares solution in exact arithmetic: what every digit of a fit is compared with. */
export type RationalFit = {
  coefficients: Rational[];
  /** Of the coefficients. */
  variances: Rational[];
  rss: Rational;
  /** Null where the target does not vary. */
  rSquared: Rational | null;
  /** Of each column of X, what is left of it on the columns before it: `d_k / |a_k|²`. */
  pivotRatios: number[];
};

/**
 * Solves the normal equations, which lose nothing in integers, by Gauss's and Jordan's elimination without fractions
 * (Bareiss, 1968). `columns` are those of X, an intercept's ones among them (first, if so). Null where they are
 * collinear.
 */
export function solveInRationals(
  columns: readonly DecimalColumn[],
  target: DecimalColumn,
  hasIntercept: boolean,
): RationalFit | null {
  const p = columns.length;
  const gram = columns.map((a) => columns.map((b) => dot(a.integers, b.integers)));
  const right = columns.map(({ integers }) => dot(integers, target.integers));
  const total = dot(target.integers, target.integers);
  const eliminated = eliminate(gram);
  if (eliminated === null) return null;
  const { adjugate, minors } = eliminated;
  const determinant = minors[p]!;
  const explained = rational(
    dot(
      right,
      adjugate.map((row) => dot(row, right)),
    ),
    determinant,
  );
  const rss = subtract(rational(total), explained);
  const n = BigInt(target.integers.length);
  const varying = hasIntercept ? subtract(rational(total), rational(right[0]! ** 2n, n)) : rational(total);
  const unit = (decimals: number) => 10n ** BigInt(decimals);
  const perSquare = unit(2 * target.decimals) * (n - BigInt(p));
  return {
    coefficients: columns.map(({ decimals }, k) =>
      rational(dot(adjugate[k]!, right) * unit(decimals), determinant * unit(target.decimals)),
    ),
    variances: columns.map(({ decimals }, k) =>
      rational(
        adjugate[k]![k]! * rss.numerator * unit(2 * decimals),
        determinant * rss.denominator * perSquare,
      ),
    ),
    rss: divide(rss, rational(unit(2 * target.decimals))),
    rSquared: varying.numerator === 0n ? null : subtract(rational(1n), divide(rss, varying)),
    pivotRatios: columns.map((_, k) => ratio(minors[k + 1]!, minors[k]! * gram[k]![k]!)),
  };
}

function dot(a: readonly bigint[], b: readonly bigint[]): bigint {
  let sum = 0n;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Determinant times inverse, and the leading minors from that of no rows on; null where the last is zero. */
function eliminate(matrix: readonly (readonly bigint[])[]) {
  const p = matrix.length;
  let rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1n : 0n))]);
  const minors = [1n];
  for (let k = 0; k < p; k++) {
    const pivotRow = rows[k]!;
    const pivot = pivotRow[k]!;
    if (pivot === 0n) return null;
    rows = rows.map((row, i) =>
      i === k ? row : row.map((value, j) => (pivot * value - row[k]! * pivotRow[j]!) / minors[k]!),
    );
    minors.push(pivot);
  }
  return { adjugate: rows.map((row) => row.slice(p)), minors };
}

/** To about 15 digits, however small. */
function ratio(numerator: bigint, denominator: bigint): number {
  const digits = denominator.toString().length + 20;
  return Number(`${(numerator * 10n ** BigInt(digits)) / denominator}e-${digits}`);
}
