import assert from 'node:assert/strict';
import { MARK_LIMIT } from '../../../src/core/fit/fitParts.js';
import { cloudOf, countInCells } from '../../../src/core/plot/cloud.js';
import { largest, marksOf } from '../../../src/core/plot/marks.js';
import { fitted, normalNumbers } from './handMadeFit.js';

describe('largest', () => {
  it('finds the largest without sign, largest first, and skips NaN', () => {
    assert.deepEqual(largest(Float64Array.of(1, -7, Number.NaN, 3, 5), 3), [1, 4, 3]);
    assert.deepEqual(largest(Float64Array.of(2, 1), 5), [0, 1]);
  });
});

describe('marksOf and cloudOf', () => {
  it('makes every row a mark and a point of a small file', async () => {
    const { fit } = await fitted({ x: [1, 2, 3, 4, 6], y: [1, 3, 2, 5, 4] }, 'y ~ x');
    const marks = marksOf(fit, { flagged: [3], others: [] });
    assert.equal(marks.table.isComplete, true);
    assert.deepEqual(marks.table.flagged, [3]);
    const cloud = cloudOf({ x: fit.rows.fitted, y: fit.rows.actual }, marks);
    assert.deepEqual([...cloud.mark], [0, 1, 2, 3, 4]);
    assert.equal(cloud.cells, null);
  });

  it('leaves out pairs that are not finite', async () => {
    const { fit } = await fitted({ x: [1, 2, 3, 4, 6], y: [1, 3, 2, 5, 4] }, 'y ~ x');
    const marks = marksOf(fit, { flagged: [], others: [] });
    const cloud = cloudOf({ x: Float64Array.of(1, Number.NaN, 3, 4, 5), y: fit.rows.actual }, marks);
    assert.deepEqual([...cloud.mark], [0, 2, 3, 4]);
    assert.deepEqual([...cloud.x], [1, 3, 4, 5]);
  });

  it('counts the rows of a large file in cells and keeps notable rows as points', async () => {
    const n = MARK_LIMIT + 1000;
    const x = normalNumbers(n, 1);
    const y = normalNumbers(n, 2).map((noise, i) => x[i]! + noise);
    y[777] = 40;
    const { fit } = await fitted({ x, y }, 'y ~ x');
    const place = (row: number) => fit.rows.row.indexOf(row);
    const other = fit.rows.row.length >> 1;
    const marks = marksOf(fit, { flagged: [place(777)], others: [other] });
    assert.equal(marks.table.isComplete, false);
    assert.ok(marks.notable.length <= 500);
    assert.deepEqual(
      marks.table.flagged.map((mark) => marks.table.row[mark]),
      [777],
    );
    assert.equal(marks.table.row[marks.markOf(other)], fit.rows.row[other]);
    const pairs = { x: fit.rows.fitted, y: fit.rows.actual, counts: fit.crowd!.trend };
    const cloud = cloudOf(pairs, marks);
    assert.equal(cloud.x.length, marks.notable.length);
    for (let i = 0; i < cloud.x.length; i++) assert.equal(cloud.y[i], marks.table.actual[cloud.mark[i]!]);
    assert.equal(
      cloud.cells!.count.reduce((sum, count) => sum + count, 0),
      n,
    );
    assert.ok(cloud.cells!.count.length <= 64 * 48);
    assert.ok(cloud.cells!.count.every((count) => count > 0));
  });

  it('counts one value everywhere in one cell around it', () => {
    const { left, width, bottom, height, count } = countInCells(Float64Array.of(5, 5), Float64Array.of(0, 0));
    assert.deepEqual([...count], [2]);
    assert.ok(left[0]! <= 5 && 5 <= left[0]! + width && bottom[0]! <= 0 && 0 <= bottom[0]! + height);
  });
});
