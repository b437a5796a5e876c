import assert from 'node:assert/strict';
import { type DesignMatrix, designMatrix } from '../../src/core/designMatrix.js';
import type { Fit } from '../../src/core/fit/fit.js';
import { fitParts } from '../../src/core/fit/fitParts.js';
import { partOf } from '../../src/core/fit/partOf.js';
import { partWithout } from '../../src/core/fit/partWithout.js';
import { plainArithmetic } from '../../src/core/fit/plainArithmetic.js';
import { tableRows } from '../../src/core/fit/tableRows.js';
import { type FormulaOptions, fitFormula } from '../../src/core/fitFormula.js';
import { consecutiveLines } from '../../src/core/table/lineIndex.js';
import type { Table } from '../../src/core/table/table.js';
import { seededRandom } from '../fixtures/generated.js';
import { assertClose } from './fit/close.js';
import { partsOf } from './fit/parts.js';
import { certifiedTable, spec, tableOf } from './fit/tableOf.js';

async function designOf(
  table: Table,
  formula: string,
  options: Partial<FormulaOptions> = {},
): Promise<{ fit: Fit; design: DesignMatrix }> {
  const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...options });
  const parts = [partOf(tableRows(table), { arithmetic: plainArithmetic })];
  return { fit, design: await designMatrix(fit, parts, table.lines) };
}

describe('design matrix', () => {
  it('holds dummies, products, powers and the logarithm of the target as R has them', async () => {
    const formula = 'log(mpg) ~ wt * factor(cyl) + I(hp^2)';
    const { design } = await designOf(certifiedTable('r/mtcars.csv'), formula);
    // R 4.2.2: m <- lm(log(mpg) ~ wt*factor(cyl) + I(hp^2), mtcars); model.matrix(m)[1:3,]; log(mtcars$mpg); fitted(m).
    const ofR = [
      { features: [2.62, 1, 0, 12100, 2.62, 0], target: 3.04452243772342, fitted: 3.06542654503038 },
      { features: [2.875, 1, 0, 12100, 2.875, 0], target: 3.04452243772342, fitted: 3.02545774985837 },
      { features: [2.32, 0, 0, 8649, 0, 0], target: 3.1267605359604, fitted: 3.2602587298441 },
    ];
    for (const [i, { features, target, fitted }] of ofR.entries()) {
      const row = design.rows[i]!;
      assert.deepEqual([row.row, row.firstLine, row.weight], [i, i + 2, 1]);
      for (const [k, value] of features.entries())
        assertClose(row.features[k], value, { tolerance: 1e-15, what: `row ${i}, column ${k}` });
      assertClose(row.target, target, { tolerance: 1e-14, what: 'target' });
      for (const prediction of row.predictions!)
        assertClose(prediction, fitted, { tolerance: 1e-13, what: 'prediction' });
    }
    assert.equal(design.rows.length, 12);
    // coef(m)[1].
    assertClose(design.bias?.intercept, 3.76609547463213, { tolerance: 1e-13, what: 'intercept' });
    assertClose(design.bias?.ones, 3.76609547463213, { tolerance: 1e-13, what: 'weight of ones' });
  });

  it('passes over rows that are left out, and keeps their lines', async () => {
    const { design } = await designOf(certifiedTable('r/airquality.csv'), 'Ozone ~ Solar.R + Wind');
    // R 4.2.2: the names of model.matrix(lm(Ozone ~ Solar.R + Wind, airquality))[1:12,], with a header line above.
    assert.deepEqual(
      design.rows.map(({ firstLine }) => firstLine - 1),
      [1, 2, 3, 4, 7, 8, 9, 12, 13, 14, 15, 16],
    );
    assert.deepEqual(design.rows[4]!.features, [299, 8.6]);
    assert.equal(design.rows[4]!.target, 23);
  });

  it('passes over rows that the user left out', async () => {
    const table = certifiedTable('r/cars.csv');
    const parts = [partWithout(partOf(tableRows(table), { arithmetic: plainArithmetic }), [0, 2])];
    const { fit } = await fitFormula(table, 'dist ~ speed', { confidence: 0.95, parts });
    const design = await designMatrix(fit, parts, table.lines);
    assert.deepEqual(
      design.rows.slice(0, 3).map(({ firstLine }) => firstLine),
      [3, 5, 6],
    );
    // R 4.2.2: coef(lm(dist ~ speed, cars[-c(1, 3), ]))[1].
    assertClose(design.bias?.ones, -17.4408445903521, { tolerance: 1e-12, what: 'weight of ones' });
    assert.ok(![0, 2].includes(design.bias!.largest.row));
  });

  it('has weights beside it, and predicts both ways with them', async () => {
    const { fit, design } = await designOf(certifiedTable('r/mtcars.csv'), 'mpg ~ wt', { weights: 'hp' });
    assertClose(design.rows[2]!.weight, 93, { tolerance: 1e-15, what: 'hp of the third car' });
    for (const [i, { predictions }] of design.rows.entries())
      for (const prediction of predictions!)
        assertClose(prediction, fit.rows.fitted[i]!, { tolerance: 1e-13, what: `row ${i}` });
  });

  it('compares nothing without an intercept, with a ridge, or in another family', async () => {
    const table = certifiedTable('r/mtcars.csv');
    const family = { name: 'poisson', link: 'log' } as const;
    const others = [
      await designOf(table, 'mpg ~ wt - 1'),
      await designOf(table, 'mpg ~ wt', { lambda: 3 }),
      await designOf(table, 'carb ~ wt', { family }),
    ];
    for (const { design } of others) {
      assert.equal(design.bias, null);
      assert.ok(design.rows.length === 12 && design.rows.every(({ predictions }) => predictions === null));
    }
  });
});

describe('bias as a column', () => {
  it('tells the largest difference over all rows, in double precision as it is', async () => {
    const random = seededRandom(11);
    const n = 300;
    // Far from zero: without an intercept columns are not about their means, and digits are lost.
    const x = Float64Array.from({ length: n }, () => 2e6 + random());
    const y = x.map((value) => 3 * value + random());
    // Weights keep it in double precision.
    const table = tableOf({ x, y, w: x.map(() => 1) });
    const { design } = await designOf(table, 'y ~ x', { weights: 'w' });
    const { largest, intercept, ones } = design.bias!;
    assert.ok(largest.size > 0 && largest.size < 1e-2, `${largest.size}`);
    assert.ok(Math.abs(intercept - ones!) <= 1e-4 * Math.abs(intercept), `${intercept} and ${ones}`);
    for (const { predictions } of design.rows) {
      const [one, other] = predictions!;
      assert.ok(Math.abs(one - other) <= largest.size);
    }
  });

  it('is nothing but rounding in double-double, whatever the condition', async () => {
    const { design } = await designOf(certifiedTable('r/longley.csv'), 'Employed ~ GNP + Year + Population');
    assert.ok(design.bias!.largest.size < 1e-12, `${design.bias!.largest.size}`);
    assertClose(design.bias!.ones, design.bias!.intercept, { tolerance: 1e-14, what: 'weight of ones' });
  });

  it('keeps its weight beside columns that others hold already', async () => {
    const a = [1, 2, 4, 8, 9, 11];
    const table = tableOf({
      a,
      b: a.map((value) => 2 * value + 1),
      c: a.map(() => 7),
      y: [1, 3, 2, 5, 4, 8],
    });
    const { fit, design } = await designOf(table, 'y ~ a + b + c');
    assert.deepEqual(fit.summary.aliased, ['b', 'c']);
    assertClose(design.bias!.ones, fit.coefficients[0]!.estimate!, { tolerance: 1e-14, what: 'ones' });
    assert.deepEqual(design.rows[0]!.features, [1, 3, 7]);
  });

  it('is the same however the rows are cut, and its row is that of the file', async () => {
    const random = seededRandom(5);
    const n = 30_000;
    const x = Float64Array.from({ length: n }, (_, i) => (i % 1000 === 7 ? Number.NaN : 100 + random()));
    // One row far out: there the two predictions differ most, for they differ by a line.
    x[20_500] = 1e9;
    const y = x.map((value) => 2 * value + random());
    const designs: DesignMatrix[] = [];
    for (const cuts of [[], [9000, 21_000]]) {
      const parts = await partsOf({ x, y }, cuts);
      const fit = await fitParts(parts, spec('y ~ x'), { confidence: 0.95, isExact: false });
      designs.push(await designMatrix(fit, parts, consecutiveLines(n, 2)));
    }
    const [whole, cut] = designs;
    assert.equal(whole!.bias!.largest.row, 20_500);
    assert.equal(cut!.bias!.largest.row, 20_500);
    assert.deepEqual(
      cut!.rows.map(({ firstLine }) => firstLine),
      whole!.rows.map(({ firstLine }) => firstLine),
    );
    assert.equal(whole!.rows[7]!.firstLine, 10, 'row 7 has no x');
  });
});
