import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { digitsOf, rationalOfLiteral } from '../exact/rationals.js';

type Certified = {
  formula: string;
  coefficients: { name: string; estimateExact30: string; seExact30: string }[];
  exact30: { residualSd: string; rSquared: string; fStatistic: string; rss: string };
};

// Exact values to 30 digits from the decimal data, in rational arithmetic: test/certified/README.md.
const certified = JSON.parse(readFileSync('test/certified/nist/certified.json', 'utf8')) as Record<
  string,
  Certified
>;

/** Log relative error that is asked for; 15 is the most that is counted. */
const DIGITS = 14.9;
/** What a certified zero may be. */
const ZERO = 1e-13;

describe('a file of NIST StRD, from its bytes to the fit', () => {
  it('finds all eleven', () => {
    assert.equal(Object.keys(certified).length, 11);
  });

  for (const [how, options] of [
    ['kernel', { loadKernel }],
    ['plain loops', {}],
  ] as const)
    for (const [name, { formula, coefficients, exact30 }] of Object.entries(certified))
      it(`${name}, ${how}`, async () => {
        const source = memorySource(name, readFileSync(`test/certified/nist/${name}.csv`));
        const table = await readTable(source, { ...options, wantsLow: true });
        const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...options });
        const { summary } = fit;
        const isPerfect = Number(exact30.residualSd) === 0;
        for (const [k, row] of coefficients.entries()) {
          checkDigits(fit.coefficients[k]!.estimate, row.estimateExact30, row.name);
          checkDigits(fit.coefficients[k]!.standardError, row.seExact30, `standard error of ${row.name}`);
        }
        checkDigits(summary.residualStandardError, exact30.residualSd, 'sigma');
        checkDigits(summary.rSquared, exact30.rSquared, 'R²');
        checkDigits(summary.rss, exact30.rss, 'rss');
        if (!isPerfect) checkDigits(summary.fStatistic!.value, exact30.fStatistic, 'F');
        assert.equal(summary.isPerfectFit, isPerfect);
        assert.equal(fit.warnings.filter(({ code }) => code === 'fit/perfect').length, isPerfect ? 1 : 0);
        assert.deepEqual(summary.aliased, []);
        assert.match(summary.method, /double-double from the decimals on/);
        assert.equal(summary.estimatedDigits, 15);
      });
});

function checkDigits(actual: number | null, exact: string, what: string): void {
  assert.ok(actual !== null, `${what} is missing.`);
  if (Number(exact) === 0) assert.ok(Math.abs(actual) <= ZERO, `${what}: ${actual} is not 0.`);
  else {
    const digits = digitsOf(actual, rationalOfLiteral(exact));
    assert.ok(digits >= DIGITS, `${what}: ${digits} digits, ${actual} instead of ${exact}.`);
  }
}
