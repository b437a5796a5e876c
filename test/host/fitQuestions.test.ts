import assert from 'node:assert/strict';
import { FitQuestions } from '../../src/host/fitQuestions.js';
import { GausslineError } from '../../src/protocol/index.js';
import { questionParts } from './questionParts.js';

type Shown = { formula: string; fingerprint: string; confidence: number } | null;

/** The host's side, with a worker that answers with the name of what it was asked. */
function hostOf(shown: Shown, fingerprint = 'same') {
  const asked: [string, Record<string, unknown>, AbortSignal][] = [];
  const call = async (name: string, args: Record<string, unknown>, signal: AbortSignal) => {
    asked.push([name, args, signal]);
    return name === 'exportRows' ? { rowCount: 1, byteCount: 2 } : { answer: name, fingerprint };
  };
  const questions = new FitQuestions(questionParts(call, shown));
  return { questions, asked };
}

const FIT = { formula: 'y ~ x', fingerprint: 'same', confidence: 0.9 };
const isNoFit = (error: unknown) => error instanceof GausslineError && error.code === 'influence/no-fit';

describe('Questions about the fit of a panel', () => {
  it('is asked of the fit on screen', async () => {
    const { questions, asked } = hostOf(FIT);
    assert.equal(await questions.describe([3, 5]), 'describeRows');
    assert.equal(await questions.without([3]), 'fitWithout');
    assert.equal(await questions.assumptions(), 'testAssumptions');
    assert.equal(await questions.likelihoods(), 'compareLikelihoods');
    assert.equal(await questions.designMatrix(), 'designMatrix');
    const { formula, confidence, weights, rows } = asked[0]![1];
    assert.deepEqual([formula, confidence, weights, rows], ['y ~ x', 0.9, 'w', [3, 5]]);
    assert.deepEqual(asked[1]![1].rows, [3]);
    await questions.export('/b.csv', 9, new AbortController().signal);
    const { target, token } = asked[5]![1];
    assert.deepEqual([asked[5]![0], target, token], ['exportRows', '/b.csv', 9]);
  });

  it('ends an older question', async () => {
    const { questions, asked } = hostOf(FIT);
    await questions.without([1]);
    await questions.without([2]);
    assert.deepEqual(
      asked.map(([, , signal]) => signal.aborted),
      [true, false],
    );
    questions.stop();
    assert.ok(asked[1]![2].aborted);
  });

  it('is refused where there is no fit, or the text is another one by now', async () => {
    await assert.rejects(hostOf(null).questions.describe([1]), isNoFit);
    await assert.rejects(hostOf(FIT, 'other').questions.without([1]), isNoFit);
    await assert.rejects(hostOf(FIT, 'other').questions.assumptions(), isNoFit);
  });
});
