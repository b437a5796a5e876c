import assert from 'node:assert/strict';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { neighbourSteps } from '../../../src/core/judge/neighbourSteps.js';
import { residualMoments } from '../../../src/core/judge/residualMoments.js';
import { durbinWatson, jarqueBera } from '../../../src/core/judge/residualTests.js';
import type { Table } from '../../../src/core/table/table.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable, spec } from '../fit/tableOf.js';

const fitted = (table: Table, formula: string): Promise<Fit> =>
  fitLinear(table, spec(formula), { confidence: 0.95 });

const durbinWatsonOf = (values: Float64Array, unit: number) =>
  durbinWatson(neighbourSteps(values, unit), residualMoments(values, unit));

describe('residualTests', () => {
  it('tests for changing spread as statsmodels and lmtest do', async () => {
    // statsmodels 0.15.0 het_breuschpagan(robust=True) on residuals of numpy's lstsq of the centred columns; the last,
    // without intercept, by lmtest's formula in mpmath at 40 digits.
    const expected: [string, string, number, number][] = [
      ['cars', 'dist ~ speed', 3.214879927174641, 0.07297154505407806],
      ['mtcars', 'mpg ~ wt + hp', 0.8807224701787462, 0.6438038145443632],
      ['airquality', 'Ozone ~ Solar.R + Wind + Temp', 5.055366580155456, 0.16778753580755895],
      [
        'longley',
        'Employed ~ GNP.deflator + GNP + Unemployed + Armed.Forces + Population + Year',
        2.5096632076368497,
        0.867384634857718,
      ],
      ['mtcars', 'mpg ~ wt + hp - 1', 1.016234587698167, 0.3134138436274043],
    ];
    for (const [dataset, formula, statistic, pValue] of expected) {
      const { breuschPagan } = (await fitted(certifiedTable(`r/${dataset}.csv`), formula)).summary
        .diagnostics;
      assertClose(breuschPagan?.statistic, statistic, { tolerance: 1e-9, what: `${formula} statistic` });
      assertClose(breuschPagan?.pValue, pValue, { tolerance: 1e-9, what: `${formula} p` });
    }
  });

  it('do not overflow on large residuals', () => {
    const small = Float64Array.from([1, -2, 3, -1, 0.5]);
    const large = small.map((value) => value * 2 ** 1000);
    assert.equal(durbinWatsonOf(large, 2 ** 1000), durbinWatsonOf(small, 1));
    assert.deepEqual(jarqueBera(residualMoments(large, 2 ** 1000)), jarqueBera(residualMoments(small, 1)));
  });

  it('are undefined where residuals do not vary', () => {
    assert.equal(durbinWatsonOf(new Float64Array(4), 1), null);
    assert.equal(jarqueBera(residualMoments(new Float64Array(4), 1)), null);
    assert.equal(jarqueBera(residualMoments(new Float64Array(4).fill(0.25), 1)), null);
  });
});
