import assert from 'node:assert/strict';
import { compareBatchSizes } from '../../../src/core/lab/batchSizes.js';
import {
  type BatchSizes,
  type BatchSizesOrder,
  batchSizesSentence,
} from '../../../src/core/lab/batchSizesOutcome.js';
import { scaledSample } from '../train/sampleTables.js';
import { sentenceWords } from '../words/sentenceWords.js';
import { studyJob } from './studyJob.js';

const sample = scaledSample(300, [1, 5]);
const jobOf = (secondsEach: number, more = {}) =>
  studyJob<BatchSizesOrder, BatchSizes>(sample, { secondsEach }, more);

describe('batches of one, of 32 and of all', () => {
  it('each have the same time, and tell as they go', async () => {
    const job = jobOf(0.03);
    const { runs, exactLoss } = await compareBatchSizes(job);
    assert.deepEqual(
      runs.map(({ batchSize }) => batchSize),
      [1, 32, 300],
    );
    for (const { steps, loss, secondsPerStep } of runs) {
      assert.equal(steps[0], 0);
      assert.equal(steps.length, loss.length);
      assert.ok(steps.at(-1)! * secondsPerStep >= 0.03);
      assert.ok(loss.at(-1)! < loss[0]!);
    }
    // All rows at a rate of one over the curvature go to the exact minimum, which is the fit's own.
    assert.ok(runs[2]!.loss.at(-1)! / exactLoss! - 1 < 1e-9);
    const shares = job.told.map(({ done }) => done);
    assert.ok(shares.every((share, i) => i === 0 || share >= shares[i - 1]!));
    assert.equal(job.told[0]?.outcome.runs.length, 1);
  });

  it('end when they are cancelled', async () => {
    let calls = 0;
    const checkpoint = () => {
      if (++calls > 40) throw new Error('cancelled');
    };
    await assert.rejects(compareBatchSizes(jobOf(60, { checkpoint })), /cancelled/);
  });

  it('of fewer rows than 32 are two', async () => {
    const { runs } = await compareBatchSizes(
      studyJob<BatchSizesOrder, BatchSizes>(scaledSample(20, [1]), { secondsEach: 0.001 }),
    );
    assert.deepEqual(
      runs.map(({ batchSize }) => batchSize),
      [1, 20],
    );
  });

  it('are told of in the words of what was measured', () => {
    const run = (batchSize: number, loss: readonly number[], secondsPerStep: number) => ({
      ...{ batchSize, secondsPerStep, learningRate: 0.1, hasDiverged: false },
      steps: Float64Array.from(loss, (_, i) => 10 * i),
      loss: Float64Array.from(loss),
    });
    const runs = [
      run(1, [9, 2, 1.05, 1.2], 1e-7),
      run(32, [9, 3, 2, 1.09], 1e-6),
      run(300, [9, 5, 3, 1.02], 1e-5),
    ];
    const found = {
      ...{
        secondsEach: 1,
        rowCount: 300,
        exactLoss: 1,
        backend: 'CPU kernel',
        runs,
        loss: 'squared' as const,
      },
      target: { name: 'y', label: 'y', unit: null },
    };
    assert.equal(
      sentenceWords(batchSizesSentence(found, true)),
      'Each had 1.0 s on the CPU kernel. First within 10 % of the exact answer came the batch of 1, after 2.0 µs. ' +
        'Closest at the end came all 300 rows, 2.0 % above it. At its constant rate the batch of 1 ended 20 % above it.',
    );
  });
});
