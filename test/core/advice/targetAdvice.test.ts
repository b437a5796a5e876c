import assert from 'node:assert/strict';
import { isAdvice } from '../../../src/core/advice/targetAdvice.js';
import { type FormulaOptions, fitFormula } from '../../../src/core/fitFormula.js';
import type { Table } from '../../../src/core/table/table.js';
import { certifiedTable, tableOf } from '../fit/tableOf.js';
import { normalNumbers } from '../plot/handMadeFit.js';

async function advised(table: Table, formula: string, options: Partial<FormulaOptions> = {}) {
  const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...options });
  const advice = fit.warnings.filter(({ code }) => isAdvice(code));
  assert.ok(advice.length <= 1, 'one piece of advice at most');
  return advice[0] ?? null;
}

const cars = certifiedTable('r/mtcars.csv');
const x = Array.from({ length: 60 }, (_, i) => (i * 37) % 61);
const noise = [...normalNumbers(60, 3)];

describe('advice on the target', () => {
  it('says of two values what their fit is, and offers robust errors until they are chosen', async () => {
    const advice = await advised(cars, 'am ~ wt');
    // R 4.2.2: table(mtcars$am); f <- fitted(lm(am ~ wt, mtcars)); sum(f < 0 | f > 1)
    assert.equal(
      advice?.message,
      '`am` has two values, 0 (19 rows) and 1 (13 rows): the fit is a linear probability model. Its predictions can leave that range (4 of 32 fitted values do), and its spread changes with them; Gaussline has no logistic regression.',
    );
    assert.match(advice?.hint ?? '', /HC3/);
    const robust = await advised(cars, 'am ~ wt', { covariance: 'hc3' });
    assert.deepEqual([robust?.code, robust?.hint], ['advice/binary', undefined]);
  });

  it('says of a few ticks what a mean of them supposes', async () => {
    const advice = await advised(cars, 'gear ~ wt');
    assert.equal(advice?.code, 'advice/ordinal');
    assert.match(advice?.message ?? '', /^`gear` has only 3 values, from 3 to 5\./);
  });

  it('says of numbers that name rows that they do', async () => {
    const id = x.map((_, i) => i + 1);
    assert.match(
      (await advised(tableOf({ x, y: id }), 'y ~ x'))?.message ?? '',
      /goes up by one from row to row, from 1 to 60/,
    );
    const shuffled = x.map((_, i) => (i * 7) % 60);
    const permuted = await advised(tableOf({ x, y: shuffled }), 'y ~ x');
    assert.match(permuted?.message ?? '', /has every whole number from 0 to 59 once/);
    const far = shuffled.map((value) => 1000 + 3 * value);
    assert.equal((await advised(tableOf({ x, user_id: far }), 'user_id ~ x'))?.code, 'advice/identifier');
    assert.equal(
      (await advised(tableOf({ x, customerId: far }), 'customerId ~ x'))?.code,
      'advice/identifier',
    );
    for (const name of ['width', 'idle', 'paid', 'valid'])
      assert.notEqual(
        (await advised(tableOf({ x, [name]: far }), `${name} ~ x`))?.code,
        'advice/identifier',
        name,
      );
  });

  it('offers the logit of a share, and none where some are at the ends', async () => {
    const share = x.map((value, i) => 1 / (1 + Math.exp(-(value - 30) / 8 - noise[i]! / 2)));
    const advice = await advised(tableOf({ x, share }), 'share ~ x');
    assert.equal(advice?.code, 'advice/share');
    assert.match(advice?.hint ?? '', /`log\(share \/ \(1 - share\)\)`/);
    const logit = await fitFormula(tableOf({ x, share }), 'log(share / (1 - share)) ~ x', {
      confidence: 0.95,
    });
    assert.equal(logit.fit.summary.n, 60);
    const ended = share.map((value, i) => (i < 2 ? 0 : value));
    assert.match((await advised(tableOf({ x, share: ended }), 'share ~ x'))?.hint ?? '', /where 2 rows are/);
    const percent = share.map((value) => 100 * value);
    assert.match(
      (await advised(tableOf({ x, 'Pct done': percent }), '`Pct done` ~ x'))?.hint ?? '',
      /`log\(`Pct done` \/ \(100 - `Pct done`\)\)`/,
    );
    assert.notEqual((await advised(tableOf({ x, score: percent }), 'score ~ x'))?.code, 'advice/share');
  });

  it('offers the logarithm where a positive target spreads wider the larger it is', async () => {
    const price = x.map((value, i) => Math.exp(5 + value / 20 + noise[i]! / 3));
    const advice = await advised(tableOf({ x, price }), 'price ~ x');
    assert.equal(advice?.code, 'advice/log-target');
    assert.match(
      advice?.message ?? '',
      /^`price` is always above 0, and its residuals spread \d\.\d times as wide/,
    );
    assert.match(advice?.hint ?? '', /^Fit `log\(price\)`/);
    const level = x.map((value, i) => 500 + value + noise[i]!);
    assert.equal(await advised(tableOf({ x, level }), 'level ~ x'), null);
    const below = price.map((value, i) => (i === 0 ? -1 : value));
    assert.equal(await advised(tableOf({ x, below }), 'below ~ x'), null);
  });

  // R 4.2.2: m <- lm(dist ~ speed, cars); sum(fitted(m) < 0);
  // sum(pt(-fitted(m) / (sigma(m) * sqrt(1 + hatvalues(m))), m$df.residual) > 0.025)
  it('counts the rows that the fit puts below 0, or expects there', async () => {
    const table = certifiedTable('r/cars.csv');
    const message = /but the fit predicts values below 0 on 2 of 50 rows and often expects them on 15\./;
    assert.match((await advised(table, 'dist ~ speed'))?.message ?? '', message);
    // Of rows too many to be kept too.
    assert.match((await advised(table, 'dist ~ speed', { markLimit: 10 }))?.message ?? '', message);
  });

  it('offers log1p where there are zeros, counted, and again where a logarithm left them out', async () => {
    const sales = x.map((value, i) => (i % 12 === 0 ? 0 : Math.exp(value / 15 + noise[i]! / 3)));
    const table = tableOf({ x, sales });
    const advice = await advised(table, 'sales ~ x');
    assert.equal(advice?.code, 'advice/log-target-with-zeros');
    assert.match(advice?.hint ?? '', /`log1p\(sales\)`, which has a value at 0 too: 5 rows are 0/);
    const logged = await advised(table, 'log(sales) ~ x');
    assert.equal(logged?.code, 'advice/zeros');
    assert.equal(logged?.message, '5 of the rows left out have `sales` = 0, where a logarithm has no value.');
    const counts = certifiedTable('r/InsectSprays.csv');
    const counted = await advised(counts, 'log(count) ~ spray');
    assert.equal(counted?.code, 'advice/zero-counts');
    assert.match(counted?.hint ?? '', /log1p\(count\).*Poisson/);
    assert.equal(await advised(certifiedTable('r/mtcars.csv'), 'log(mpg) ~ wt'), null);
  });

  it('is silent of other families, perfect fits, constant targets and few rows', async () => {
    assert.equal(await advised(cars, 'am ~ wt', { family: { name: 'huber' } }), null);
    assert.equal(await advised(tableOf({ x, y: x.map((one) => 2 * one + 1) }), 'y ~ x'), null);
    assert.equal(await advised(tableOf({ x, y: x.map(() => 3) }), 'y ~ x'), null);
    assert.equal(await advised(certifiedTable('r/longley.csv'), 'Year ~ GNP'), null);
    assert.equal(await advised(certifiedTable('r/cars.csv'), 'dist ~ 1'), null);
  });
});
