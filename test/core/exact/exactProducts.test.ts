import assert from 'node:assert';
import { dotProduct, type ExactColumn, setEntry } from '../../../src/core/exact/exactColumns.js';
import { triangleOfProducts } from '../../../src/core/exact/exactProducts.js';
import {
  absorbExactRows,
  type ExactTriangle,
  emptyExactTriangle,
} from '../../../src/core/exact/exactTriangle.js';
import { Random } from '../table/polluted/random.js';
import { arithmetics, powerOf, solveDecimals } from './exactFit.js';

const ROWS = 3000;

function columnsOf(values: readonly number[][]): ExactColumn[] {
  return values.map((column) => ({ high: Float64Array.from(column), low: new Float64Array(column.length) }));
}

function productsOf(columns: readonly ExactColumn[]): ExactTriangle {
  const products = emptyExactTriangle(columns.length);
  for (const [j, column] of columns.entries())
    for (let k = 0; k <= j; k++)
      setEntry(products.values, j * columns.length + k, dotProduct(columns[k]!, column));
  return { ...products, rowCount: ROWS };
}

/** A one, columns of which each is half the one before, and `last` made of the one before it. */
function madeUp(last: (before: number, noise: number) => number): number[][] {
  const random = new Random(11);
  const noise = () => random.integer(-1e9, 1e9) / 1e9;
  const rows = Array.from({ length: ROWS }, () => {
    const a = noise();
    const b = a / 2 + noise() / 2;
    return [1, a, b, last(b, noise())];
  });
  return [0, 1, 2, 3].map((k) => rows.map((row) => row[k]!));
}

describe('triangles of products', () => {
  it('are those of orthogonal columns to 2^-95 of each column', () => {
    const values = madeUp((before, noise) => before + noise / 8);
    const absorbed = emptyExactTriangle(4);
    const products = productsOf(columnsOf(values));
    const found = triangleOfProducts(products)!;
    absorbExactRows(absorbed, columnsOf(values));
    const assertNear = (part: 'values' | 'squares', i: number, size: number) => {
      const high = found[part].high[i]! - absorbed[part].high[i]!;
      const distance = high + (found[part].low[i]! - absorbed[part].low[i]!);
      assert.ok(Math.abs(distance) <= 2 ** -95 * size, `${part} ${i}: ${distance}`);
    };
    const square = (k: number) => products.values.high[k * 4 + k]!;
    for (let k = 0; k < 4; k++) {
      assertNear('squares', k, square(k));
      for (let j = k; j < 4; j++)
        assertNear('values', j * 4 + k, Math.sqrt(square(j) / absorbed.squares.high[k]!));
    }
    assert.strictEqual(found.rowCount, ROWS);
  });

  it('are given up where a column is near a combination of those before it, the target nearer', () => {
    const near = madeUp((before, noise) => before + noise / 64);
    assert.ok(triangleOfProducts(productsOf(columnsOf(near))));
    assert.strictEqual(triangleOfProducts(productsOf(columnsOf([...near, near[0]!]))), null);
    assert.strictEqual(
      triangleOfProducts(productsOf(columnsOf(madeUp((before, noise) => before + noise * 1e-4)))),
      null,
    );
  });

  for (const distance of [4, 0.0004])
    it(`of ${ROWS} rows lead the kernel to what plain loops find, columns ${distance} apart`, async () => {
      const random = new Random(5);
      const decimal = () => random.integer(-4e8, 4e8) / 1e8;
      const a = Array.from({ length: ROWS }, decimal);
      const b = a.map((value) => value + (decimal() * distance) / 4);
      const y = a.map((value, i) => 3 * value - b[i]! + decimal() / 8);
      const texts = (column: number[]) => column.map((value) => value.toFixed(12));
      const decimals = { a: texts(a), b: texts(b), y: texts(y) };
      const model = { columns: ['a', 'b', 'y'].map((name) => powerOf(name)), hasIntercept: true };
      const found = await Promise.all(
        arithmetics.map(async ([, load]) => solveDecimals(decimals, model, await load())),
      );
      const [first, ...others] = found.map(({ file }) => [
        ...file.estimates,
        ...file.standardErrors,
        file.shares!.explained,
      ]);
      for (const other of others) assert.deepStrictEqual(other, first);
    });
});
