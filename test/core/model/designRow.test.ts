import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import { modelOf, specOf } from '../../../src/core/fitFormula.js';
import { designRow, featureInputs, type NewRow } from '../../../src/core/model/designRow.js';
import { tableOf } from '../fit/tableOf.js';

const table = tableOf({
  y: [1, 2, 4, 3, 6, 5],
  x: [1, 2, 3, 4, 5, 6],
  zone: ['edge', 'centre', 'edge', 'centre', 'edge', 'centre'],
  year: [2001, 2002, 2001, 2002, 2003, 2003],
});

const specFor = (formula: string) => specOf(modelOf(table, formula).plan, table);

describe('designRow', () => {
  it('evaluates the columns of a design in a new row', async () => {
    const spec = await specFor('log(y) ~ I(x^2) + x:zone');
    assert.deepEqual(featureInputs(spec), ['x', 'zone']);
    assert.deepEqual([...designRow(spec, { x: 3, zone: 'edge' })], [9, 0, 3]);
    assert.deepEqual([...designRow(spec, { x: 3, zone: 'centre' })], [9, 3, 0]);
  });

  it('takes the levels of numbers as numbers', async () => {
    const spec = await specFor('y ~ factor(year)');
    assert.deepEqual([...designRow(spec, { year: 2002 })], [1, 0]);
  });

  it('is not defined where a function is not', async () => {
    assert.deepEqual([...designRow(await specFor('y ~ log(x)'), { x: 0 })], [Number.NaN]);
  });

  const FAILURES: readonly [string, string, NewRow, RegExp][] = [
    ['y ~ x + zone', 'predict/missing-feature', { x: 1 }, /no value for `zone`/],
    ['y ~ x', 'predict/missing-feature', { x: Number.NaN }, /no value for `x`/],
    ['y ~ x + zone', 'predict/new-level', { x: 1, zone: 'Edge' }, /`zone` has "Edge", which no row/],
    ['y ~ factor(year)', 'predict/new-level', { year: 1999 }, /`year` has 1999/],
    ['y ~ x', 'predict/not-a-number', { x: 'one' }, /`x` has "one"/],
  ];
  for (const [formula, code, row, message] of FAILURES)
    it(`refuses ${JSON.stringify(row)} for ${formula} with ${code}`, async () => {
      const spec = await specFor(formula);
      assert.throws(
        () => designRow(spec, row),
        (error) => error instanceof GausslineError && error.code === code && message.test(error.message),
      );
    });
});
