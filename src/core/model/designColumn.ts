/** Functions a formula may apply to a number, as R spells them. */
export type NumberFunction = 'log' | 'log2' | 'log10' | 'log1p' | 'exp' | 'sqrt' | 'abs';

/** A number computed from the number columns of a row. Plain data: it crosses threads. */
export type Expression =
  | { kind: 'column'; name: string }
  | { kind: 'number'; value: number }
  | { kind: 'negate'; of: Expression }
  | { kind: 'arithmetic'; operator: '+' | '-' | '*' | '/' | '^'; left: Expression; right: Expression }
  | { kind: 'function'; name: NumberFunction; of: Expression }
  | { kind: 'polynomial'; of: Expression; degree: number; basis: PolynomialBasis };

/**
 * Orthogonal polynomials of a column over the rows used, as R's `poly` makes them: degree 1 is `x - centres[0]`, degree
 * k + 1 is `(x - centres[k]) * degree k - (squares[k] / squares[k - 1]) * degree (k - 1)`, each divided by the root of
 * its sum of squares, `squares[k]` being that of degree k (of degree 0: the number of rows).
 */
export type PolynomialBasis = { centres: readonly number[]; squares: readonly number[] };

/** 1 in rows whose factor has this level, else 0. */
export type Indicator = { kind: 'level'; column: string; level: string };

/** A column of the design matrix: the product of its factors. `name` is the coefficient's, as R gives it. */
export type DesignColumn = { name: string; factors: readonly (Expression | Indicator)[] };
