import assert from 'node:assert/strict';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { flaggedRows, outlierCut } from '../../../src/core/judge/flags.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable, spec, tableOf } from '../fit/tableOf.js';

describe('flaggedRows', () => {
  it('cuts where R does', () => {
    // R: qt(1 - 0.05 / (2 * 50), 47); the value here by mpmath at 40 digits.
    assertClose(outlierCut(50, 2), 3.509901283449478, { tolerance: 1e-12, what: 'cut for 50 rows' });
    assert.equal(outlierCut(3, 2), Infinity);
  });

  it('finds the outlier of Anscombe 3 and nothing in Anscombe 1', async () => {
    const table = certifiedTable('r/anscombe.csv');
    const third = await fitLinear(table, spec('y3 ~ x3'), { confidence: 0.95 });
    // Row 3 is x = 13, y = 12.74: R's rstudent gives 1203.5 there and less than 2 elsewhere.
    assert.deepEqual(flaggedRows(third.rows, 2), [2]);
    const first = await fitLinear(table, spec('y1 ~ x1'), { confidence: 0.95 });
    assert.deepEqual(flaggedRows(first.rows, 2), []);
  });

  it('names at most four, the furthest first', async () => {
    const x = Array.from({ length: 200 }, (_, i) => i);
    const y = x.map((value, i) => value + (i % 2 === 0 ? 1 : -1));
    for (const [row, size] of [
      [20, 30],
      [60, -50],
      [100, 40],
      [140, -35],
      [180, 45],
    ] as const)
      y[row]! += size;
    const fit = await fitLinear(tableOf({ x, y }), spec('y ~ x'), { confidence: 0.95 });
    assert.deepEqual(flaggedRows(fit.rows, 2), [60, 180, 100, 140]);
  });

  it('sees a row without which the fit is perfect', async () => {
    const x = Array.from({ length: 12 }, (_, i) => i);
    const y = x.map((value) => 2 * value + (value === 6 ? 5 : 0));
    const fit = await fitLinear(tableOf({ x, y }), spec('y ~ x'), { confidence: 0.95 });
    assert.deepEqual(flaggedRows(fit.rows, 2), [6]);
    assert.ok(Number.isFinite(fit.rows.studentised[6]!));
  });
});
