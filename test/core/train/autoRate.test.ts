import assert from 'node:assert/strict';
import { LOSSES, OPTIMISERS } from '../../../src/core/train/hyperparameters.js';
import { countSample, open, scaledSample } from './sampleTables.js';

describe('the Auto learning rate', function () {
  this.timeout(60_000);

  // 400 rows with one 25 standard deviations out: a batch that holds it is far steeper than the others.
  for (const loss of LOSSES)
    for (const optimiser of OPTIMISERS)
      for (const batchSize of [1, 32, 64, 128, 256, 'all'] as const)
        it(`does not diverge: ${loss}, ${optimiser}, batch ${batchSize}`, async () => {
          const run = await open(countSample(400), { loss, optimiser, batchSize });
          const { epochs, trainLoss } = await run.run();
          assert.ok(trainLoss < epochs[0]!.trainLoss, `${trainLoss} is not below ${epochs[0]!.trainLoss}`);
        });

  it('is 1 over the largest eigenvalue for all rows at once', async () => {
    const { plan } = (await open(scaledSample(50, [1, 1e6]))).parts;
    const { learningRate, curvature } = plan;
    assert.ok(learningRate.value <= 1 / curvature.largest && learningRate.value >= 0.9 / curvature.largest);
    assert.equal(learningRate.isAuto, true);
    assert.match(learningRate.explanation, /largest eigenvalue 1\.\d\d of the standardised Gram matrix/);
  });

  it('is half of 1 over the largest squared row norm for single rows', async () => {
    const { plan } = (await open(countSample(400), { batchSize: 1 })).parts;
    const bound = 0.5 / plan.curvature.largestRow;
    assert.ok(plan.learningRate.value <= bound && plan.learningRate.value >= 0.9 * bound);
  });

  it('stands beside a chosen one', async () => {
    const { plan } = (await open(scaledSample(50, [1]), { learningRate: 0.02 })).parts;
    assert.deepEqual([plan.learningRate.value, plan.learningRate.isAuto], [0.02, false]);
    assert.ok(plan.learningRate.auto > 0.5);
  });
});
