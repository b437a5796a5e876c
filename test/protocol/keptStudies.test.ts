import assert from 'node:assert/strict';
import { decodeStudies, encodeStudies, isStudyOrder, type StudySnapshot } from '../../src/protocol/index.js';

const STUDY: StudySnapshot<'batch-sizes'> = {
  ...{ kind: 'batch-sizes', formula: 'y ~ x', state: 'stopped', done: 1.5, total: 3, fingerprint: 'f' },
  order: { kind: 'batch-sizes', secondsEach: 1 },
  outcome: {
    ...{ kind: 'batch-sizes', secondsEach: 1, rowCount: 9, exactLoss: null, backend: 'CPU kernel' },
    ...{ target: { name: 'y', label: 'y', unit: null }, loss: 'squared' },
    runs: [
      {
        ...{ batchSize: 1, learningRate: 0.1, secondsPerStep: 1e-7, hasDiverged: false },
        ...{ steps: Float64Array.of(0, 1), loss: Float64Array.of(2, Number.NaN) },
      },
    ],
    sentence: { verdict: null, parts: ['words'] },
  },
  error: null,
};

const TUNE: StudySnapshot<'tune'> = {
  ...{ kind: 'tune', formula: 'y ~ x', state: 'finished', done: 2, total: 2, fingerprint: 'f', error: null },
  order: {
    ...{ kind: 'tune', method: 'random', trials: 1, epochs: 5, folds: 3, seed: 1 },
    earlier: { trials: [], identity: 'i' },
  },
  outcome: {
    ...{ kind: 'tune', method: 'random', epochs: 5, folds: 3, judgedCount: 9, total: 1, identity: 'i' },
    space: {
      learningRate: { low: 1e-4, high: 1 },
      batchExponent: { low: 0, high: 2 },
      l2: { low: 1e-6, high: 1 },
    },
    ...{ target: { name: 'y', label: 'y', unit: null }, loss: 'squared' },
    trials: [
      { number: 0, candidate: { learningRate: 0.1, batchSize: 9, l2: 0 }, state: 'finished', loss: 2 },
      { number: 1, candidate: { learningRate: 1, batchSize: 4, l2: 0.1 }, state: 'diverged', loss: null },
    ],
    sentence: { verdict: null, parts: [{ strong: 'words' }] },
  },
};

describe('studies that are kept', () => {
  it('come back as they were', () => {
    assert.deepEqual(decodeStudies(encodeStudies([STUDY, TUNE])), [STUDY, TUNE]);
  });

  it('are let go of where there is nothing to show, or too much', () => {
    const steps = new Float64Array(200_000);
    const [run] = STUDY.outcome!.runs;
    const large = { ...STUDY, outcome: { ...STUDY.outcome!, runs: [{ ...run!, steps }] } };
    const empty = { ...STUDY, outcome: null };
    assert.deepEqual(decodeStudies(encodeStudies([empty, large, STUDY])), [STUDY]);
  });

  it('are left out where they are damaged, or of a kind that is not known', () => {
    const text = encodeStudies([STUDY]);
    assert.deepEqual(decodeStudies(text.replaceAll('batch-sizes', 'other')), []);
    assert.deepEqual(decodeStudies(text.replace('"rowCount"', '"rows"')), []);
    assert.deepEqual(decodeStudies(text.slice(0, -9)), []);
  });
});

describe('an order of a study', () => {
  it('is taken when it is of its kind', () => {
    assert.ok(isStudyOrder({ kind: 'batch-sizes', secondsEach: 1 }));
    for (const other of [null, {}, { kind: 'batch-sizes' }, { kind: 'toString', secondsEach: 1 }])
      assert.ok(!isStudyOrder(other));
  });
});
