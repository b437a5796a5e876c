import assert from 'node:assert/strict';
import { compileExactColumn } from '../../../src/core/exact/evaluateExactly.js';
import type { Expression, NumberFunction } from '../../../src/core/model/designColumn.js';
import { lowWordOfLiteral } from '../../../src/core/table/lowWord.js';
import { BLOCK_ROWS } from '../../../src/core/table/table.js';
import { digitsOf, rationalOfLiteral } from './rationals.js';

const x: Expression = { kind: 'column', name: 'x' };

/** The value where `x` is the decimal that is spelled. */
function valueAt(literal: string, expression: Expression): number {
  const high = new Float64Array(BLOCK_ROWS).fill(Number(literal));
  const low = high.map((value) => lowWordOfLiteral(literal, value));
  const inputs = { numbers: () => high, lows: () => low, codes: () => null };
  return compileExactColumn({ name: 'test', factors: [expression] })(inputs, 1).high[0]!;
}

const call = (name: NumberFunction): Expression => ({ kind: 'function', name, of: x });
const power = (left: Expression, right: Expression): Expression => {
  return { kind: 'arithmetic', operator: '^', left, right };
};
const number = (value: number): Expression => ({ kind: 'number', value });

// mpmath with 60 digits, of the decimal and not of the double next to it.
const VALUES: readonly [string, Expression, string][] = [
  ['700.1', call('exp'), '1.120899771073235426397487e304'],
  ['-321.7', call('exp'), '1.93849717180335184722766e-140'],
  ['1.0000000001', call('log'), '9.999999999500000000033333e-11'],
  ['1.0000000001', call('log2'), '1.442695040816828655320285e-10'],
  ['1.0000000001', call('log10'), '4.34294481881537103557414e-11'],
  ['-0.9999999999', call('log1p'), '-23.02585092994045684017991'],
  ['900.3', power(number(2), x), '1.040650976973353919816983e271'],
  ['987.3', power(x, number(100.5)), '8.752623953683876063467871e300'],
];

describe('functions of decimals', () => {
  for (const [literal, expression, expected] of VALUES)
    it(`${JSON.stringify(expression)} at ${literal} is right to the digits of a double`, () => {
      const digits = digitsOf(valueAt(literal, expression), rationalOfLiteral(expected));
      assert.ok(digits >= 15, `${digits} digits`);
    });

  it('are missing where they are not defined', () => {
    for (const expression of [call('log'), call('sqrt'), power(x, number(0.5))])
      assert.ok(Number.isNaN(valueAt('-0.1', expression)));
    assert.ok(Number.isNaN(valueAt('710.1', call('exp'))));
    assert.ok(Number.isNaN(valueAt('0', power(x, number(-0.5)))));
    assert.equal(valueAt('0', power(x, number(0.5))), 0);
    assert.equal(valueAt('-800.1', call('exp')), 0);
  });
});
