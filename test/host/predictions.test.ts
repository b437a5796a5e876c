import assert from 'node:assert/strict';
import { Predictions } from '../../src/host/predictions.js';
import { GausslineError } from '../../src/protocol/index.js';
import { questionParts } from './questionParts.js';

type Shown = { formula: string; fingerprint: string; confidence: number } | null;

/** The host's side, with a worker that answers what it is told to. */
function hostOf(shown: Shown, fingerprint = 'same') {
  const asked: [string, unknown][] = [];
  const kit = { model: { inputs: [{ column: 'x' }] } };
  const call = async (name: string, args: unknown) => {
    asked.push([name, args]);
    if (name === 'openPrediction') return { form: 'the form', kit, hasEmptyRows: false, fingerprint };
    return name;
  };
  const predictions = new Predictions(questionParts(call, shown));
  return { predictions, asked, kit };
}

const FIT = { formula: 'y ~ x', fingerprint: 'same', confidence: 0.9 };
const isNoFit = (error: unknown) => error instanceof GausslineError && error.code === 'predict/no-fit';

describe('Predictions of a panel', () => {
  it('asks for the form of the fit on screen, and keeps what rows are predicted with', async () => {
    const { predictions, asked, kit } = hostOf(FIT);
    assert.deepEqual(await predictions.open(), { form: 'the form', hasEmptyRows: false });
    const [name, request] = asked[0]!;
    assert.equal(name, 'openPrediction');
    const { formula, confidence, weights } = request as Record<string, unknown>;
    assert.deepEqual([formula, confidence, weights], ['y ~ x', 0.9, 'w']);
    await predictions.predictRow({ x: 1 });
    assert.deepEqual(asked[1], ['predictRow', { kit, row: { x: 1 } }]);
    await predictions.rowOfLine(3);
    assert.deepEqual((asked[2]![1] as { columns: string[] }).columns, ['x']);
  });

  it('refuses where there is no fit, or the text is another one by now', async () => {
    await assert.rejects(hostOf(null).predictions.open(), isNoFit);
    await assert.rejects(hostOf(FIT, 'other').predictions.open(), isNoFit);
    await assert.rejects(hostOf(FIT).predictions.predictRow({ x: 1 }), isNoFit);
  });
});
