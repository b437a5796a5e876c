import assert from 'node:assert/strict';
import { digestOf, type RememberedFit } from '../../src/protocol/index.js';
import { comparedPair } from '../../webview/comparisonClient.js';
import { FIRST_MODEL, type PanelModel } from '../../webview/state.js';
import { sampleReport } from '../protocol/sampleReport.js';

const remembered = (id: number, isKept = false): RememberedFit => ({
  ...{ id, isKept, name: null, choices: {} },
  digest: digestOf(sampleReport(), 'text'),
});

function modelWith(fits: readonly RememberedFit[], comparing: Partial<PanelModel['comparing']> = {}) {
  const snapshot = { fits } as unknown as PanelModel['snapshot'];
  return { ...FIRST_MODEL, snapshot, comparing: { ...FIRST_MODEL.comparing, ...comparing } };
}

const ids = (model: PanelModel) => comparedPair(model)?.map(({ id }) => id) ?? null;

describe('the fits that are set side by side', () => {
  it('are the newest and the one before, or the last that is kept', () => {
    assert.deepEqual(ids(modelWith([remembered(1), remembered(2), remembered(3)])), [2, 3]);
    assert.deepEqual(ids(modelWith([remembered(1, true), remembered(2), remembered(3)])), [1, 3]);
    assert.equal(ids(modelWith([remembered(1)])), null);
    assert.equal(ids(modelWith([])), null);
  });

  it('are those that were chosen, as long as they are remembered', () => {
    const fits = [remembered(1), remembered(2), remembered(3)];
    assert.deepEqual(ids(modelWith(fits, { first: 3 })), [3, 2]);
    assert.deepEqual(ids(modelWith(fits, { first: 1, second: 2 })), [1, 2]);
    assert.deepEqual(ids(modelWith(fits, { first: 9, second: 9 })), [2, 3]);
    assert.equal(ids(modelWith(fits, { first: 2, second: 2 })), null);
  });
});
