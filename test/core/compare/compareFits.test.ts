import assert from 'node:assert/strict';
import { compareFits } from '../../../src/core/compare/compareFits.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable, tableOf } from '../fit/tableOf.js';
import { type Asked, beside, compared, digestFor, statistic } from './fitsOf.js';

const cars = certifiedTable('r/mtcars.csv');

// R 4.2.2: logLik, AIC, BIC, sqrt(mean((residuals(m) / (1 - hatvalues(m)))^2)).
const STATISTICS: [string, [string, string], number[][]][] = [
  [
    'r/mtcars.csv',
    ['mpg ~ wt', 'mpg ~ wt + hp + factor(cyl)'],
    [
      [-80.014714495938108, 166.02942899187622, 170.4266367002754, 3.2016732703899407],
      [-71.234614696720485, 154.46922939344097, 163.26364481023933, 2.6253023156949196],
    ],
  ],
  [
    'r/cars.csv',
    ['dist ~ 0 + speed', 'dist ~ speed'],
    [
      [-209.87491833084303, 423.74983666168606, 427.57388267254237, 16.525170949200316],
      [-206.57843151367663, 419.15686302735327, 424.8929320436377, 15.697306009399101],
    ],
  ],
];

describe('two fits side by side', () => {
  for (const [file, formulas, expected] of STATISTICS)
    it(`have R's statistics: ${formulas.join(' and ')}`, async () => {
      const comparison = await compared(certifiedTable(file), formulas);
      for (const [k, name] of (['logLikelihood', 'aic', 'bic', 'leaveOneOutError'] as const).entries()) {
        const row = statistic(comparison, name)!;
        const [a, b] = [expected[0]![k]!, expected[1]![k]!] as const;
        assertClose(row.first, a, { tolerance: 1e-12, what: `${name} of A` });
        assertClose(row.second, b, { tolerance: 1e-12, what: `${name} of B` });
        assertClose(row.difference, b - a, { tolerance: 1e-10, what: `${name}, difference` });
      }
    });

  it('have weights in the error of rows left out', async () => {
    const { statistics } = await compared(cars, ['mpg ~ wt', 'mpg ~ wt * hp'], { weights: 'qsec' });
    const row = statistics.find(({ name }) => name === 'leaveOneOutError');
    assertClose(row?.first, 3.2025587256673833, { tolerance: 1e-12, what: 'A' });
    assertClose(row?.second, 2.3546167004315799, { tolerance: 1e-12, what: 'B' });
  });

  it('list coefficients of both with their differences, then those of one', async () => {
    const { coefficients } = await compared(cars, ['mpg ~ wt', 'mpg ~ hp + wt']);
    assert.deepEqual(
      coefficients.map(({ name, first, second }) => [name, first !== null, second !== null]),
      [
        ['(Intercept)', true, true],
        ['wt', true, true],
        ['hp', false, true],
      ],
    );
    const [, wt, hp] = coefficients;
    // R 4.2.2: coef(lm(mpg ~ hp + wt, mtcars))[["wt"]] - coef(lm(mpg ~ wt, mtcars))[["wt"]].
    assertClose(wt?.difference, 1.4666408303179983, { tolerance: 1e-12, what: 'difference' });
    assert.equal(hp?.difference, null);
  });

  it('have no differences on another scale, and say so', async () => {
    const comparison = await compared(cars, ['mpg ~ wt', 'log(mpg) ~ wt']);
    // R 4.2.2.
    assertClose(statistic(comparison, 'aic')?.first, 166.02942899187622, { tolerance: 1e-12, what: 'A' });
    assertClose(statistic(comparison, 'aic')?.second, -32.848650615882548, { tolerance: 1e-12, what: 'B' });
    for (const name of ['aic', 'bic', 'logLikelihood', 'rSquared', 'residualStandardError'])
      assert.equal(statistic(comparison, name)?.difference, null, name);
    assert.ok(comparison.coefficients.every(({ difference }) => difference === null));
    assert.match(
      comparison.notes.join(' '),
      /A fits `mpg` and B `log\(mpg\)`: on another scale .* do not compare/,
    );
  });

  it('compare no likelihood of counts with a density, of other rows, or of another text', async () => {
    const noise = await compared(cars, ['carb ~ wt', 'carb ~ wt'], {}, POISSON);
    assert.equal(statistic(noise, 'aic')?.difference, null);
    assert.match(noise.notes.join(' '), /probability of counts and the other a density/);
    const air = certifiedTable('r/airquality.csv');
    const rows = await compared(air, ['Ozone ~ Wind', 'Ozone ~ Wind + `Solar.R`']);
    assert.equal(statistic(rows, 'aic')?.difference, null);
    assert.notEqual(statistic(rows, 'residualStandardError')?.difference, null);
    assert.match(rows.notes.join(' '), /A is of 116 rows and B of 111/);
    const first = await digestFor(cars, 'mpg ~ wt');
    const edited = compareFits(first, { ...first, fingerprint: 'another' }, null);
    assert.match(edited.notes.join(' '), /The text, or how it is read, has changed between the fits/);
    assert.match(edited.whyNoTest ?? '', /the text, or how it is read, has changed/);
  });

  it('do not tell the same rows by their count alone', async () => {
    const x = [1, 2, 3, 4, Number.NaN, 6, 7, 9];
    const z = [3, Number.NaN, 2, 6, 4, 5, 9, 1];
    const table = tableOf({ x, z, y: [2, 4, 5, 4, 6, 8, 9, 12] });
    const first = await digestFor(table, 'y ~ x');
    const second = await digestFor(table, 'y ~ z');
    assert.equal(first.summary.n, second.summary.n);
    const comparison = await beside(table, first, second);
    assert.equal(statistic(comparison, 'aic')?.difference, null);
    assert.match(comparison.whyNoTest ?? '', /both use 7 rows, but not the same ones/);
  });
});

const POISSON = { family: { name: 'poisson', link: 'log' } } as const satisfies Asked;
