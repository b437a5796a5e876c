import assert from 'node:assert/strict';
import { compareSeeds } from '../../../src/core/lab/seeds.js';
import type { Seeds, SeedsOrder } from '../../../src/core/lab/seedsOutcome.js';
import { DEFAULT_HYPERPARAMETERS } from '../../../src/core/train/hyperparameters.js';
import { scaledSample, train } from '../train/sampleTables.js';
import { sentenceWords } from '../words/sentenceWords.js';
import { studyJob } from './studyJob.js';

const sample = scaledSample(300, [1, 5]);
const job = (runs: number, change = {}) => ({
  ...studyJob<SeedsOrder, Seeds>(sample, { runs }),
  hyperparameters: { ...DEFAULT_HYPERPARAMETERS, ...change },
});

describe('the same run with other seeds', () => {
  // Expected: runs of their own.
  it('is a run of each seed', async () => {
    const { runs, coefficients, sentence } = await compareSeeds(job(3, { seed: 7, epochs: 20 }));
    assert.deepEqual(
      runs.map(({ seed }) => seed),
      [7, 8, 9],
    );
    const slopes: number[] = [];
    for (const { seed, trainLoss, loss } of runs) {
      const alone = await train(sample, { seed, epochs: 20 });
      assert.equal(trainLoss, alone.trainLoss);
      assert.equal(loss.length, 21);
      slopes.push(alone.coefficients[1]!.estimate!);
    }
    const slope = coefficients[1]!;
    assert.deepEqual([slope.low, slope.high], [Math.min(...slopes), Math.max(...slopes)]);
    assert.ok(Math.abs(slope.mean! - (slopes[0]! + slopes[1]! + slopes[2]!) / 3) < 1e-12);
    assert.match(sentenceWords(sentence), /^3 seeds ended at training losses from/);
  });

  it('says that a seed chooses nothing where every step takes all rows', async () => {
    const { isWithoutChance, sentence } = await compareSeeds(job(2, { batchSize: 'all' }));
    assert.equal(isWithoutChance, true);
    assert.match(sentenceWords(sentence), /a seed has nothing to choose/);
  });

  it('tells that rows held back are others each time', async () => {
    const { runs, sentence } = await compareSeeds(job(3, { validation: { kind: 'share', share: 0.2 } }));
    assert.equal(new Set(runs.map(({ validationLoss }) => validationLoss)).size, 3);
    assert.match(sentenceWords(sentence), /each seed holds other rows back/);
  });

  it('tells which diverged, and goes on', async () => {
    const { runs, coefficients, sentence } = await compareSeeds(job(2, { learningRate: 50 }));
    assert.deepEqual(
      runs.map(({ hasDiverged }) => hasDiverged),
      [true, true],
    );
    assert.equal(coefficients[0]!.mean, null);
    assert.equal(sentence.verdict, 'look');
  });

  it('needs two runs', async () => {
    await assert.rejects(compareSeeds(job(1)), { code: 'train/models' });
  });
});
