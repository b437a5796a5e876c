import { readFileSync } from 'node:fs';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from './close.js';
import { certifiedTable } from './tableOf.js';

type Certified = {
  intercept: boolean;
  coefficients: { name: string; estimateExact30: string; seExact30: string }[];
  exact30: { residualSd: string; rSquared: string; fStatistic: string; rss: string };
};

// Exact values to 30 digits from the decimal data, in rational arithmetic: test/certified/README.md.
const certified = JSON.parse(readFileSync('test/certified/nist/certified.json', 'utf8')) as Record<
  string,
  Certified
>;

describe('fitLinear against NIST StRD', () => {
  for (const [how, kernel] of [
    ['kernel', loadKernel],
    ['plain loops', undefined],
  ] as const)
    for (const name of ['Norris', 'NoInt1', 'NoInt2', 'Longley'])
      it(`${name}, ${how}`, async () => {
        const { intercept, coefficients, exact30 } = certified[name]!;
        const features = coefficients.map((row) => row.name).filter((feature) => feature !== '(Intercept)');
        const spec = specFromColumns('y', features, intercept);
        const fit = await fitLinear(certifiedTable(`nist/${name}.csv`), spec, {
          ...{ confidence: 0.95, loadKernel: kernel },
        });
        const expect = (actual: number | null | undefined, expected: string, what: string) =>
          assertClose(actual, Number(expected), { tolerance: 1e-11, what: `${name} ${what}` });
        for (const [k, row] of coefficients.entries()) {
          expect(fit.coefficients[k]!.estimate, row.estimateExact30, row.name);
          expect(fit.coefficients[k]!.standardError, row.seExact30, `standard error of ${row.name}`);
        }
        expect(fit.summary.residualStandardError, exact30.residualSd, 'sigma');
        expect(fit.summary.rss, exact30.rss, 'rss');
        expect(fit.summary.rSquared, exact30.rSquared, 'R²');
        expect(fit.summary.fStatistic?.value, exact30.fStatistic, 'F');
      });
});
