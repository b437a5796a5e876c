import { strict as assert } from 'node:assert';
import { LossTrace } from '../../src/core/train/lossTrace.js';
import { WeightTrace } from '../../src/core/train/weightTrace.js';
import {
  AUTO_SETTINGS,
  decodeTraining,
  deltaSince,
  encodeKept,
  encodeTraining,
  isOver,
  type LossCurve,
  NO_CURVE,
  NOTHING_SENT,
  PANEL_EVENT_SHAPES,
  runWithDelta,
  sentWith,
  type TrainingRunRecord,
  withDelta,
} from '../../src/protocol/index.js';
import { isKeptRun } from '../../src/protocol/trainingShape.js';

function recordOf(number: number, length = 3): TrainingRunRecord {
  const losses = Float64Array.from({ length }, (_, i) => 1 / (i + 1));
  return {
    ...{ token: number, number, name: null, isHidden: false, settings: AUTO_SETTINGS, state: 'finished' },
    curve: { ...NO_CURVE, stepCount: length, low: losses, high: losses, train: losses, validation: losses },
    ...{ opened: null, now: null, end: null, error: null },
  };
}

describe('a loss curve in pieces', () => {
  it('is the whole curve, however long it gets and whenever it is sent', () => {
    const trace = new LossTrace();
    const epochs: { epoch: number; trainLoss: number; validationLoss: number | null }[] = [];
    const weights = new WeightTrace(2);
    let sent = NOTHING_SENT;
    let curve: LossCurve = NO_CURVE;
    for (let round = 0; round < 40; round++) {
      // More than 4096 entries in the end, so that they are halved on the way.
      trace.add(Float64Array.from({ length: 37 * (round + 1) }, (_, i) => ((i * 7919 + round) % 1009) + 1));
      epochs.push({ epoch: round, trainLoss: 100 / (round + 1), validationLoss: round % 2 ? null : round });
      weights.add(Float64Array.of(round, -round));
      if (round % 3 === 1) continue;
      const series = trace.series();
      const delta = deltaSince(sent, { series, stepCount: trace.stepCount, epochs, weights });
      sent = sentWith(delta);
      curve = withDelta(curve, delta);
    }
    const { low, high, stepsPerEntry } = trace.series();
    assert.ok(stepsPerEntry > 1);
    assert.deepEqual([curve.low, curve.high, curve.stepsPerEntry], [low, high, stepsPerEntry]);
    assert.equal(curve.stepCount, trace.stepCount);
    assert.deepEqual(
      [...curve.train],
      epochs.map(({ trainLoss }) => trainLoss),
    );
    assert.ok(Number.isNaN(curve.validation[1]!) && curve.validation[2] === 2);
    assert.deepEqual(
      [...curve.weights],
      epochs.flatMap(({ epoch }) => [epoch, -epoch]),
    );
  });

  it('keeps every so many epochs of many, and always the last', () => {
    const epochs = [];
    const weights = new WeightTrace(3);
    let sent = NOTHING_SENT;
    let curve: LossCurve = NO_CURVE;
    for (let epoch = 0; epoch <= 5001; epoch++) {
      epochs.push({ epoch, trainLoss: epoch, validationLoss: null });
      weights.add(Float64Array.of(epoch, 0, 1));
      if (epoch % 17 !== 0 && epoch !== 5001) continue;
      const series = { stepsPerEntry: 1, low: new Float64Array(0), high: new Float64Array(0) };
      const delta = deltaSince(sent, { series, stepCount: 0, epochs, weights });
      sent = sentWith(delta);
      curve = withDelta(curve, delta);
      assert.equal(curve.train.at(-1), epoch);
    }
    // 5002 epochs fit into 2048 places when every fourth is kept: 0, 4, ... 5000, and 5001.
    assert.equal(curve.epochsPerEntry, 4);
    assert.equal(curve.epochCount, 5001);
    assert.deepEqual([...curve.train], [...Array.from({ length: 1251 }, (_, i) => 4 * i), 5001]);
    assert.equal(curve.epochsPerWeights, 4);
    assert.deepEqual(
      curve.weights.filter((_, i) => i % 3 === 0),
      curve.train,
    );
  });

  it('is left as it is by a piece that does not follow on it', () => {
    const late = { ...NO_CURVE, stepCount: 9, entryFrom: 5, epochFrom: 0, weightFrom: 0 };
    assert.equal(withDelta(NO_CURVE, late), NO_CURVE);
  });

  it('does not bring a run that is over back to life', () => {
    const now = { isPaused: false, gradientNorm: 1, coefficients: new Float64Array(2), stepsPerSecond: 1 };
    const curve = { ...NO_CURVE, entryFrom: 0, epochFrom: 0, weightFrom: 0 };
    assert.equal(runWithDelta(recordOf(1), { token: 1, curve, now }).state, 'finished');
    const running = { ...recordOf(1), state: 'running' as const };
    assert.equal(runWithDelta(running, { token: 1, curve, now: { ...now, isPaused: true } }).state, 'paused');
    assert.ok(isOver('diverged') && !isOver('opening'));
  });
});

describe('kept runs', () => {
  it('come back as they were', () => {
    const kept = {
      settings: { ...AUTO_SETTINGS, learningRate: 0.1 },
      pace: 'full' as const,
      runs: [recordOf(1)],
    };
    assert.deepEqual(decodeTraining(encodeTraining(kept)), kept);
  });

  it('come back from a version that knew of no GPU', () => {
    const { backend: _none, ...settings } = AUTO_SETTINGS;
    const kept = { settings, pace: 'watch', runs: [{ ...recordOf(1), settings }] };
    const decoded = decodeTraining(encodeKept(kept) ?? '');
    assert.deepEqual(decoded, { settings: AUTO_SETTINGS, pace: 'watch', runs: [recordOf(1)] });
  });

  it('come back from a version that kept no weights', () => {
    const { weights: _weights, epochsPerWeights: _every, ...curve } = recordOf(1).curve;
    const kept = { settings: AUTO_SETTINGS, pace: 'watch', runs: [{ ...recordOf(1), curve }] };
    assert.deepEqual(decodeTraining(encodeKept(kept) ?? '')?.runs, [recordOf(1)]);
  });

  it('are let go of from the oldest on where they would be too much', () => {
    const runs = [1, 2, 3, 4].map((number) => recordOf(number, 40_000));
    const decoded = decodeTraining(encodeTraining({ settings: AUTO_SETTINGS, pace: 'watch', runs }));
    const numbers = decoded?.runs.map(({ number }) => number) ?? [];
    assert.ok(numbers.length > 0 && numbers.length < 4, numbers.join());
    assert.equal(numbers.at(-1), 4);
  });

  it('are nothing where they are damaged', () => {
    const text = encodeTraining({ settings: AUTO_SETTINGS, pace: 'watch', runs: [recordOf(1)] });
    assert.equal(decodeTraining(text.slice(0, -5)), null);
    assert.equal(decodeTraining(text.replace('"watch"', '"warp"')), null);
    assert.equal(decodeTraining(text.replace('"state":"finished"', '"state":"odd"')), null);
    for (const name of Object.keys(recordOf(1))) {
      const damaged: Record<string, unknown> = { ...recordOf(1) };
      delete damaged[name];
      assert.equal(isKeptRun(damaged), false, name);
    }
  });
});

describe('what a page sends of training', () => {
  const { train, steer, setPace, renameRun, hideRun, deleteRun, planTraining } = PANEL_EVENT_SHAPES;

  it('is taken when it is as agreed; numbers that make no sense are for the planner', () => {
    assert.ok(train({ formula: 'y ~ x', settings: AUTO_SETTINGS, isStepwise: false }));
    const settings = { ...AUTO_SETTINGS, learningRate: Number.NaN, batchSize: 'all' };
    assert.ok(planTraining({ settings }));
    assert.ok(planTraining({ settings: { ...AUTO_SETTINGS, validation: { kind: 'column', column: 'z' } } }));
    assert.ok(steer({ token: 1, action: 'pause' }) && setPace({ pace: 'slow' }));
    assert.ok(
      renameRun({ token: 1, name: '' }) && hideRun({ token: 1, isHidden: true }) && deleteRun({ token: 1 }),
    );
  });

  it('is refused otherwise', () => {
    assert.ok(!train({ formula: 'y ~ x', settings: AUTO_SETTINGS }));
    assert.ok(!train({ formula: 'y ~ x', settings: null, isStepwise: false }));
    assert.ok(!planTraining({ settings: { ...AUTO_SETTINGS, loss: 'hinge' } }));
    assert.ok(!planTraining({ settings: { ...AUTO_SETTINGS, backend: 'npu' } }));
    assert.ok(!planTraining({ settings: { ...AUTO_SETTINGS, backend: undefined } }));
    assert.ok(!planTraining({ settings: { ...AUTO_SETTINGS, batchSize: 'most' } }));
    assert.ok(!planTraining({ settings: { ...AUTO_SETTINGS, validation: { kind: 'share' } } }));
    assert.ok(!planTraining({ settings: { ...AUTO_SETTINGS, stopping: {} } }));
    assert.ok(!steer({ token: 1, action: 'explode' }) && !steer({ token: -1, action: 'stop' }));
    assert.ok(!setPace({ pace: 'fast' }) && !renameRun({ token: 1, name: 'x'.repeat(201) }));
    assert.ok(!hideRun({ token: 1, isHidden: 1 }) && !deleteRun({ token: '1' }));
  });
});
