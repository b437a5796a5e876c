import assert from 'node:assert/strict';
import type { StudyJob } from '../../../src/core/lab/studyJob.js';
import { timingOf } from '../../../src/core/lab/timing.js';
import { benchmarkVectorization } from '../../../src/core/lab/vectorization.js';
import {
  type Vectorization,
  type VectorizationOrder,
  vectorizationSentence,
} from '../../../src/core/lab/vectorizationOutcome.js';
import { isSum, kernelSum, randomVectors } from '../../../src/core/lab/vectorSums.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { sampleOf, scaledSample } from '../train/sampleTables.js';
import { sentenceWords } from '../words/sentenceWords.js';
import { studyJob } from './studyJob.js';

type Job = StudyJob<VectorizationOrder, Vectorization>;

const benchmark = (more: Partial<Job> = {}, sample = scaledSample(300, [1, 5, 2])) =>
  benchmarkVectorization(studyJob<VectorizationOrder, Vectorization>(sample, { length: 1001 }, more));

describe('the benchmark of vectorization', function () {
  this.timeout(60_000);

  it('times each way that is there, and names what is not', async () => {
    const job = studyJob<VectorizationOrder, Vectorization>(scaledSample(300, [1, 5, 2]), { length: 1001 });
    const { sums, epochs, missing, machine, sentence } = await benchmarkVectorization(job);
    assert.equal(machine, 'a machine');
    assert.deepEqual(
      sums.map(({ name }) => name),
      ['loop over boxed numbers', 'loop over typed arrays', 'kernel'],
    );
    assert.deepEqual(
      epochs.map(({ name }) => name),
      ['loop row by row', 'kernel'],
    );
    assert.deepEqual(missing, [
      { name: 'tfjs, CPU', reason: 'No tfjs in this test' },
      { name: 'tfjs, GPU', reason: 'There is none in this test' },
    ]);
    for (const { median, low, high, repeats } of [...sums, ...epochs]) {
      assert.ok(0 < low && low <= median && median <= high);
      assert.ok(repeats >= 5);
    }
    assert.match(sentenceWords(sentence), /^Adding two vectors of 1,001 takes .* Measured on a machine\./);
    const shares = job.told.map(({ done }) => done);
    assert.deepEqual(shares, [1, 2, 3, 4, 5, 6, 7]);
  });

  it('takes the sums of tensors, unless they are wrong', async () => {
    const machine = (shift: number): Job['machine'] => ({
      name: 'a machine',
      addOnTfjsCpu: async ({ a, b, repeats }) => ({
        sum: Float64Array.from(a, (value, i) => Math.fround(value + b[i]!) + shift),
        seconds: new Float64Array(repeats).fill(1e-5),
      }),
    });
    const right = await benchmark({ machine: machine(0) });
    const tensors = right.sums.find(({ name }) => name === 'tfjs, CPU');
    assert.deepEqual([tensors?.median, tensors?.isSingle], [1e-5, true]);
    const wrong = await benchmark({ machine: machine(0.001) });
    assert.deepEqual(wrong.missing[0], { name: 'tfjs, CPU', reason: 'it did not add the vectors right' });
  });

  it('times no epoch without a feature', async () => {
    const { epochs, sums, missing } = await benchmark({}, sampleOf({ x: [1, 1, 1, 1], y: [1, 2, 4, 3] }));
    assert.deepEqual([epochs.length, sums.length], [0, 3]);
    assert.equal(missing[1]?.name, 'an epoch');
  });

  it('ends when it is cancelled, and lets no bug pass for a missing GPU', async () => {
    await assert.rejects(
      benchmark({ checkpoint: () => Promise.reject(new Error('cancelled')) }),
      /cancelled/,
    );
    await assert.rejects(benchmark({ openGpu: () => Promise.reject(new Error('a bug')) }), /a bug/);
  });
});

describe('sums of vectors', () => {
  for (const length of [1, 2, 7, 20_001])
    it(`come to the same in the kernel, ${length} long`, async () => {
      const { a, b } = randomVectors(length, 1);
      const way = kernelSum(await loadKernel(), a, b);
      way.add();
      assert.ok(isSum(way.sum(), a, b, false));
      assert.ok(!isSum(way.sum(), a, a, false) || length === 0);
    });
});

describe('a timing', () => {
  it('is the middle of its repeats, with the ends of the middle half', () => {
    // R: quantile(c(4, 1, 3, 2, 10), c(.5, .25, .75)) gives 3, 2, 4.
    assert.deepEqual(timingOf([4, 1, 3, 2, 10]), { median: 3, low: 2, high: 4, repeats: 5 });
  });

  it('says that a machine was busy', () => {
    const way = (name: string, median: number, half: number) => ({
      ...{ name, median, low: median - half, high: median + half, repeats: 31, isSingle: false },
    });
    const found = {
      ...{
        length: 10_000,
        machine: '2 x Some CPU',
        adapter: null,
        rowCount: 506,
        featureCount: 3,
        batchSize: 32,
        missing: [],
      },
      ...{ sums: [way('kernel', 4e-6, 1e-7), way('loop', 6e-5, 1e-6)], epochs: [] },
    };
    assert.equal(
      sentenceWords(vectorizationSentence(found, true)),
      'Adding two vectors of 10,000 takes 4.0 µs by the kernel and 60 µs by a loop, 15 times as long. Measured on 2 x Some CPU.',
    );
    const busy = vectorizationSentence(
      { ...found, sums: [way('kernel', 4e-6, 1e-6), way('loop', 6e-5, 0)] },
      true,
    );
    assert.equal(busy.verdict, 'look');
    assert.match(
      sentenceWords(busy),
      /Take the times with care: half of those of the kernel spread over 50 % of their middle, as on a busy machine\.$/,
    );
  });
});
