import assert from 'node:assert/strict';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { backTransform, logTargetOf, toTargetScale } from '../../../src/core/predict/logTarget.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable } from '../fit/tableOf.js';

const table = certifiedTable('r/mtcars.csv');
const fitted = async (formula: string, markLimit = 20_000) =>
  (await fitFormula(table, formula, { confidence: 0.95, markLimit })).fit;

const OF_LOGARITHM = [20.420914660427158, 20.60260666547121] as const;

// R 4.2.2: `f <- lm(log(mpg) ~ wt, mtcars); p <- predict(f, data.frame(wt = 3))`, `exp(p)` and
// `exp(p) * mean(exp(residuals(f)))`; the same with log2, log10 and log1p.
const PRINTED = [
  ['log', ...OF_LOGARITHM],
  ['log2', ...OF_LOGARITHM],
  ['log10', ...OF_LOGARITHM],
  ['log1p', 20.459924044603973, 20.632692535296176],
] as const;

describe('log target', () => {
  for (const [name, median, mean] of PRINTED)
    it(`goes back to the target's scale as median and as smeared mean: ${name}`, async () => {
      for (const markLimit of [20_000, 1]) {
        const fit = await fitted(`${name}(mpg) ~ wt`, markLimit);
        const target = logTargetOf(fit.spec.target)!;
        assert.equal(target.of, 'mpg');
        const [a, b] = fit.coefficients.map(({ estimate }) => estimate!) as [number, number];
        const back = backTransform(target, a + 3 * b, fit.smearing!);
        assertClose(back.median, median, { tolerance: 1e-12, what: 'median' });
        assertClose(back.smearedMean, mean, { tolerance: 1e-12, what: 'smeared mean' });
        assertClose(toTargetScale(target, a + 3 * b), median, {
          tolerance: 1e-12,
          what: 'end of an interval',
        });
      }
    });

  it('is none where the target is another function or a column', async () => {
    for (const formula of ['mpg ~ wt', 'sqrt(mpg) ~ wt']) {
      const fit = await fitted(formula);
      assert.equal(logTargetOf(fit.spec.target), null);
      assert.equal(fit.smearing, null);
    }
  });
});
