import assert from 'node:assert/strict';
import { bandedLine } from '../../../src/core/plot/bandedLine.js';
import { fitted } from './handMadeFit.js';

const speed = [4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15];
const dist = [
  2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26,
];

async function lineOf(values: { x: number[]; y: number[] }, formula: string) {
  const { fit } = await fitted(values, formula);
  const line = bandedLine(fit, fit.columns[0]!);
  return { line: line!, fit };
}

const close = (actual: number, expected: number, tolerance = 1e-10) =>
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.abs(expected), `${actual}, expected ${expected}`);

describe('bandedLine', () => {
  // Expected: the textbook formulas written out below, from sums over the raw data; t_{0.975} with 23 degrees of
  // freedom is 2.0686576104190406 (R 4.2.2, qt).
  it('agrees with the textbook at both ends and in the middle', async () => {
    const { line } = await lineOf({ x: speed, y: dist }, 'y ~ x');
    const n = speed.length;
    const mean = (v: number[]) => v.reduce((a, b) => a + b) / v.length;
    const [mx, my] = [mean(speed), mean(dist)];
    const sxx = speed.reduce((sum, x) => sum + (x - mx) ** 2, 0);
    const slope = speed.reduce((sum, x, i) => sum + (x - mx) * (dist[i]! - my), 0) / sxx;
    const rss = speed.reduce((sum, x, i) => sum + (dist[i]! - my - slope * (x - mx)) ** 2, 0);
    const sigma = Math.sqrt(rss / (n - 2));
    assert.equal(line.x.length, 100);
    assert.deepEqual([line.x[0], line.x[99]], [4, 15]);
    for (const i of [0, 50, 99]) {
      const x = line.x[i]!;
      const v = 1 / n + (x - mx) ** 2 / sxx;
      const fit = my + slope * (x - mx);
      close(line.fitted[i]!, fit);
      close(line.bands!.averageHigh[i]!, fit + 2.0686576104190406 * sigma * Math.sqrt(v));
      close(line.bands!.averageLow[i]!, fit - 2.0686576104190406 * sigma * Math.sqrt(v), 1e-9);
      close(line.bands!.newRowHigh[i]!, fit + 2.0686576104190406 * sigma * Math.sqrt(1 + v));
      close(line.bands!.newRowLow[i]!, fit - 2.0686576104190406 * sigma * Math.sqrt(1 + v), 1e-9);
    }
  });

  it('does not lose its bands where x is far from zero', async () => {
    const near = await lineOf({ x: speed, y: dist }, 'y ~ x');
    const far = await lineOf({ x: speed.map((x) => x + 2 ** 30), y: dist }, 'y ~ x');
    for (const i of [0, 30, 99])
      close(far.line.bands!.averageHigh[i]!, near.line.bands!.averageHigh[i]!, 1e-6);
  });

  it('goes through zero without an intercept', async () => {
    const { line, fit } = await lineOf({ x: [0, 1, 2, 3], y: [0.1, 1, 2.2, 2.9] }, 'y ~ x - 1');
    assert.equal(line.fitted[0], 0);
    assert.equal(line.bands!.averageHigh[0], 0);
    close(line.fitted[99]!, 3 * fit.coefficients[0]!.estimate!);
  });

  it('has bands of no width for a perfect fit', async () => {
    const { line } = await lineOf({ x: [1, 2, 3, 4], y: [2, 4, 6, 8] }, 'y ~ x');
    for (const i of [0, 99]) close(line.bands!.newRowHigh[i]!, line.fitted[i]!, 1e-14);
  });

  it('is null where the feature has one value', async () => {
    const { line } = await lineOf({ x: [3, 3, 3, 3], y: [2, 4, 6, 9] }, 'y ~ x');
    assert.equal(line, null);
  });
});
