/** Functions a formula may apply to a number, as R spells them. */
export const NUMBER_FUNCTIONS = ['log', 'log2', 'log10', 'log1p', 'exp', 'sqrt', 'abs'] as const;
export type NumberFunction = (typeof NUMBER_FUNCTIONS)[number];

/** A number computed from the number columns of a row. Plain data: it crosses threads. */
export type Expression =
  | { kind: 'column'; name: string }
  | { kind: 'number'; value: number }
  | { kind: 'negate'; of: Expression }
  | { kind: 'arithmetic'; operator: '+' | '-' | '*' | '/' | '^'; left: Expression; right: Expression }
  | { kind: 'function'; name: NumberFunction; of: Expression }
  | { kind: 'polynomial'; of: Expression; degree: number; basis: PolynomialBasis };

/**
 * Orthogonal polynomials of a column over the rows in which it is a number, as R's `poly` makes them: degree 1 is
 * `x - centres[0]`, degree k + 1 is `(x - centres[k]) * degree k - (squares[k] / squares[k - 1]) * degree (k - 1)`, each
 * divided by the root of its sum of squares, `squares[k]` being that of degree k (of degree 0: the number of rows).
 */
export type PolynomialBasis = { centres: readonly number[]; squares: readonly number[] };

/**
 * 1 in rows whose factor has this level, else 0. `level` is the text of a category, or a number as `String` writes it
 * where the column holds numbers.
 */
export type Indicator = { kind: 'level'; column: string; level: string };

/** A column of the design matrix: the product of its factors. `name` is the coefficient's, as R gives it. */
export type DesignColumn = { name: string; factors: readonly (Expression | Indicator)[] };

/** A column of the file as it stands. */
export function plainColumn(name: string): DesignColumn {
  return { name, factors: [{ kind: 'column', name }] };
}

/** The file's column that a design column is, as it stands; null for a computed one. */
export function plainNameOf({ factors }: DesignColumn): string | null {
  const only = factors.length === 1 ? factors[0] : undefined;
  return only?.kind === 'column' ? only.name : null;
}

/** The file's columns that a design column is computed from, each once, in the order of its text. */
export function inputsOf({ factors }: DesignColumn): string[] {
  return [...new Set(factors.flatMap(inputsOfFactor))];
}

function inputsOfFactor(factor: Expression | Indicator): string[] {
  switch (factor.kind) {
    case 'level':
      return [factor.column];
    case 'column':
      return [factor.name];
    case 'number':
      return [];
    case 'arithmetic':
      return [...inputsOfFactor(factor.left), ...inputsOfFactor(factor.right)];
    default:
      return inputsOfFactor(factor.of);
  }
}
