import assert from 'node:assert/strict';
import { collapseTwoLayers } from '../../../src/core/lab/twoLayers.js';
import type { TwoLayers, TwoLayersOrder } from '../../../src/core/lab/twoLayersOutcome.js';
import { type Sample, sampleOf, scaledSample } from '../train/sampleTables.js';
import { sentenceWords } from '../words/sentenceWords.js';
import { studyJob } from './studyJob.js';

const collapse = (sample: Sample, width: number) =>
  collapseTwoLayers(studyJob<TwoLayersOrder, TwoLayers>(sample, { width }));

describe('two linear layers', () => {
  for (const width of [1, 2, 8])
    it(`multiply out to least squares, ${width} wide`, async () => {
      const { coefficients, apart, tolerance, two, one, sentence } = await collapse(
        scaledSample(300, [1, 500]),
        width,
      );
      assert.ok(apart <= tolerance, `${apart} apart`);
      assert.ok(two.isSettled && one.isSettled);
      for (const { product, exact } of coefficients)
        assert.ok(Math.abs(product! / exact! - 1) < 1e-5, `${product} for ${exact}`);
      assert.equal(sentence.verdict, 'good');
      // A loss never rises, and ends at its minimum.
      assert.ok(two.excess.every((excess, i) => i === 0 || excess <= two.excess[i - 1]! + 1e-12));
      assert.ok(Math.abs(two.excess.at(-1)!) < 1e-9);
    });

  it('hold what their product says', async () => {
    const { firstLayer, secondLayer, features } = await collapse(scaledSample(80, [1, 2, 3]), 2);
    assert.deepEqual([firstLayer.length, secondLayer.length, features.length], [6, 2, 3]);
  });

  it('say that they have not arrived where features are near-collinear', async () => {
    const { table, spec } = scaledSample(60, [1]);
    const x = table.columns[0]!;
    assert.ok(x.kind === 'number');
    const values = Array.from(x.blocks[0]!.subarray(0, 60));
    const near = values.map((value, i) => value + 1e-5 * Math.sin(7 * i));
    const y = values.map((value, i) => value - 30_000 * (near[i]! - value) + Math.cos(i));
    assert.equal(spec.features.length, 1);
    const { sentence, apart, tolerance } = await collapse(sampleOf({ x: values, near, y }), 2);
    assert.ok(apart > tolerance);
    assert.equal(sentence.verdict, 'look');
    assert.match(sentenceWords(sentence), /near-collinear/);
  });

  it('come to the same on a perfect line', async () => {
    const x = Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const { apart, tolerance, isPerfect, two } = await collapse(
      sampleOf({ x, y: x.map((value) => 3 * value - 2) }),
      2,
    );
    assert.ok(apart <= tolerance && isPerfect);
    // Of the loss without weights.
    assert.ok(two.excess[0]! > 0.1 && Math.abs(two.excess.at(-1)!) < 1e-12);
  });
});
