import assert from 'node:assert/strict';
import { fitFormula } from '../../../src/core/fitFormula.js';
import type { Table } from '../../../src/core/table/table.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { seededRandom } from '../../fixtures/generated.js';
import { tableOf } from './tableOf.js';

/** With 40 features: rows times 42 squared is beyond the 2.5e7 up to which double-double is the default. */
const MANY_ROWS = 15_000;
const FEATURES = 40;

/** `nearness`: how far the last feature is from a copy of the first one. */
function wideTable(rowCount: number, nearness: number): Table {
  const random = seededRandom(5);
  const column = () => Float64Array.from({ length: rowCount }, () => random() - 0.5);
  const features = Array.from({ length: FEATURES }, column);
  features[FEATURES - 1] = features[0]!.map((value) => value + nearness * (random() - 0.5));
  const y = features[0]!.map((value, i) => value + features[1]![i]! + random());
  return tableOf({ ...Object.fromEntries(features.map((values, k) => [`x${k}`, values])), y });
}

async function methodOf(table: Table, isExact?: boolean): Promise<string> {
  const { fit } = await fitFormula(table, 'y ~ .', { confidence: 0.95, loadKernel, isExact });
  return fit.summary.method;
}

describe('double-double is used', () => {
  it('for few rows', async () => {
    assert.match(await methodOf(wideTable(1000, 1)), /double-double/);
  });

  it('for many only where it is asked for', async () => {
    const table = wideTable(MANY_ROWS, 1);
    assert.equal(await methodOf(table), 'QR, double precision');
    assert.match(await methodOf(table, true), /double-double/);
  });

  it('where double precision has fewer than 8 digits, unless that is refused', async () => {
    // The weight of a copy to 1e-9 is known to 1e-16 * 1e9 * what noise adds: far fewer than 8 digits.
    const table = wideTable(MANY_ROWS, 1e-9);
    assert.match(await methodOf(table), /double-double/);
    assert.equal(await methodOf(table, false), 'QR, double precision');
  });

  it('never for weights: they are fitted in double precision', async () => {
    const table = tableOf({ x: [1, 2, 3, 4, 5], y: [2, 3, 5, 8, 9], w: [1, 2, 1, 2, 1] });
    const options = { confidence: 0.95, loadKernel, isExact: true, weights: 'w' };
    const { fit } = await fitFormula(table, 'y ~ x', options);
    assert.equal(fit.summary.method, 'QR, double precision');
  });
});
