import assert from 'node:assert/strict';
import type { LossSurface, TrainingRunRecord } from '../../src/protocol/index.js';
import type { TrainingChartInput } from '../../webview/charts/training/lossChart.js';
import { chosenPair, leftOutOf } from '../../webview/charts/training/pair.js';
import { farthest, inFile, pathsOf } from '../../webview/charts/training/paths.js';
import { pathsChart, pathsTitle } from '../../webview/charts/training/pathsChart.js';
import { nearestEntry, pathRows, surfaceChart } from '../../webview/charts/training/surfaceChart.js';
import { compiled, ROOM } from './compiled.js';
import { runOf } from './sampleRun.js';

const run = runOf(1, [10, 5, 2, 1.5]);

function inputOf(one: TrainingRunRecord): TrainingChartInput {
  return { run: one, others: [], zoom: null, isLogX: false, isLogY: true, smoothing: 0 };
}

/** A run with so many features, the last of them going farthest, and a coefficient that was left out. */
function wideRun(features: number): TrainingRunRecord {
  const places = [0, ...Array.from({ length: features }, (_, k) => k + 2)];
  const names = ['(Intercept)', 'gone', ...Array.from({ length: features }, (_, k) => `f${k}`)];
  const weights = [0, 1, 2].flatMap((epoch) => places.map((_, k) => epoch * k));
  const ones = new Float64Array(places.length).fill(1);
  const space = { places, hasIntercept: true, factor: ones, offset: ones, exact: ones, bowl: null };
  return {
    ...run,
    opened: { ...run.opened!, names, weightSpace: space },
    curve: { ...run.curve, epochCount: 2, weights: Float64Array.from(weights) },
  };
}

describe('weight paths', () => {
  it('are one to a coefficient, with its exact value and a way to the units of the file', () => {
    const [intercept, x] = pathsOf(run);
    assert.deepEqual([intercept?.name, x?.name], ['intercept', 'x']);
    assert.deepEqual(Array.from(x!.series.values), [0, 0.25, 0.5 - 0.5 / 3, 0.375]);
    assert.deepEqual([intercept?.exact, x?.exact], [0, 0.5]);
    const space = run.opened!.weightSpace!;
    assert.deepEqual([inFile(space, 0, 0.5), inFile(space, 1, 0.5)], [11, 0.25]);
  });

  it('are none of a run that was kept without its weights', () => {
    assert.deepEqual(pathsOf({ ...run, opened: { ...run.opened!, weightSpace: null } }), []);
    assert.deepEqual(pathsOf({ ...run, opened: null }), []);
  });

  it('get a name where they go farthest', () => {
    const { named, rest } = farthest(pathsOf(wideRun(200)), 6);
    assert.deepEqual(
      named.map(({ name }) => name),
      ['f194', 'f195', 'f196', 'f197', 'f198', 'f199'],
    );
    assert.equal(rest.length, 195);
  });

  it('say what their unit is', () => {
    assert.equal(pathsTitle(run), 'standardised: sd of y for one sd of the feature');
    const counts = { ...run, settings: { ...run.settings, loss: 'poisson-log' as const } };
    assert.equal(pathsTitle(counts), 'standardised: log(mean of y) for one sd of the feature');
  });

  const unknown = { ...run.opened!, weightSpace: { ...run.opened!.weightSpace!, exact: null } };
  const cases: [string, TrainingRunRecord][] = [
    ['as they are', run],
    ['without exact values', { ...run, opened: unknown }],
    ['of many features', wideRun(200)],
    ['that ran away', { ...run, curve: { ...run.curve, weights: Float64Array.of(0, 0, 1e300, Number.NaN) } }],
    ['before the first epoch', runOf(1, [])],
  ];
  for (const [what, one] of cases)
    it(`compile: ${what}`, async () => {
      const { data, spec } = pathsChart(inputOf(one), ROOM);
      await compiled({ spec: spec() });
      assert.ok(data.thin!.length <= 6000);
      assert.equal(
        data.exact!.length,
        what === 'without exact values' ? 0 : 2 * Math.min(6, pathsOf(one).length),
      );
    });
});

describe('the two coefficients of a surface', () => {
  it('are those that were chosen, else the features that went farthest', () => {
    const wide = wideRun(3);
    assert.deepEqual(chosenPair(wide, null), [2, 3]);
    assert.deepEqual(chosenPair(wide, ['f2', 'intercept']), [3, 0]);
    assert.deepEqual(chosenPair(wide, ['f2', 'gone']), [2, 3]);
    assert.deepEqual(chosenPair(wide, ['f2', 'f2']), [2, 3]);
    // One feature has the intercept beside it.
    assert.deepEqual(chosenPair(run, null), [0, 1]);
    assert.deepEqual(leftOutOf(wide), ['gone']);
  });
});

describe('the loss surface', () => {
  const surface: LossSurface = {
    pair: [1, 0],
    x: [0, 0.5],
    y: [5, 13],
    minimum: { x: 0.25, y: 9, loss: 1 },
    contours: [{ loss: 2, x: Float64Array.of(0.1, 0.4, 0.1), y: Float64Array.of(8, 9, 8) }],
    correlation: 0,
    valley: null,
  };

  it('shows the path in the units of the file, from the start', () => {
    const rows = pathRows({ run, surface });
    assert.deepEqual(rows[0], { c0: 0, c1: 9 });
    assert.deepEqual(rows[1], { c0: 0.125, c1: 9 });
    assert.equal(rows.length, 4);
  });

  it('marks the minimum with a plus, a line of minima with none', async () => {
    const data = (one: LossSurface) => surfaceChart({ run, surface: one }, ROOM).data;
    assert.equal(data(surface).minimum!.length, 4);
    const valley = { x: [0, 0.5], y: [13, 5], isLine: true } as const;
    const line = data({ ...surface, correlation: 1, valley });
    assert.deepEqual([line.minimum!.length, line.valley!.length], [0, 2]);
    for (const one of [surface, { ...surface, valley }, { ...surface, x: [0.5, 0] as const }])
      await compiled({ spec: surfaceChart({ run, surface: one }, ROOM).spec() });
  });

  it('finds the epoch near the pointer', () => {
    const { frame } = surfaceChart({ run, surface }, ROOM);
    const rows = pathRows({ run, surface });
    assert.equal(nearestEntry(frame, rows, { x: frame.width / 4, y: frame.height / 2 + 3 }), 1);
    assert.equal(nearestEntry(frame, rows, { x: frame.width, y: 0 }), -1);
  });
});
