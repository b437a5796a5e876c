import assert from 'node:assert/strict';
import { compareTwoStarts } from '../../../src/core/lab/twoStarts.js';
import type { TwoStarts, TwoStartsOrder } from '../../../src/core/lab/twoStartsOutcome.js';
import { type Sample, sampleOf, scaledSample } from '../train/sampleTables.js';
import { sentenceWords } from '../words/sentenceWords.js';
import { studyJob } from './studyJob.js';

const compare = (sample: Sample) => compareTwoStarts(studyJob<TwoStartsOrder, TwoStarts>(sample, {}));
const length = (weights: Float64Array) => Math.hypot(...weights);

describe('two starts without full rank', () => {
  it('end at the same loss with other weights; from zero with the shortest', async () => {
    const { fromZero, fromRandom, minimumNorm, exactLoss, names, copied, rank, sentence } = await compare(
      scaledSample(300, [1, 5]),
    );
    // The second feature has twice the weight of the first: it is the one that is said twice.
    assert.equal(copied, 'x1');
    assert.deepEqual(names, ['x0', 'x1', 'copy of x1']);
    assert.equal(rank, 2);
    for (const { loss } of [fromZero, fromRandom]) assert.ok(loss.at(-1)! / exactLoss - 1 < 1e-4);
    for (const [k, weight] of fromZero.weights.entries())
      assert.ok(Math.abs(weight - minimumNorm[k]!) < 0.01, `${weight} for ${minimumNorm[k]}`);
    // Of equal shares each has half: the shortest split.
    assert.ok(Math.abs(minimumNorm[1]! - minimumNorm[2]!) < 1e-12);
    assert.ok(length(fromRandom.weights) > length(fromZero.weights));
    // What no row sees, the difference of the two copies, stays as it began.
    const [, a, b] = fromRandom.weights;
    const [, startA, startB] = fromRandom.start;
    assert.ok(Math.abs(a! - b! - (startA! - startB!)) < 1e-9);
    assert.match(sentenceWords(sentence), /^Both starts ended at the same loss/);
  });

  it('need no copy where the features are collinear themselves', async () => {
    const a = Array.from({ length: 90 }, (_, i) => Math.sin(i));
    const b = a.map((_, i) => Math.cos(3 * i));
    const sum = a.map((value, i) => value + b[i]!);
    const y = a.map((value, i) => value - 2 * b[i]! + 0.1 * Math.sin(17 * i));
    const { copied, names, rank, fromZero, minimumNorm } = await compare(sampleOf({ a, b, sum, y }));
    assert.equal(copied, null);
    assert.deepEqual(names, ['a', 'b', 'sum']);
    assert.equal(rank, 2);
    for (const [k, weight] of fromZero.weights.entries())
      assert.ok(Math.abs(weight - minimumNorm[k]!) < 0.01);
  });

  it('arrive on a perfect line too, where the least loss is nothing', async () => {
    const x = Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const { sentence, exactLoss } = await compare(sampleOf({ x, y: x.map((value) => 3 * value - 2) }));
    assert.equal(exactLoss, 0);
    assert.match(sentenceWords(sentence), /^Both starts ended at the same loss/);
  });

  it('need a feature', async () => {
    const constant = sampleOf({ x: [1, 1, 1], y: [1, 2, 4] });
    await assert.rejects(compare(constant), { code: 'fit/no-terms' });
  });
});
