import assert from 'node:assert/strict';
import { fitFormula, type ModelChoices } from '../../../src/core/fitFormula.js';
import { countsView } from '../../../src/core/plot/countsView.js';
import { countBars } from '../../../src/core/plot/expectedCounts.js';
import type { Table } from '../../../src/core/table/table.js';
import { plainText } from '../../../src/core/words/parts.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable, tableOf } from '../fit/tableOf.js';
import { poissonNumbers } from './handMadeFit.js';

const POISSON: ModelChoices = { family: { name: 'poisson', link: 'log' } };

async function viewOf(
  table: Table,
  formula: string,
  options: ModelChoices & { markLimit?: number } = POISSON,
) {
  const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...options });
  const view = countsView(fit);
  assert.ok(view !== null);
  return { fit, bars: view.bars, verdict: view.sentence.verdict, text: plainText(view.sentence.parts) };
}

function close(actual: Float64Array, expected: readonly number[]): void {
  assert.ok(actual.length >= expected.length);
  for (const [k, value] of expected.entries())
    assertClose(actual[k], value, { tolerance: 1e-9, what: `bar ${k}` });
}

const sprays = certifiedTable('r/InsectSprays.csv');
const breaks = certifiedTable('r/warpbreaks.csv');

// Numbers of R 4.2.2: `mu <- fitted(glm(count ~ spray, poisson, InsectSprays))`, expected
// `sapply(0:26, function(k) sum(dpois(k, mu)))`, seen `table(factor(count, levels = 0:26))`; of warpbreaks, in steps of 2,
// sums of `ppois(k + 1, mu) - ppois(k - 1, mu)` for `glm(breaks ~ wool * tension, poisson, warpbreaks)`.
describe('counts against Poisson', () => {
  it('are seen and expected as in R', async () => {
    const { bars } = await viewOf(sprays, 'count ~ spray');
    const expected = [1.944433656705, 4.813378143376, 6.52532669282, 6.587245860349, 5.597777927592];
    close(bars!.expected, expected);
    assertClose(bars!.expected[26], 0.1680714410855, { tolerance: 1e-9, what: 'bar 26' });
    assert.deepEqual(
      [...bars!.rows.subarray(0, 27)],
      [2, 6, 4, 8, 4, 7, 3, 3, 0, 1, 3, 3, 2, 4, 4, 2, 2, 4, 0, 1, 2, 2, 1, 1, 1, 0, 2],
    );
    assert.deepEqual([...bars!.edges.subarray(0, 3)], [-0.5, 0.5, 1.5]);
  });

  it('share bars where they are many', async () => {
    const { bars } = await viewOf(breaks, 'breaks ~ wool * tension');
    // The first bar holds 8 and 9.
    assert.deepEqual([...bars!.edges.subarray(0, 2)], [7.5, 9.5]);
    close(bars!.expected, [0.08064492236353, 0.2914649323191, 0.7624775564438, 1.545429350259]);
    assert.deepEqual([...bars!.rows.subarray(0, 8)], [0, 1, 2, 4, 4, 5, 6, 0]);
  });

  it('have rows that add up, and means that are one with an intercept and the log link', async () => {
    const { fit, bars, text } = await viewOf(sprays, 'count ~ spray');
    const { fitted } = fit.rows;
    const mean = fitted.reduce((sum, value) => sum + value, 0) / fitted.length;
    assertClose(mean, fit.summary.targetMean, { tolerance: 1e-13, what: 'mean of the fitted counts' });
    assert.equal(
      bars!.rows.reduce((sum, rows) => sum + rows, 0),
      72,
    );
    assert.match(text, /The mean of count and of its fitted means is the same, 9\.50\.$/);
    const without = await viewOf(tableOf({ y: [1, 0, 2, 4, 3, 6], x: [1, 2, 3, 4, 5, 6] }), 'y ~ x - 1');
    // R 4.2.2: mean(fitted(glm(y ~ x - 1, poisson))) with these six rows.
    assert.match(without.text, /The mean of y is 2\.67, of its fitted means 2\.89\.$/);
  });

  it('are good where they are Poisson’s, and worth a look with far too many zeros', async () => {
    const x = Array.from({ length: 400 }, (_, i) => (i % 40) / 20);
    const y = poissonNumbers(
      x.map((value) => Math.exp(value)),
      9,
    );
    const good = await viewOf(tableOf({ x, y }), 'y ~ x');
    assert.equal(good.verdict, 'good');
    assert.match(good.text, /Here they do\./);
    const inflated = y.map((count, i) => (i % 4 === 0 ? 0 : count));
    const zeros = await viewOf(tableOf({ x, y: inflated }), 'y ~ x');
    assert.equal(zeros.verdict, 'look');
    assert.match(zeros.text, /0 stands on 1\d\d rows, where \d\d are expected/);
  });

  it('are those of an even sample where rows are too many, and say so', async () => {
    const x = Array.from({ length: 9000 }, (_, i) => (i % 45) / 45);
    const y = poissonNumbers(
      x.map((value) => Math.exp(value)),
      3,
    );
    const { bars, text } = await viewOf(tableOf({ x, y }), 'y ~ x', { ...POISSON, markLimit: 1000 });
    const rows = bars!.rows.reduce((sum, count) => sum + count, 0);
    assert.equal(rows, 1800);
    assert.match(text, /Drawn are 1,800 rows, evenly from first to last\./);
    assertClose(
      bars!.expected.reduce((sum, count) => sum + count, 0),
      rows,
      { tolerance: 1e-3, what: 'rows expected' },
    );
  });

  it('are not drawn with weights, without whole numbers, and beyond 10,000, and say why', async () => {
    const table = tableOf({ x: [1, 2, 3, 4, 5, 6], y: [1, 3, 2, 5, 4, 9], w: [1, 2, 1, 2, 1, 2] });
    const weighted = await viewOf(table, 'y ~ x', { ...POISSON, weights: 'w' });
    assert.equal(weighted.bars, null);
    assert.match(weighted.text, /^With weights/);
    const halves = await viewOf(tableOf({ x: [1, 2, 3, 4], y: [1, 2.5, 3, 5] }), 'y ~ x');
    assert.equal(halves.bars, null);
    assert.match(halves.text, /no whole numbers/);
    const large = await viewOf(tableOf({ x: [1, 2, 3, 4], y: [1e6, 2e6, 3e6, 5e6] }), 'y ~ x');
    assert.equal(large.bars, null);
    assert.match(large.text, /beyond 10,000/);
  });

  it('are none of a Gaussian fit', async () => {
    const { fit } = await fitFormula(sprays, 'count ~ spray', { confidence: 0.95 });
    assert.equal(countsView(fit), null);
  });

  it('keep the probabilities of large means', () => {
    const { edges, expected } = countBars(Float64Array.of(1000), Float64Array.of(1000));
    assert.ok(expected.length <= 40 && edges[1]! - edges[0]! === 5, String(edges));
    // R 4.2.2: sum(dpois(1000:1004, 1000)).
    assertClose(expected[Array.from(edges).indexOf(999.5)], 0.06282199502183, {
      tolerance: 1e-9,
      what: 'bar',
    });
  });
});
