import assert from 'node:assert/strict';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { bootstrap } from '../../../src/core/lab/bootstrap.js';
import type { Bootstrap, BootstrapOrder } from '../../../src/core/lab/bootstrapOutcome.js';
import { drawCounts } from '../../../src/core/lab/resamples.js';
import { DEFAULT_HYPERPARAMETERS } from '../../../src/core/train/hyperparameters.js';
import { Generator } from '../../../src/core/train/random.js';
import { type Sample, sampleOf, scaledSample } from '../train/sampleTables.js';
import { sentenceWords } from '../words/sentenceWords.js';
import { studyJob } from './studyJob.js';

const job = (sample: Sample, order: Partial<BootstrapOrder> = {}) =>
  studyJob<BootstrapOrder, Bootstrap>(sample, { resamples: 100, seed: 3, ...order });

/** The rows of a column of numbers, as often as they were drawn. */
function drawn(sample: Sample, rows: readonly number[]): Sample {
  const columns = sample.table.columns.map(({ name, ...column }) => {
    assert.ok('blocks' in column);
    return [name, rows.map((row) => Number(column.blocks[0]![row]))] as const;
  });
  return sampleOf(Object.fromEntries(columns));
}

describe('bootstrap of models trained together', () => {
  const n = 120;
  const sample = scaledSample(n, [1, 5, 0.01], 2);

  // Expected: the fit of this project (exact least squares) on each resample, its rows written out.
  it('finds the intervals of exact refits of the same resamples', async () => {
    const found = await bootstrap(job(sample));
    const places = Uint32Array.from({ length: n }, (_, i) => i);
    new Generator(DEFAULT_HYPERPARAMETERS.seed, 'shuffle').shuffle(places);
    const generator = new Generator(3, 'bootstrap');
    const refits: number[][] = [];
    for (let resample = 0; resample < 100; resample++) {
      const counts = drawCounts(n, generator);
      const rows = [...places.keys()].flatMap((row) => new Array<number>(counts[places[row]!]!).fill(row));
      const { table, spec } = drawn(sample, rows);
      const { coefficients } = await fitLinear(table, spec, { confidence: 0.95 });
      refits.push(coefficients.map(({ estimate }) => estimate!));
    }
    assert.ok(found.offBy! < 0.02, String(found.offBy));
    for (const [k, one] of found.coefficients.entries()) {
      const values = refits.map((refit) => refit[k]!).sort((a, b) => a - b);
      // R's quantile(type = 7) of 100 values.
      const at = (share: number) => {
        const below = Math.floor(share * 99);
        return values[below]! + (share * 99 - below) * (values[below + 1]! - values[below]!);
      };
      const near = (actual: number, expected: number) =>
        assert.ok(
          Math.abs(actual - expected) < 0.02 * one.standardError!,
          `${one.name}: ${actual}, ${expected}`,
        );
      near(one.low!, at(0.025));
      near(one.high!, at(0.975));
    }
  });

  it('stands beside the classic intervals, and agrees where errors are alike', async () => {
    const { coefficients, sentence, withoutRank, diverged } = await bootstrap(
      job(sample, { resamples: 1000 }),
    );
    const { coefficients: classic } = await fitLinear(sample.table, sample.spec, { confidence: 0.95 });
    assert.deepEqual(
      coefficients.map(({ name }) => name),
      classic.map(({ name }) => name),
    );
    for (const [k, one] of coefficients.entries()) {
      const [low, high] = classic[k]!.confidenceInterval!;
      assert.ok(Math.abs(one.classicLow! / low - 1) < 1e-9 && Math.abs(one.classicHigh! / high - 1) < 1e-9);
      assert.ok(Math.abs(one.deviation! / classic[k]!.standardError! - 1) < 0.25, one.name);
    }
    assert.deepEqual([withoutRank, diverged], [0, 0]);
    assert.match(sentenceWords(sentence), /^1,000 resamples of 120 rows, trained together\./);
  });

  it('says why five rows tell little', async () => {
    const five = sampleOf({ x: [1, 2, 3, 4, 5], y: [1.1, 1.9, 3.2, 3.8, 5.1] });
    const { sentence, withoutRank } = await bootstrap(job(five, { resamples: 1000 }));
    // C(9, 5) = 126 multisets; a resample of one row only, five times the same, leaves the slope open: 5 in 3125 draws.
    assert.match(sentenceWords(sentence), /only 126 different resamples.*these intervals mean little/);
    assert.ok(withoutRank! < 12, String(withoutRank));
    assert.equal(sentence.verdict, 'look');
  });

  it('leaves out and counts resamples without full rank', async () => {
    // Two rows alone have z: both are missing from a resample with probability (28 / 30)^30, about 0.126.
    const x = Array.from({ length: 30 }, (_, i) => Math.sin(3 * i));
    const z = x.map((_, i) => (i < 2 ? 1 : 0));
    const y = x.map((value, i) => value + 0.3 * Math.cos(7 * i) + z[i]!);
    const { withoutRank, coefficients, sentence } = await bootstrap(
      job(sampleOf({ x, z, y }), { resamples: 1000 }),
    );
    assert.ok(withoutRank! > 80 && withoutRank! < 180, String(withoutRank));
    assert.match(
      sentenceWords(sentence),
      new RegExp(`${withoutRank} left out: their rows leave a coefficient`),
    );
    assert.ok(coefficients.every(({ low, high }) => Number.isFinite(low) && Number.isFinite(high)));
  });

  it('has no classic interval beside it for another loss', async () => {
    const hyperparameters = { ...DEFAULT_HYPERPARAMETERS, loss: 'absolute' as const };
    const { coefficients, offBy } = await bootstrap({ ...job(sample), hyperparameters });
    for (const { classicLow, estimate, low, high } of coefficients) {
      assert.deepEqual([classicLow, estimate], [null, null]);
      assert.ok(low! < high!);
    }
    assert.equal(offBy, null);
  });

  it('refuses orders that cannot be', async () => {
    await assert.rejects(bootstrap(job(sample, { resamples: 10 })), { code: 'train/models' });
    await assert.rejects(bootstrap(job(sample, { seed: Number.NaN })), { code: 'train/models' });
  });
});
