import assert from 'node:assert/strict';
import { bootstrap } from '../../../src/core/lab/bootstrap.js';
import type { Bootstrap, BootstrapOrder } from '../../../src/core/lab/bootstrapOutcome.js';
import { compareLearningRates } from '../../../src/core/lab/learningRates.js';
import type { LearningRates, LearningRatesOrder } from '../../../src/core/lab/learningRatesOutcome.js';
import type { StudyJob } from '../../../src/core/lab/studyJob.js';
import { DEFAULT_HYPERPARAMETERS } from '../../../src/core/train/hyperparameters.js';
import { studyJob } from '../lab/studyJob.js';
import { sentenceWords } from '../words/sentenceWords.js';
import { processGpu } from './processGpu.js';
import { scaledSample } from './sampleTables.js';

const sample = scaledSample(300, [1, 5, 0.01]);
/** Losses of standardised rows in float32: every number is off by half a unit of its 24 bits, errors by a few. */
const FLOAT32 = 64 * 2 ** -24;

/** A processor that plays a GPU takes milliseconds for each step. */
const hyperparameters = { ...DEFAULT_HYPERPARAMETERS, epochs: 10 };

type RatesJob = Partial<StudyJob<LearningRatesOrder, LearningRates>>;

const rates = (more: RatesJob) =>
  compareLearningRates(
    studyJob<LearningRatesOrder, LearningRates>(sample, { models: 8 }, { hyperparameters, ...more }),
  );

describe('many models on a GPU', function () {
  this.timeout(120_000);
  let gpu: ReturnType<typeof processGpu>;
  beforeEach(() => {
    gpu = processGpu();
  });
  afterEach(() => gpu.close());

  it('go where they go on the kernel: learning rates', async () => {
    const kernel = await rates({});
    const found = await rates({ backend: 'gpu', openGpu: gpu.openGpu });
    assert.match(found.backend, /^WebGPU, ./);
    assert.match(
      sentenceWords(found.sentence),
      /WebGPU, .* trained in float32, about 7 digits; the losses at the end are measured in double precision\.$/,
    );
    for (const [k, { loss, hasDiverged }] of kernel.runs.entries()) {
      const run = found.runs[k]!;
      assert.equal(run.hasDiverged, hasDiverged);
      // One that flies off doubles its rounding too.
      if (hasDiverged) continue;
      assert.equal(run.loss.length, loss.length);
      for (const [epoch, value] of loss.entries())
        assert.ok(Math.abs(run.loss[epoch]! / value - 1) < FLOAT32, `${k}, epoch ${epoch}: ${value}`);
      // Measured in double precision, near the minimum: parameters off by about 1e-7 cost the square of it.
      const isThere = value(loss) / kernel.exactLoss! - 1 < 1e-3;
      if (isThere) assert.ok(Math.abs(value(run.loss) / value(loss) - 1) < 1e-8, String(k));
      assert.ok(value(run.loss) >= kernel.exactLoss! * (1 - 1e-12), String(k));
    }
  });

  it('go where they go on the kernel: resamples', async () => {
    const few = { hyperparameters: { ...hyperparameters, epochs: 3 } };
    const order = { resamples: 20, seed: 3 };
    const study = (more: Partial<StudyJob<BootstrapOrder, Bootstrap>>) =>
      bootstrap(studyJob<BootstrapOrder, Bootstrap>(sample, order, { ...few, ...more }));
    const kernel = await study({});
    const found = await study({ backend: 'gpu', openGpu: gpu.openGpu });
    assert.match(found.backend, /^WebGPU, ./);
    assert.deepEqual([found.withoutRank, found.diverged], [kernel.withoutRank, kernel.diverged]);
    for (const [k, { name, low, high, standardError }] of kernel.coefficients.entries()) {
      const one = found.coefficients[k]!;
      // Standardised coefficients are off by about 1e-6, a standard error of 300 rows is some hundredths.
      for (const [a, b] of [
        [one.low, low],
        [one.high, high],
      ])
        assert.ok(Math.abs(a! - b!) < 1e-3 * standardError!, `${name}: ${a}, ${b}`);
    }
  });

  it('go on on the kernel when the GPU is lost', async () => {
    const kernel = await rates({});
    let calls = 0;
    const found = await rates({
      ...{ backend: 'gpu', openGpu: gpu.openGpu },
      report: () => {
        if (++calls === 4) gpu.crash();
      },
    });
    assert.equal(found.backend, 'CPU kernel');
    assert.deepEqual(
      found.warnings.map(({ code }) => code),
      ['train/gpu-lost'],
    );
    assert.match(
      sentenceWords(found.sentence),
      /was lost after step [1-9].*The CPU kernel went on from there/,
    );
    for (const [k, { loss, hasDiverged }] of kernel.runs.entries())
      if (!hasDiverged)
        assert.ok(Math.abs(value(found.runs[k]!.loss) / value(loss) - 1) < FLOAT32, String(k));
  });

  it('begin on the kernel where there is no GPU, and say so; Auto asks for none', async () => {
    const found = await rates({ backend: 'gpu' });
    assert.equal(found.backend, 'CPU kernel');
    assert.match(sentenceWords(found.sentence), / There is none in this test\. Check the graphics driver/);
    const auto = await rates({ backend: 'auto', openGpu: () => assert.fail('asked for a GPU') });
    assert.deepEqual([auto.backend, auto.warnings], ['CPU kernel', []]);
    assert.deepEqual(
      found.runs.map(({ loss }) => loss),
      auto.runs.map(({ loss }) => loss),
    );
  });
});

function value(loss: Float64Array): number {
  return loss.at(-1)!;
}
