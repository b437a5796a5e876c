import assert from 'node:assert/strict';
import { FitHistory } from '../../src/host/fitHistory.js';
import { decodeFits, digestOf, encodeFits, type FitDigest } from '../../src/protocol/index.js';
import { sampleReport } from '../protocol/sampleReport.js';

function digest(formula: string, coefficients = 2): FitDigest {
  const report = sampleReport();
  const rows = Array.from({ length: coefficients }, (_, i) => ({
    ...report.coefficients[0]!,
    name: `x${i}`,
  }));
  return digestOf(
    { ...report, spec: { ...report.spec, formula }, coefficients: rows },
    report.source.fingerprint,
  );
}

const formulas = (history: FitHistory) => history.snapshot.map((fit) => fit.digest.spec.formula);

describe('FitHistory', () => {
  it('has the newest last; one that is made again keeps its name and becomes the newest', () => {
    const history = new FitHistory();
    history.note(digest('y ~ a'), {});
    history.rename(1, ' first ');
    history.note(digest('y ~ b'), {});
    history.note(digest('y ~ a'), { covariance: 'hc3' });
    assert.deepEqual(formulas(history), ['y ~ a', 'y ~ b', 'y ~ a']);
    history.note(digest('y ~ a'), {});
    assert.deepEqual(
      history.snapshot.map(({ id, name, isKept }) => [id, name, isKept]),
      [
        [2, null, false],
        [3, null, false],
        [1, 'first', true],
      ],
    );
    history.rename(1, '');
    assert.deepEqual([history.get(1)?.name, history.get(1)?.isKept], [null, true]);
    history.remove(2);
    assert.equal(history.get(2), undefined);
  });

  it('lets the oldest go that is not kept', () => {
    const history = new FitHistory();
    history.note(digest('y ~ kept'), {});
    history.keep(1, true);
    for (let i = 0; i < 20; i++) history.note(digest(`y ~ x${i}`), {});
    assert.deepEqual(formulas(history), [
      'y ~ kept',
      ...Array.from({ length: 8 }, (_, i) => `y ~ x${i + 12}`),
    ]);
    for (let i = 0; i < 3; i++) history.note(digest(`y ~ wide${i}`, 1400), {});
    assert.deepEqual(formulas(history), ['y ~ kept', 'y ~ wide1', 'y ~ wide2']);
  });

  it('comes back after a reload, and goes on counting', () => {
    const history = new FitHistory();
    history.note(digest('y ~ a'), { weights: 'w' });
    history.note(digest('y ~ b'), {});
    history.keep(1, true);
    const restored = new FitHistory();
    restored.restore(decodeFits(encodeFits(history.snapshot)));
    assert.deepEqual(restored.snapshot, history.snapshot);
    restored.note(digest('y ~ c'), {});
    assert.equal(restored.snapshot.at(-1)?.id, 3);
    assert.deepEqual(decodeFits('[{"id":1}]'), []);
    assert.deepEqual(decodeFits('odd'), []);
  });
});
