import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from './close.js';

async function fitted(text: string, formula: string): Promise<Fit> {
  const table = await readTable(memorySource('test.csv', new TextEncoder().encode(text)), {});
  return (await fitFormula(table, formula, { confidence: 0.95, loadKernel })).fit;
}

describe('what least squares does by definition', () => {
  it('a model of all cells fits the mean of each cell, and its residuals sum to 0 in each', async () => {
    const text = readFileSync('test/certified/r/warpbreaks.csv', 'utf8');
    const { rows } = await fitted(text, 'breaks ~ wool * tension');
    const cells = new Map<string, { actual: number[]; fitted: number[] }>();
    for (const [i, line] of text.trim().split('\n').slice(1).entries()) {
      const [, wool, tension] = line.replaceAll('"', '').split(',');
      const cell = cells.get(`${wool} ${tension}`) ?? { actual: [], fitted: [] };
      cell.actual.push(rows.actual[i]!);
      cell.fitted.push(rows.fitted[i]!);
      cells.set(`${wool} ${tension}`, cell);
    }
    assert.equal(cells.size, 6);
    for (const [name, cell] of cells) {
      const mean = cell.actual.reduce((sum, value) => sum + value, 0) / cell.actual.length;
      for (const value of cell.fitted) assertClose(value, mean, { tolerance: 1e-13, what: name });
    }
  });

  it('the constant model is the mean, with the spread about it', async () => {
    // By hand: mean 4, squares about it 9 + 1 + 0 + 16 = 26 of four values, sd² = 26 / 3.
    const { coefficients, summary } = await fitted('y\n1\n3\n4\n8\n', 'y ~ 1');
    const expect = (actual: number | null, expected: number, what: string) =>
      assertClose(actual, expected, { tolerance: 1e-14, what });
    expect(coefficients[0]!.estimate, 4, 'estimate');
    expect(coefficients[0]!.standardError, Math.sqrt(26 / 3 / 4), 'standard error');
    expect(summary.residualStandardError, Math.sqrt(26 / 3), 'sigma');
    expect(summary.rss, 26, 'rss');
    expect(summary.rootMeanSquaredError, Math.sqrt(26 / 4), 'root mean squared error');
    expect(summary.meanAbsoluteError, (3 + 1 + 0 + 4) / 4, 'mean absolute error');
    assert.equal(summary.rSquared, 0);
    expect(summary.logLikelihood, -2 * (Math.log(2 * Math.PI * (26 / 4)) + 1), 'log-likelihood');
  });

  it('without an intercept R² is measured from 0, and says so', async () => {
    // By hand: slope (1 2 + 2 4 + 3 9) / 14 = 37 / 14; of the squares 101, 37² / 14 are explained.
    const { coefficients, summary, warnings } = await fitted('x,y\n1,2\n2,4\n3,9\n', 'y ~ x - 1');
    assertClose(coefficients[0]!.estimate, 37 / 14, { tolerance: 1e-14, what: 'slope' });
    assertClose(summary.rSquared, 37 ** 2 / 14 / 101, { tolerance: 1e-14, what: 'R²' });
    const [warning] = warnings;
    assert.equal(warning?.code, 'fit/r-squared-from-zero');
    // From the mean 5: 1 - (101 - 37² / 14) / 26 = 0.8764.
    assert.match(
      warning!.message,
      /0\.968 is no share of its variation.*Measured from the mean it is 0\.876/,
    );
  });
});
