import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import type { DesignColumn } from '../../../src/core/model/designColumn.js';
import { arithmetics, type Decimals, powerOf, solveDecimals } from './exactFit.js';
import { digitsOf, rationalOfLiteral } from './rationals.js';

type Certified = {
  intercept: boolean;
  coefficients: { name: string; estimateExact30: string; seExact30: string }[];
  exact30: { residualSd: string; rSquared: string };
};

// Exact values to 30 digits from the decimal data, in rational arithmetic: test/certified/README.md.
const certified = JSON.parse(readFileSync('test/certified/nist/certified.json', 'utf8')) as Record<
  string,
  Certified
>;

describe('the exact tier against NIST StRD', () => {
  for (const [how, arithmetic] of arithmetics)
    for (const [name, { intercept, coefficients, exact30 }] of Object.entries(certified))
      it(`${name}, ${how}: 14.9 digits of everything`, async () => {
        const features = coefficients.slice(intercept ? 1 : 0).map((row) => columnNamed(row.name));
        const columns = [...features, powerOf('y')];
        const model = { columns, hasIntercept: intercept };
        const { file, isPerfectFit } = solveDecimals(decimalsOf(name), model, await arithmetic());
        const expect = (actual: number, exact: string, what: string) => {
          // A certified zero.
          if (Number(exact) === 0) assert.ok(Math.abs(actual) <= 1e-13, `${what}: ${actual} is not 0.`);
          else {
            const digits = digitsOf(actual, rationalOfLiteral(exact));
            assert.ok(digits >= 14.9, `${what}: ${digits} digits, ${actual} instead of ${exact}.`);
          }
        };
        for (const [k, row] of coefficients.entries()) {
          expect(file.estimates[k]!, row.estimateExact30, row.name);
          expect(file.standardErrors[k]!, row.seExact30, `standard error of ${row.name}`);
        }
        expect(file.sigma, exact30.residualSd, 'sigma');
        expect(file.shares!.explained, exact30.rSquared, 'R²');
        assert.equal(isPerfectFit, Number(exact30.residualSd) === 0);
      });
});

/** `x`, `x3` or `I(x^3)`. */
function columnNamed(name: string): DesignColumn {
  const [, base, exponent] = /^(?:I\()?(\w+?)(?:\^(\d+)\))?$/.exec(name)!;
  return powerOf(base!, exponent === undefined ? 1 : Number(exponent));
}

function decimalsOf(name: string): Decimals {
  const [header, ...lines] = readFileSync(`test/certified/nist/${name}.csv`, 'utf8').trim().split('\n');
  const records = lines.map((line) => line.trim().split(','));
  return Object.fromEntries(
    header!
      .trim()
      .split(',')
      .map((column, k) => [column, records.map((row) => row[k]!)]),
  );
}
