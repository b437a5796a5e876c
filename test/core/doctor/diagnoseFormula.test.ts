import assert from 'node:assert/strict';
import { diagnoseFormula } from '../../../src/core/diagnoseFormula.js';
import { certifiedTable } from '../fit/tableOf.js';

describe('diagnoseFormula', () => {
  it('compares with the reference level it is told', async () => {
    const { features } = await diagnoseFormula(certifiedTable('r/warpbreaks.csv'), 'breaks ~ tension', {
      ...{ lambda: null, variance: null, seed: 1 },
      references: { tension: 'M' },
    });
    assert.deepEqual(features, ['tensionH', 'tensionL']);
  });
});
