import { ONE, quotient } from './doubleDouble.js';
import {
  dotProduct,
  type ExactColumn,
  emptyColumn,
  entry,
  entrywiseProduct,
  partOfColumn,
  setEntry,
  subtractMultiple,
} from './exactColumns.js';

/**
 * `[1 X y] = Q U` in double-double, without square roots: U is an upper triangle of ones on the diagonal, the columns
 * of Q are orthogonal, and `squares` are their squared norms. All that a fit needs to know of the rows it has absorbed;
 * triangles of parts of the rows merge into the triangle of all of them. Plain data.
 */
export type ExactTriangle = {
  /** Columns of `[1 X y]`. */
  width: number;
  /** U column-major, width²: U[i, j] at `j * width + i`; zero below the diagonal. */
  values: ExactColumn;
  /** Length `width`, none negative. */
  squares: ExactColumn;
  /** Rows absorbed. */
  rowCount: number;
};

/** Tells an exact triangle from one in double precision. */
export function isExactTriangle(triangle: object): triangle is ExactTriangle {
  return 'squares' in triangle;
}

/** The triangle of no rows. */
export function emptyExactTriangle(width: number): ExactTriangle {
  const values = emptyColumn(width * width);
  for (let k = 0; k < width; k++) values.high[k * width + k] = 1;
  return { width, values, squares: emptyColumn(width), rowCount: 0 };
}

/**
 * Absorbs rows into a triangle: modified Gram-Schmidt on U, whose rows weigh `squares`, over the rows. `rows` are
 * `triangle.width` columns and are overwritten; they reach about 1 in size.
 *
 * @see Björck (1967), Solving linear least squares problems by Gram-Schmidt orthogonalization; Björck and Paige (1992)
 *   for why the triangle is right even where the columns of Q have lost their angles.
 */
export function absorbExactRows(triangle: ExactTriangle, rows: readonly ExactColumn[]): void {
  const rowCount = rows[0]?.high.length ?? 0;
  const { width } = triangle;
  const stack = columnsOfTriangle(triangle).map((top, k) => joined(top, rows[k]!));
  const weights = emptyColumn(width + rowCount);
  weights.high.fill(1);
  weights.high.set(triangle.squares.high);
  weights.low.set(triangle.squares.low);
  orthogonalise(triangle, stack, weights);
  triangle.rowCount += rowCount;
}

/** The triangle of the rows of both; neither is changed. Any split of the rows gives the same up to rounding. */
export function mergeExactTriangles(first: ExactTriangle, second: ExactTriangle): ExactTriangle {
  const merged = selectExactColumns(
    first,
    Array.from({ length: first.width }, (_, k) => k),
    second,
  );
  return { ...merged, rowCount: first.rowCount + second.rowCount };
}

/** The triangle of some of the columns, in the order given, of one triangle or of two over each other. */
export function selectExactColumns(
  triangle: ExactTriangle,
  columns: readonly number[],
  below?: ExactTriangle,
): ExactTriangle {
  const parts = below === undefined ? [triangle] : [triangle, below];
  const all = parts.map(columnsOfTriangle);
  const stack = columns.map((column) => all.map((part) => part[column]!).reduce(joined, emptyColumn(0)));
  const selected = emptyExactTriangle(columns.length);
  orthogonalise(selected, stack, parts.map(({ squares }) => squares).reduce(joined));
  return { ...selected, rowCount: triangle.rowCount };
}

/** Writes U and the squares of weighted columns, which become those of Q. */
function orthogonalise(
  { width, values, squares }: ExactTriangle,
  columns: readonly ExactColumn[],
  weights: ExactColumn,
): void {
  for (let k = 0; k < width; k++) {
    const column = columns[k]!;
    const weighted = entrywiseProduct(column, weights);
    const square = dotProduct(column, weighted);
    setEntry(squares, k, square);
    setEntry(values, k * width + k, ONE);
    for (let j = k + 1; j < width; j++) {
      if (!(square.high > 0)) {
        setEntry(values, j * width + k, { high: 0, low: 0 });
        continue;
      }
      const share = quotient(dotProduct(columns[j]!, weighted), square);
      setEntry(values, j * width + k, share);
      subtractMultiple(columns[j]!, share, column);
    }
  }
}

function columnsOfTriangle({ width, values }: ExactTriangle): ExactColumn[] {
  return Array.from({ length: width }, (_, k) => partOfColumn(values, k * width, (k + 1) * width));
}

function joined(first: ExactColumn, second: ExactColumn): ExactColumn {
  const column = emptyColumn(first.high.length + second.high.length);
  for (const part of ['high', 'low'] as const) {
    column[part].set(first[part]);
    column[part].set(second[part], first[part].length);
  }
  return column;
}

/** Entry U[i, j]. */
export function entryOfTriangle({ width, values }: ExactTriangle, i: number, j: number) {
  return entry(values, j * width + i);
}
