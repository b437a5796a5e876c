import assert from 'node:assert/strict';
import { analyse, buildReport } from '../../../src/core/buildReport.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import type { FitReport } from '../../../src/core/report.js';
import { plainText } from '../../../src/core/words/parts.js';
import { assertClose } from '../fit/close.js';
import { handMadeTable } from '../model/handMadeTable.js';
import { normalNumbers, poissonNumbers } from './handMadeFit.js';

const N = 60;

function noisy(): Record<'x' | 'y', number[]> {
  const x = Array.from({ length: N }, (_, i) => (i * 37) % N);
  const noise = normalNumbers(N, 5);
  return { x, y: x.map((value, i) => 3 + 2 * value + noise[i]!) };
}

const report = (columns: Record<string, number[]>, formula = 'y ~ x', choices = {}) =>
  analyse(handMadeTable(columns), formula, { confidence: 0.95, readMs: 0, ...choices });
const words = ({ influenceView }: FitReport) => plainText(influenceView.sentence.parts);

describe('influenceView', () => {
  it("lists rows by Cook's distance, the largest first", async () => {
    const { influenceView, marks } = await report(noisy());
    const distances = influenceView.top.map((mark) => marks.cooksDistance[mark]!);
    assert.equal(influenceView.top.length, 30);
    assert.deepEqual(
      distances,
      [...distances].sort((a, b) => b - a),
    );
    assert.equal(distances[0], Math.max(...marks.cooksDistance));
  });

  it("draws contours on which Cook's distance is what they say", async () => {
    const found = await report(noisy());
    const { rank, dfResidual: df } = found.summary;
    assert.equal(found.influenceView.contours.length, 2);
    for (const { level, x, y } of found.influenceView.contours)
      for (let k = 0; k < x.length; k++) {
        // Internally studentised, squared, from the external one (Cook and Weisberg, 2.2.5); then Cook's distance.
        const square = (y[k]! ** 2 * df) / (df - 1 + y[k]! ** 2);
        const distance = (square / rank) * (x[k]! / (1 - x[k]!));
        assertClose(distance, level, { tolerance: 1e-9, what: `point ${k}` });
      }
  });

  it('says that no row decides a sound fit, and which row decides another one', async () => {
    assert.match(
      words(await report(noisy())),
      /^No row decides the fit: the largest Cook's distance is 0\.\d+, of line \d+/,
    );
    const { x, y } = noisy();
    x[7] = 400;
    const found = await report({ x, y });
    assert.match(words(found), /^Line 9 pulls hard at the fit/);
    assert.equal(found.influenceView.sentence.verdict, 'look');
    assert.deepEqual(
      found.influenceView.contours.map(({ level }) => level),
      [0.5, 1],
    );
  });

  it('puts a row with leverage 1 first', async () => {
    const { x, y } = noisy();
    const d = x.map((_, i) => Number(i === 40));
    const found = await report({ d, x, y }, 'y ~ x + d');
    assert.equal(found.marks.firstLine[found.influenceView.top[0]!], 42);
    assert.match(words(found), /^Line 42 decides a coefficient alone \(leverage 1\)/);
  });

  it('is whole for a perfect fit, and for one row more than coefficients', async () => {
    const x = [1, 2, 3, 4];
    const perfect = await report({ x, y: x.map((value) => 2 * value) });
    assert.match(words(perfect), /the fit is perfect/);
    assert.deepEqual([perfect.influenceView.top.length, perfect.influenceView.contours.length], [4, 0]);
    const tight = await report({ x: [1, 2, 4], y: [1, 5, 3] });
    assert.match(words(tight), /one row more than coefficients/);
    assert.equal(tight.influenceView.top.length, 3);
  });

  it('stands Pearson residuals upright for counts', async () => {
    const x = Array.from({ length: N }, (_, i) => i / 20);
    const means = x.map((value) => Math.exp(1 + value / 2));
    const y = poissonNumbers(means, 3);
    const found = await report({ x, y }, 'y ~ x', { family: { name: 'poisson', link: 'log' } });
    const { marks, influenceView } = found;
    assert.equal(influenceView.kind, 'counts');
    for (const [i, pearson] of influenceView.pearson!.entries()) {
      // By definition: (y - mean) / sqrt(mean (1 - h)).
      const expected = marks.residual[i]! / Math.sqrt(marks.fitted[i]! * (1 - marks.leverage[i]!));
      assertClose(pearson, expected, { tolerance: 1e-9, what: `row ${i}` });
    }
    assert.match(words(found), /Leverages are those of the last step/);
  });

  it('is none for medians and robust means, and says so', async () => {
    for (const family of [{ name: 'laplace', quantile: 0.5 }, { name: 'huber' }] as const) {
      const found = await report(noisy(), 'y ~ x', { family });
      assert.deepEqual([found.influenceView.kind, found.influenceView.top], [null, []]);
      assert.match(words(found), /defined for least squares and for counts/);
    }
  });

  it('says that the cloud of very many rows is a sample, and keeps the most influential ones', async () => {
    const count = 9000;
    const x = normalNumbers(count, 1);
    const noise = normalNumbers(count, 2);
    const y = x.map((value, i) => value + noise[i]!);
    y[1234] = 60;
    const table = handMadeTable({ x, y });
    const options = {
      leftOutColumns: [],
      formulaWarnings: [],
      confidence: 0.95,
      elapsed: { readMs: 0, fitMs: 0 },
    };
    const fit = await fitLinear(table, specFromColumns('y', ['x']), { confidence: 0.95, markLimit: 5000 });
    const all = await fitLinear(table, specFromColumns('y', ['x']), { confidence: 0.95 });
    const found = await buildReport(table, fit, options);
    const whole = await buildReport(table, all, options);
    const linesOf = ({ marks, influenceView }: FitReport) =>
      influenceView.top.map((mark) => marks.firstLine[mark]!);
    assert.deepEqual(linesOf(found), linesOf(whole));
    const { sample } = found.influenceView;
    // Every fifth row: 9,000 in at most 2,000.
    assert.deepEqual([sample!.leverage.length, sample!.upright.length, sample!.of], [1800, 1800, count]);
    assert.equal(sample!.leverage[3], all.rows.leverage[15]);
    assert.equal(sample!.upright[3], all.rows.studentised[15]);
    assert.match(words(found), /The cloud is a sample, 1,800 of 9,000 rows/);
  });
});
