import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import { tune } from '../../../src/core/lab/tune.js';
import type { Tune, TuneOrder } from '../../../src/core/lab/tuneOutcome.js';
import { DEFAULT_HYPERPARAMETERS, type Hyperparameters } from '../../../src/core/train/hyperparameters.js';
import { bestTrial } from '../../../src/core/train/search/trial.js';
import { type Sample, scaledSample } from '../train/sampleTables.js';
import { studyJob } from './studyJob.js';

const sample = scaledSample(300, [1, 5, 2]);
const ORDER: TuneOrder = { method: 'bayesian', trials: 9, epochs: 3, folds: null, seed: 5, earlier: null };
const validation = { kind: 'share', share: 0.2 } as const;

type Ask = { order?: Partial<TuneOrder>; settings?: Partial<Hyperparameters>; from?: Sample };

/** The outcome, and what was reported on the way; `endAfter` trials it is cancelled in the middle of the next. */
async function tuned({ order, settings, from = sample }: Ask = {}, endAfter = Number.POSITIVE_INFINITY) {
  const reports: Tune[] = [];
  const words = (outcome: Tune) =>
    outcome.sentence.parts
      .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : ''))
      .join('');
  let steps = 0;
  const checkpoint = () => {
    if ((reports.at(-1)?.trials.length ?? 0) >= endAfter && ++steps > 3)
      throw new GausslineError('cancelled', 'Cancelled.');
  };
  const whole: TuneOrder = { ...ORDER, ...order };
  const job = studyJob<TuneOrder, Tune>(from, whole, {
    hyperparameters: { ...DEFAULT_HYPERPARAMETERS, validation, ...settings },
    checkpoint,
    report: (_done, _total, outcome) => reports.push(structuredClone(outcome)),
  });
  const work = tune(job);
  if (endAfter < Number.POSITIVE_INFINITY) {
    await assert.rejects(work, (error) => error instanceof GausslineError && error.code === 'cancelled');
    return { outcome: reports.at(-1)!, reports, words: words(reports.at(-1)!) };
  }
  const outcome = await work;
  return { outcome, reports, words: words(outcome) };
}

describe('tuning', () => {
  it("begins with Auto's own settings and reports every trial", async () => {
    const { outcome, reports, words } = await tuned();
    assert.deepEqual(
      reports.map(({ trials }) => trials.length),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    assert.equal(outcome.trials[0]!.number, 0);
    assert.equal(outcome.judgedCount, 60);
    assert.deepEqual(reports.at(-1), outcome);
    assert.match(
      words,
      /^A Bayesian search over rates 0.0001 to 1, batches 8 to 128 and L2 penalties 0 to 1: 9 trials of 3 epochs, judged by the 60 rows held back\. /,
    );
    const best = bestTrial(outcome.trials)!;
    assert.match(
      words,
      best.number === 0 ? /Nothing beat Auto/ : new RegExp(`Best is trial ${best.number}: rate`),
    );
  });

  it('keeps what it has when it is cancelled in the middle of a trial, and goes on to the same end', async () => {
    const whole = (await tuned()).outcome;
    const { outcome: part } = await tuned({}, 4);
    assert.deepEqual(part.trials, whole.trials.slice(0, 4));
    const earlier = JSON.parse(JSON.stringify({ trials: part.trials, identity: part.identity }));
    const { outcome, reports } = await tuned({ order: { earlier } });
    assert.deepEqual(outcome, whole);
    // What there was is shown at once.
    assert.equal(reports[0]!.trials.length, 4);
  });

  it('goes on with more trials after it has ended', async () => {
    const { outcome: short } = await tuned({ order: { trials: 7 } });
    const { outcome } = await tuned({ order: { trials: 9, earlier: short } });
    assert.deepEqual(outcome, (await tuned()).outcome);
  });

  it('does not go on with trials of other settings, another formula or other folds', async () => {
    const { outcome: earlier } = await tuned({ order: { trials: 1 } });
    for (const ask of [
      { settings: { optimiser: 'adam' } },
      { order: { folds: 3 } },
      { order: { epochs: 4 } },
    ] as const)
      await assert.rejects(
        tuned({ ...ask, order: { ...('order' in ask ? ask.order : {}), earlier } }),
        /cannot be compared/,
      );
  });

  it('judges by folds, and does so by itself where no row is held back', async () => {
    const { outcome, words } = await tuned({ order: { folds: 3, trials: 2 } });
    assert.deepEqual([outcome.folds, outcome.judgedCount], [3, 240]);
    assert.match(words, /judged by 3 folds of 240 rows/);
    const none = await tuned({ order: { trials: 2 }, settings: { validation: { kind: 'none' } } });
    assert.deepEqual([none.outcome.folds, none.outcome.judgedCount], [5, 300]);
  });

  it('says how many trials diverged, and when all did', async () => {
    const settings = { optimiser: 'momentum' } as const;
    const { outcome, words } = await tuned({ order: { method: 'grid', trials: 20 }, settings });
    const lost = outcome.trials.filter(({ state }) => state === 'diverged').length;
    assert.ok(lost > 0 && lost < outcome.trials.length, String(lost));
    assert.match(words, new RegExp(` ${lost} of 21 diverged\\.$`));
  });

  it('refuses what no search can use', async () => {
    await assert.rejects(tuned({ order: { trials: 0 } }), /0 trials were asked for/);
    await assert.rejects(tuned({ order: { seed: Number.NaN } }), /The seed is NaN/);
    await assert.rejects(tuned({ order: { folds: 1 } }), /1 folds of 240 rows/);
    await assert.rejects(tuned({ order: { epochs: 0 } }), /epochs is 0/);
  });
});
