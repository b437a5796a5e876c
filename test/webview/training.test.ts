import assert from 'node:assert/strict';
import {
  AUTO_SETTINGS,
  type LossCurve,
  NO_CURVE,
  NOTHING_SETTLED,
  type PanelSnapshot,
  type TrainingDelta,
  type TrainingSnapshot,
} from '../../src/protocol/index.js';
import { decimated, smoothed } from '../../webview/charts/training/curves.js';
import { gapChart, gapsOf, gapWords } from '../../webview/charts/training/gapChart.js';
import { linearScale, logScale, placeOn, valueAt } from '../../webview/charts/training/liveScale.js';
import {
  lossChart,
  lossTitle,
  rawWords,
  type TrainingChartInput,
} from '../../webview/charts/training/lossChart.js';
import { reduce } from '../../webview/reduce.js';
import { activeRun, FIRST_MODEL, type PanelModel, shownRun } from '../../webview/state.js';
import { Redraw } from '../../webview/views/training/redraw.js';
import { mendedSettings, SETTINGS } from '../../webview/views/training/settings.js';
import { compiled, ROOM } from './compiled.js';
import { runOf } from './sampleRun.js';

const FALLING = [1000, 100, 10, 2, 1.1, 1.01];

function inputOf(change: Partial<TrainingChartInput> = {}): TrainingChartInput {
  const run = runOf(3, FALLING);
  return {
    run,
    others: [runOf(2, [900, 50, 3])],
    zoom: null,
    isLogX: false,
    isLogY: true,
    smoothing: 0,
    ...change,
  };
}

describe('decimation', () => {
  const noise = Float64Array.from({ length: 5000 }, (_, i) => 100 + ((i * 7919) % 1009) / 100);
  noise[1234] = 1e6;
  noise[4321] = 1e-6;
  const curve: LossCurve = { ...NO_CURVE, stepCount: 5000, low: noise, high: noise };
  const view = { stepsPerEpoch: 10, columns: 100, place: (epoch: number) => epoch / 500 };

  it('keeps the extremes, in as many points as there is room for, and knows how many it stands for', () => {
    const line = decimated(curve, { ...view, range: [0, 500] });
    assert.ok(line.x.length <= 202, `${line.x.length} points`);
    assert.equal(Math.max(...line.y), 1e6);
    assert.equal(Math.min(...line.y), 1e-6);
    assert.equal(line.entriesPerColumn, 50);
    assert.ok(line.x.every((x, i) => i === 0 || x >= line.x[i - 1]!));
  });

  it('draws every loss where there is room', () => {
    const line = decimated(curve, {
      ...view,
      range: [100, 105],
      columns: 500,
      place: (epoch) => (epoch - 100) / 5,
    });
    assert.equal(line.entriesPerColumn, 1);
    // Five epochs of ten steps, both ends, and one more at each side.
    assert.deepEqual(line.y, [...noise.slice(999, 1052)]);
  });

  it('says so under the chart', () => {
    assert.equal(rawWords(inputOf(), 400), 'each minibatch');
    const run = runOf(
      1,
      Array.from({ length: 2001 }, (_, i) => 1 + 1 / (i + 1)),
    );
    assert.equal(rawWords(inputOf({ run, others: [] }), 400), 'lowest and highest of 10 minibatches');
  });
});

describe('smoothing', () => {
  it('leaves a constant constant, from the first value on', () => {
    for (const value of smoothed([5, 5, 5, 5], 0.9)) assert.ok(Math.abs(value - 5) < 1e-12);
  });

  it('does nothing at 0 and to fewer than three values', () => {
    assert.deepEqual([...smoothed([1, 5, 2], 0)], [1, 5, 2]);
    assert.deepEqual([...smoothed([1, 5], 0.9)], [1, 5]);
  });

  it('is the weighted mean of what came before', () => {
    // By hand with weight 1/2: 1; (0.25 + 1.5) / 0.75; (0.125 + 0.75 + 1) / 0.875.
    const [a, b, c] = smoothed([1, 3, 2], 0.5);
    assert.equal(a, 1);
    assert.ok(Math.abs(b! - 1.75 / 0.75) < 1e-12 && Math.abs(c! - 1.875 / 0.875) < 1e-12);
  });
});

describe('scales of the live charts', () => {
  it('mark 1 and 3 times powers of ten, and fewer where there are many', () => {
    assert.deepEqual(logScale(250, 20_000).ticks, [300, 1000, 3000, 10_000]);
    const many = logScale(1e-12, 1e6).ticks;
    assert.ok(many.length >= 3 && many.length <= 6, many.join());
  });

  it('find the way back from a place to a value', () => {
    for (const scale of [logScale(2, 700), linearScale(0, 120, 6)])
      assert.ok(Math.abs(valueAt(scale, placeOn(scale, 50)) - 50) < 1e-9);
  });
});

describe('the charts of a run', () => {
  const inputs: [string, TrainingChartInput][] = [
    ['as it is', inputOf()],
    ['on logarithmic epochs', inputOf({ isLogX: true })],
    ['on a plain loss', inputOf({ isLogY: false })],
    ['zoomed and smoothed', inputOf({ zoom: [1, 3], smoothing: 0.6 })],
    ['before its first epoch', inputOf({ run: runOf(1, []), others: [] })],
    ['when it diverged', inputOf({ run: runOf(1, [1, 1e200, Number.POSITIVE_INFINITY]) })],
    ['of a perfect fit', inputOf({ run: runOf(1, [1, 0]) })],
  ];
  for (const [what, input] of inputs)
    it(`compile without a warning ${what}`, async () => {
      for (const chart of [lossChart, gapChart]) {
        const picture = chart(input, ROOM);
        await compiled({ spec: picture.spec() });
        assert.equal(chart(input, ROOM).key, picture.key);
      }
    });

  it('give the drawing new data without a new spec while a run goes on', () => {
    const before = lossChart(inputOf({ run: runOf(3, FALLING.slice(0, 3)) }), ROOM);
    const after = lossChart(inputOf(), ROOM);
    assert.equal(after.key, before.key);
    assert.equal(before.data.train!.length, 3);
    assert.equal(after.data.train!.length, FALLING.length);
  });

  it('stand on the same gutter, so that epochs line up', () => {
    const [loss, gap] = [lossChart, gapChart].map((chart) => chart(inputOf(), ROOM).frame);
    assert.equal(loss!.left, 52);
    assert.deepEqual([loss!.left, loss!.width, loss!.x], [gap!.left, gap!.width, gap!.x]);
  });

  it('measure the gap in percent of the exact loss', () => {
    assert.deepEqual([...Array.from(gapsOf(runOf(1, [3, 1.5])).values)], [200, 50]);
    assert.equal(gapWords(0.0024), '0.0024 %');
    assert.equal(gapWords(null), 'none');
  });

  it('name the loss and its unit', () => {
    assert.equal(lossTitle('squared', 'kUSD'), 'half the mean squared error, kUSD²');
    assert.equal(lossTitle('absolute', 'kUSD'), 'mean absolute error, kUSD');
  });

  it('overlay only runs whose losses can be compared', () => {
    const other = runOf(2, [1, 2], { settings: { ...AUTO_SETTINGS, loss: 'huber' } });
    assert.equal(lossChart(inputOf({ others: [other] }), ROOM).data.others!.length, 0);
    assert.equal(lossChart(inputOf(), ROOM).data.others!.length, 3);
  });
});

describe('the settings of a run', () => {
  const setting = (name: string) => SETTINGS.find((one) => one.name === name)!;
  const through = (name: string, text: string | null) => setting(name).write(AUTO_SETTINGS, text);

  it('choose where it runs; untouched they show where Auto would run it, and why', () => {
    const backend = setting('backend');
    const { plan } = runOf(1, [1]).opened!;
    assert.equal(backend.read(AUTO_SETTINGS), null);
    assert.equal(through('backend', 'gpu').backend, 'gpu');
    assert.equal(through('backend', 'npu').backend, null);
    const words = backend.auto(plan, AUTO_SETTINGS);
    assert.deepEqual(words, { text: 'cpu', reason: '', explanation: 'batch × features = 32' });
    assert.equal(backend.auto(plan, through('backend', 'gpu'))?.reason, 'default');
    assert.equal(backend.auto(null, AUTO_SETTINGS), null);
  });

  it('are read from what is typed', () => {
    assert.equal(through('learningRate', '0.02').learningRate, 0.02);
    assert.ok(Number.isNaN(through('learningRate', 'fast').learningRate));
    assert.equal(through('batchSize', 'all').batchSize, 'all');
    assert.deepEqual(through('share', '25 %').validation, { kind: 'share', share: 0.25 });
    assert.deepEqual(through('share', '0.1').validation, { kind: 'share', share: 0.1 });
    assert.deepEqual(through('holdBack', 'order').validation, { kind: 'order', share: 0.2 });
    assert.equal(through('patience', '5').stopping.patience, 5);
  });

  it('go back to Auto, each for itself', () => {
    for (const one of SETTINGS.filter(({ name }) => name !== 'splitColumn')) {
      assert.equal(one.read(one.write(AUTO_SETTINGS, null)), null, one.name);
      assert.deepEqual(one.write(AUTO_SETTINGS, null), AUTO_SETTINGS, one.name);
    }
  });

  it('are mended as an error says', () => {
    const diverged = { code: 'train/diverged', message: '', hint: null, details: { replacement: '0.12' } };
    const mended = mendedSettings(AUTO_SETTINGS, diverged);
    assert.equal(mended?.settings.learningRate, 0.12);
    assert.equal(mended?.words, 'Train with 0.12');
    assert.equal(mendedSettings(AUTO_SETTINGS, { ...diverged, details: {} }), null);
  });
});

describe('panel state of training', () => {
  const training: TrainingSnapshot = {
    ...{ settings: AUTO_SETTINGS, pace: 'watch', plan: null, error: null },
    runs: [runOf(1, [3, 2])],
  };
  const snapshot: PanelSnapshot = {
    ...{
      file: null,
      formula: '',
      fitChoices: {},
      reading: NOTHING_SETTLED,
      samples: [],
      truth: null,
      dismissedAdvice: [],
      fits: [],
      studies: [],
      training,
    },
    phase: { kind: 'empty' },
  };
  const shown: PanelModel = reduce(FIRST_MODEL, { kind: 'snapshot', snapshot });
  const withRun = (...runs: TrainingSnapshot['runs']) =>
    reduce(shown, { kind: 'training', training: { ...training, runs } });

  it('brings a run that begins to the front, and keeps the one that was chosen otherwise', () => {
    const chosen = reduce(shown, { kind: 'look', change: { run: 1, zoom: [1, 2] } });
    const begun = reduce(chosen, {
      kind: 'training',
      training: { ...training, runs: [...training.runs, runOf(2, [9], { state: 'running' })] },
    });
    assert.equal(shownRun(begun)?.token, 2);
    assert.equal(begun.look.zoom, null);
    assert.equal(activeRun(begun)?.token, 2);
    const same = reduce(chosen, { kind: 'training', training });
    assert.deepEqual(same.look.zoom, [1, 2]);
  });

  it('adds what is new to its run, and to no other', () => {
    const model = withRun(runOf(1, [3, 2]), runOf(2, [9], { state: 'running' }));
    const fresh = { train: Float64Array.of(5), validation: Float64Array.of(6) };
    const curve = {
      ...NO_CURVE,
      ...fresh,
      stepCount: 2,
      epochCount: 1,
      entryFrom: 0,
      epochFrom: 1,
      weightFrom: 0,
    };
    const now = { isPaused: true, gradientNorm: 1, coefficients: Float64Array.of(1), stepsPerSecond: 9 };
    const delta: TrainingDelta = { token: 2, curve, now };
    const next = reduce(model, { kind: 'trainingDelta', delta });
    assert.deepEqual([...next.snapshot!.training.runs[1]!.curve.train], [9, 5]);
    assert.equal(next.snapshot!.training.runs[1]!.state, 'paused');
    assert.equal(next.snapshot!.training.runs[0], model.snapshot!.training.runs[0]);
  });

  it('shows the newest run that is not hidden', () => {
    const model = withRun(runOf(1, [3, 2]), runOf(2, [9], { isHidden: true }));
    assert.equal(shownRun(model)?.token, 1);
  });
});

describe('Redraw', () => {
  const drawFor = async (ms: number, isCalm: boolean) => {
    let drawn = 0;
    const redraw = new Redraw(
      async () => {
        drawn++;
      },
      (error) => assert.fail(String(error)),
      () => isCalm,
    );
    const asking = setInterval(() => redraw.ask(), 2);
    const began = performance.now();
    await new Promise((resume) => setTimeout(resume, ms));
    clearInterval(asking);
    return { drawn, seconds: (performance.now() - began) / 1000 };
  };

  it('draws no more than thirty times a second', async () => {
    const { drawn, seconds } = await drawFor(500, false);
    assert.ok(drawn >= 3 && drawn <= 30 * seconds + 1, `${drawn} in ${seconds} s`);
  });

  it('draws once a second where motion is unwanted', async () => {
    const { drawn, seconds } = await drawFor(500, true);
    assert.ok(drawn >= 1 && drawn <= seconds + 1, `${drawn} in ${seconds} s`);
  });
});
