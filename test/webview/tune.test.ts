import assert from 'node:assert/strict';
import { AUTO_SETTINGS, type StudySnapshot } from '../../src/protocol/index.js';
import {
  bestSoFarChart,
  bestSoFarRows,
  lossByRateChart,
  percentAbove,
} from '../../webview/charts/laboratory/tuneCharts.js';
import type { Palette } from '../../webview/theme.js';
import { bestSettings, goOnOrder } from '../../webview/views/laboratory/tuneOrder.js';

type Study = StudySnapshot<'tune'>;
type Outcome = NonNullable<Study['outcome']>;

const palette: Palette = {
  ...{ kind: 'dark', ground: '#000', ink: '#fff', quiet: '#999', rows: '#59f', rowsText: '#59f' },
  ...{ look: '#fa0', hairline: '#333', axis: '#555', font: 'sans-serif' },
};
const room = { width: 700, height: 300, palette };

const trial = (number: number, learningRate: number, loss: number | null): Outcome['trials'][number] => ({
  ...{ number, loss, state: loss === null ? 'diverged' : 'finished' },
  candidate: { learningRate, batchSize: 16, l2: 0.01 },
});
const trials = [trial(0, 0.1, 4), trial(1, 0.9, null), trial(2, 0.2, 2), trial(3, 0.3, 3)];
const outcome: Outcome = {
  ...{ kind: 'tune', method: 'bayesian', epochs: 20, folds: null, judgedCount: 30, total: 10, trials },
  space: {
    learningRate: { low: 1e-4, high: 1 },
    batchExponent: { low: 3, high: 6 },
    l2: { low: 1e-6, high: 1 },
  },
  target: { name: 'y', label: 'y', unit: null },
  ...{ loss: 'squared', identity: 'these', sentence: { verdict: null, parts: [] } },
};
const study: Study = {
  ...{ kind: 'tune', formula: 'y ~ x', state: 'stopped', done: 4, total: 11, fingerprint: 'f', error: null },
  order: { kind: 'tune', method: 'bayesian', trials: 10, epochs: 20, folds: null, seed: 3, earlier: null },
  outcome,
};

describe('going on with a search', () => {
  it('takes the order and the trials there are', () => {
    const order = goOnOrder(study, 10);
    assert.deepEqual(order, { ...study.order, earlier: { trials, identity: 'these' } });
  });

  it('goes to more trials, not to fewer', () => {
    assert.equal(goOnOrder(study, 40)?.trials, 40);
    assert.equal(goOnOrder(study, 5)?.trials, 10);
  });

  it('is over where all trials are done, and where there is none', () => {
    const done = { ...study, order: { ...study.order, trials: 3 } };
    assert.equal(goOnOrder(done, 3), null);
    assert.equal(goOnOrder(done, 4)?.trials, 4);
    assert.equal(goOnOrder({ ...study, outcome: null }, 10), null);
  });

  it('keeps a grid the grid it was', () => {
    const grid: Study = { ...study, order: { ...study.order, method: 'grid', trials: 11 } };
    assert.equal(goOnOrder(grid, 60)?.trials, 11);
    assert.equal(goOnOrder({ ...grid, outcome: { ...outcome, total: 3 } }, 60), null);
  });
});

describe('applying the best trial', () => {
  it('sets what was searched and the epochs it was searched with', () => {
    const { learningRate, batchSize, l2, epochs, ...rest } = bestSettings(AUTO_SETTINGS, outcome)!;
    assert.deepEqual([learningRate, batchSize, l2, epochs], [0.2, 16, 0.01, 20]);
    const { learningRate: _r, batchSize: _b, l2: _l, epochs: _e, ...auto } = AUTO_SETTINGS;
    assert.deepEqual(rest, auto);
  });

  it('goes back to Auto where Auto is best, and to nothing where nothing has finished', () => {
    const own = { ...AUTO_SETTINGS, learningRate: 1, batchSize: 8, l2: 1, epochs: 3 };
    assert.deepEqual(bestSettings(own, { trials: trials.slice(0, 2), epochs: 20 }), AUTO_SETTINGS);
    assert.equal(bestSettings(own, { trials: [trial(1, 1, null)], epochs: 20 }), null);
  });
});

describe('the charts of a search', () => {
  it('follow the best so far in steps', () => {
    assert.deepEqual(bestSoFarRows(trials), [
      { c0: 0, c1: 4 },
      { c0: 1, c1: 4 },
      { c0: 2, c1: 4 },
      { c0: 2, c1: 2 },
      { c0: 3, c1: 2 },
    ]);
  });

  it('show every trial, those that diverged at the upper edge', () => {
    for (const chart of [bestSoFarChart(outcome, room), lossByRateChart(outcome, room)]) {
      const dots = chart.data.ends as { c0: number; c1: number; c3: string }[];
      assert.equal(dots.length, 4);
      const lost = dots.find(({ c3 }) => c3 === palette.look)!;
      assert.equal(lost.c1, chart.frame.y.high);
      assert.ok((chart.data.tags as { c2: string }[]).some(({ c2 }) => c2 === 'diverged'));
      // The best is drawn last, in front.
      assert.equal(dots.at(-1)!.c3, palette.rows);
    }
  });

  it('measure by how much a loss is above the best', () => {
    const [auto, lost, best, third] = trials as [
      Outcome['trials'][number],
      Outcome['trials'][number],
      Outcome['trials'][number],
      Outcome['trials'][number],
    ];
    assert.equal(percentAbove(auto, best), 100);
    assert.equal(percentAbove(third, best), 50);
    assert.equal(percentAbove(best, best), 0);
    assert.equal(percentAbove(lost, best), null);
    assert.equal(percentAbove(auto, null), null);
  });

  it('stand without a trial, and with losses of zero', () => {
    for (const some of [[], [trial(0, 0.1, 0)], [trial(1, 0.1, null)]]) {
      bestSoFarChart({ ...outcome, trials: some }, room);
      lossByRateChart({ ...outcome, trials: some }, room);
    }
  });
});
