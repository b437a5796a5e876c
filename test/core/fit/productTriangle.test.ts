import assert from 'node:assert/strict';
import { frameOf } from '../../../src/core/fit/frame.js';
import { kernelArithmetic } from '../../../src/core/fit/kernelArithmetic.js';
import { partOf } from '../../../src/core/fit/partOf.js';
import { plainArithmetic } from '../../../src/core/fit/plainArithmetic.js';
import { triangleOfProducts } from '../../../src/core/fit/productTriangle.js';
import { tableRows } from '../../../src/core/fit/tableRows.js';
import type { Triangle } from '../../../src/core/fit/triangle.js';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import type { Table } from '../../../src/core/table/table.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { seededRandom } from '../../fixtures/generated.js';
import { tableOf } from './tableOf.js';

/** Two whole blocks and a short one, which has too few rows for products. */
const ROWS = 2 * 4096 + 100;

/** `nearness`: how far b is from a copy of a. */
function nearTable(nearness: number): Table {
  const random = seededRandom(31);
  const column = () => Float64Array.from({ length: ROWS }, () => random() - 0.5);
  const [a, other, noise] = [column(), column(), column()];
  const b = a.map((value, i) => value + nearness * other[i]!);
  return tableOf({ a, b, y: a.map((value, i) => 1 + value - b[i]! + noise[i]!) });
}

/** Products of two columns of a triangle. */
function product({ values, width }: Triangle, j: number, k: number): number {
  const column = (at: number) => values.subarray(at * width, (at + 1) * width);
  return column(j).reduce((sum, value, i) => sum + value * column(k)[i]!, 0);
}

/** The largest difference of the products of columns, over the lengths of these. */
function distance(found: Triangle, expected: Triangle): number {
  const places = Array.from({ length: expected.width }, (_, k) => k);
  const length = (k: number) => Math.sqrt(product(expected, k, k));
  const apart = (j: number, k: number) =>
    Math.abs(product(found, j, k) - product(expected, j, k)) / (length(j) * length(k));
  return Math.max(...places.flatMap((j) => places.map((k) => apart(j, k))));
}

describe('a triangle of products', () => {
  it('has them as the products of its columns', () => {
    // By hand: [[4, 2], [2, 3]] = R' R with R = [[2, 1], [0, sqrt 2]].
    const to = new Float64Array(4);
    assert.ok(triangleOfProducts({ values: Float64Array.of(4, 0, 2, 3), width: 2, stride: 2 }, to));
    assert.deepEqual([...to], [2, 1, 0, Math.SQRT2]);
  });

  it('is given up, without a trace, where columns are near each other', () => {
    const to = new Float64Array(9);
    const near = 1 - 2 ** -6;
    const products = Float64Array.of(1, 0, 0, near, 1, 0, 0, 0, 1);
    assert.equal(triangleOfProducts({ values: products, width: 3, stride: 3 }, to), false);
    assert.ok(to.every((value) => value === 0));
    assert.equal(triangleOfProducts({ values: new Float64Array(9), width: 3, stride: 3 }, to), false);
  });

  it('leaves the kernel with the triangle that reflections give, however near columns are', async () => {
    const spec = specFromColumns('y', ['a', 'b']);
    const arithmetic = kernelArithmetic(await loadKernel());
    for (const nearness of [1, 0.25, 0.18, 0.17, 0.1, 1e-3, 1e-9, 0]) {
      const rows = tableRows(nearTable(nearness));
      const [kernel, plain] = [partOf(rows, { arithmetic }), partOf(rows, { arithmetic: plainArithmetic })];
      const frame = frameOf(spec, (await plain.glance([...spec.features, spec.target]))!);
      const [found, expected] = [await kernel.reduce(frame), await plain.reduce(frame)];
      assert.ok(distance(found.triangle as Triangle, expected.triangle as Triangle) < 1e-14, `${nearness}`);
      assert.deepEqual(found.survey, expected.survey);
    }
  });
});
