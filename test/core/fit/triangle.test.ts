import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  absorbRows,
  emptyTriangle,
  mergeTriangles,
  selectColumns,
  type Triangle,
} from '../../../src/core/fit/triangle.js';
import { TriangleTree } from '../../../src/core/fit/triangleTree.js';

const WIDTH = 4;

/** Column-major rows `from` to `to` of a column-major table. */
function part(values: Float64Array, n: number, [from, to]: readonly [number, number]): Float64Array {
  const rows = new Float64Array(WIDTH * (to - from));
  for (let k = 0; k < WIDTH; k++) rows.set(values.subarray(k * n + from, k * n + to), k * (to - from));
  return rows;
}

function triangleOf(values: Float64Array, n: number, span: readonly [number, number]): Triangle {
  const triangle = emptyTriangle(WIDTH);
  absorbRows(triangle, part(values, n, span), span[1] - span[0]);
  return triangle;
}

/** Largest entry of the difference, signs of the rows aside, over the largest entry. */
function distance(a: Triangle, b: Triangle): number {
  let largest = 0;
  let difference = 0;
  for (let j = 0; j < WIDTH; j++)
    for (let i = 0; i <= j; i++) {
      const sign = Math.sign(a.values[i * WIDTH + i]!) * Math.sign(b.values[i * WIDTH + i]!) || 1;
      const [x, y] = [a.values[j * WIDTH + i]!, sign * b.values[j * WIDTH + i]!];
      largest = Math.max(largest, Math.abs(x));
      difference = Math.max(difference, Math.abs(x - y));
    }
  return difference / largest;
}

/** Rows that are not near collinear, so that the triangle is well determined. */
const table = fc.integer({ min: 8, max: 60 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    values: fc
      .float64Array({ minLength: WIDTH * n, maxLength: WIDTH * n, min: -1, max: 1, noNaN: true })
      .map((noise) => noise.map((value, i) => value * 0.1 + Math.sin(i * i + Math.floor(i / n)))),
    cut: fc.integer({ min: 0, max: n }),
  }),
);

describe('triangle', () => {
  it('holds the sums of products of the rows', () => {
    fc.assert(
      fc.property(table, ({ n, values }) => {
        const { values: r } = triangleOf(values, n, [0, n]);
        for (let a = 0; a < WIDTH; a++)
          for (let b = 0; b <= a; b++) {
            let product = 0;
            for (let i = 0; i < n; i++) product += values[a * n + i]! * values[b * n + i]!;
            for (let k = 0; k < WIDTH; k++) product -= r[a * WIDTH + k]! * r[b * WIDTH + k]!;
            assert.ok(Math.abs(product) < 1e-14 * n * 2, `${a}, ${b}: ${product}`);
          }
      }),
    );
  });

  it('merges to the same triangle wherever the rows are cut', () => {
    fc.assert(
      fc.property(table, ({ n, values, cut }) => {
        const whole = triangleOf(values, n, [0, n]);
        const merged = mergeTriangles(triangleOf(values, n, [0, cut]), triangleOf(values, n, [cut, n]));
        assert.equal(merged.rowCount, n);
        assert.ok(distance(whole, merged) < 2e-14, `${distance(whole, merged)}`);
      }),
    );
  });

  it('takes rows whose squares underflow', () => {
    const triangle = emptyTriangle(2);
    absorbRows(triangle, Float64Array.from([1.5717277847026288e-162, 1]), 1);
    absorbRows(triangle, Float64Array.from([1, 2, 3, 4]), 2);
    assert.ok(triangle.values.every(Number.isFinite), `${triangle.values}`);
  });

  it('merges without a change of its parts', () => {
    const values = Float64Array.from({ length: WIDTH * 9 }, (_, i) => Math.sin(i));
    const [first, second] = [triangleOf(values, 9, [0, 5]), triangleOf(values, 9, [5, 9])];
    const before = [first.values.slice(), second.values.slice()];
    mergeTriangles(first, second);
    assert.deepEqual([first.values, second.values], before);
    assert.throws(() => mergeTriangles(first, emptyTriangle(3)), /4 and 3 columns/);
  });

  it('selects columns as if the others had never been there', () => {
    const values = Float64Array.from({ length: WIDTH * 20 }, (_, i) => Math.sin(i * i));
    const selected = selectColumns(triangleOf(values, 20, [0, 20]), [3, 0, 1, 2]);
    const rows = new Float64Array([...values.slice(60), ...values.slice(0, 60)]);
    assert.ok(distance(selected, triangleOf(rows, 20, [0, 20])) < 2e-14);
    assert.equal(selected.rowCount, 20);
  });

  it('keeps a sum of columns a sum through 300 blocks', () => {
    // One rounding per block would leave about 1e-14 of the column; pairs leave about 1e-15.
    const tree = new TriangleTree(3);
    for (let block = 0; block < 300; block++) {
      const rows = Float64Array.from({ length: 192 }, (_, i) => Math.sin((block * 192 + i) ** 2));
      for (let i = 0; i < 64; i++) rows[128 + i] = rows[i]! + rows[64 + i]!;
      tree.absorb(rows, 64);
    }
    const { values, rowCount } = tree.result();
    assert.equal(rowCount, 300 * 64);
    assert.ok(Math.abs(values[8]!) < 4e-15 * Math.hypot(values[6]!, values[7]!), `${values[8]}`);
  });
});
