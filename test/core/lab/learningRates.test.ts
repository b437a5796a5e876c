import assert from 'node:assert/strict';
import { compareLearningRates } from '../../../src/core/lab/learningRates.js';
import {
  bestRate,
  type LearningRates,
  type LearningRatesOrder,
} from '../../../src/core/lab/learningRatesOutcome.js';
import { open, scaledSample } from '../train/sampleTables.js';
import { sentenceWords } from '../words/sentenceWords.js';
import { studyJob } from './studyJob.js';

const sample = scaledSample(300, [1, 5, 0.01]);

describe('many learning rates', () => {
  // Expected: what a run of its own with that rate comes to, epoch by epoch.
  it('go where a run of each goes', async () => {
    const job = studyJob<LearningRatesOrder, LearningRates>(sample, { models: 8 });
    const found = await compareLearningRates(job);
    assert.equal(found.runs.length, 8);
    assert.ok(found.runs.some(({ rate }) => rate === found.auto));
    for (const { rate, loss, hasDiverged } of found.runs.filter((run) => !run.hasDiverged)) {
      const run = await open(sample, { learningRate: rate, epochs: found.epochs });
      const { epochs } = await run.run();
      assert.equal(loss.length, epochs.length);
      for (const [epoch, { trainLoss }] of epochs.entries())
        assert.ok(Math.abs(loss[epoch]! / trainLoss - 1) < 1e-9, `${rate}, epoch ${epoch}`);
      assert.equal(hasDiverged, false);
    }
  });

  it('say which diverge, and which ends lowest', async () => {
    const job = studyJob<LearningRatesOrder, LearningRates>(sample, { models: 16 });
    const { runs, sentence, exactLoss } = await compareLearningRates(job);
    assert.ok(runs.at(-1)!.hasDiverged);
    const best = bestRate(runs)!;
    assert.ok(best.loss.at(-1)! / exactLoss! - 1 < 1e-3);
    assert.match(sentenceWords(sentence), /^Of 16 rates trained together .* All from .* on diverged/);
    // Live: every epoch has been told, from the first on.
    assert.ok(job.told.length > 10);
    assert.equal(job.told[0]!.outcome.runs[0]!.loss.length, 1);
  });

  it('are some, not thousands', async () => {
    for (const models of [2, 65, 3.5, Number.NaN])
      await assert.rejects(compareLearningRates(studyJob(sample, { models })), { code: 'train/models' });
  });

  it('end when they are cancelled', async () => {
    let calls = 0;
    const stop = () => {
      if (++calls > 20) throw new Error('cancelled');
    };
    const job = studyJob<LearningRatesOrder, LearningRates>(sample, { models: 8 }, { checkpoint: stop });
    await assert.rejects(compareLearningRates(job), /cancelled/);
    assert.ok(job.told.length > 0);
  });
});
