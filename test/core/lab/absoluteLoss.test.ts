import assert from 'node:assert/strict';
import { calmAbsoluteLoss } from '../../../src/core/lab/absoluteLoss.js';
import {
  type AbsoluteLoss,
  type AbsoluteLossOrder,
  spreadOf,
} from '../../../src/core/lab/absoluteLossOutcome.js';
import { scaledSample } from '../train/sampleTables.js';
import { sentenceWords } from '../words/sentenceWords.js';
import { studyJob } from './studyJob.js';

const sample = scaledSample(300, [1, 5], 1);

describe('the absolute loss', () => {
  let found: AbsoluteLoss;
  before(async () => {
    found = await calmAbsoluteLoss(studyJob<AbsoluteLossOrder, AbsoluteLoss>(sample, {}));
  });

  it('rattles at a constant rate, and is calmed in three ways', () => {
    const { runs, lastEpochs, sentence } = found;
    const [plain, decay, average, huber] = runs.map((run) => spreadOf(run, lastEpochs));
    for (const calmed of [decay, average, huber]) assert.ok(calmed! < 0.7 * plain!, `${calmed} of ${plain}`);
    assert.match(
      sentenceWords(sentence),
      /^At a constant rate the loss of the last 60 epochs goes up and down/,
    );
  });

  it('stands beside the exact median regression, which no run is below and the calmed ones come near', () => {
    const [, decay, average] = found.runs;
    for (const run of [decay, average]) assert.ok(run!.loss.at(-1)! / found.exactLoss! - 1 < 0.002);
    assert.match(sentenceWords(found.sentence), /the exact median regression has 0\.\d+\.$/);
  });

  it('judges all by the mean absolute error of all rows', () => {
    const y = sample.table.columns.at(-1)!;
    assert.ok(y.kind === 'number');
    const values = Array.from(y.blocks[0]!.subarray(0, 300));
    // From zero weights the prediction is the mean.
    const mean = values.reduce((sum, value) => sum + value, 0) / 300;
    const error = values.reduce((sum, value) => sum + Math.abs(value - mean), 0) / 300;
    for (const { loss } of found.runs) {
      assert.equal(loss.length, 161);
      assert.ok(Math.abs(loss[0]! / error - 1) < 1e-12);
      assert.ok(loss.every((value) => value >= found.exactLoss! * (1 - 1e-12)));
      // Normal noise of standard deviation 1 has a mean absolute error of about 0.8.
      assert.ok(loss.at(-1)! < 1);
    }
  });
});
