import assert from 'node:assert/strict';
import type { FitReport } from '../../src/protocol/index.js';
import { countsChart, countsColumns } from '../../webview/charts/countsChart.js';
import { fitChart } from '../../webview/charts/fitChart.js';
import { fittedActualChart } from '../../webview/charts/fittedActualChart.js';
import { partialChart, sharedExtent } from '../../webview/charts/partialChart.js';
import type { Picture } from '../../webview/charts/picture.js';
import { placeChart } from '../../webview/charts/placeChart.js';
import { pullChart } from '../../webview/charts/pullChart.js';
import { shapeChart } from '../../webview/charts/shapeChart.js';
import { spreadChart } from '../../webview/charts/spreadChart.js';
import { tailsChart } from '../../webview/charts/tailsChart.js';
import { trendChart } from '../../webview/charts/trendChart.js';
import { analysed } from './analysed.js';
import { compiled, ROOM } from './compiled.js';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  `a.b[c]"d'e\\f`,
  '__proto__',
  'datum.c0 + 1',
  'constructor',
  '$'.concat('{1+1} {{x}}'),
];

/** Rows of small whole numbers that do not repeat in any pattern a fit could use up. */
function tableOf(names: readonly string[], rowCount: number): string {
  const head = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
  const row = (i: number) =>
    names.map((_, k) => ((i * (k + 3) * 7919 + i * i * (k + 1)) % 101) / 10).join(',');
  return `${head}\n${Array.from({ length: rowCount }, (_, i) => row(i)).join('\n')}\n`;
}

function residualPictures(report: FitReport): Picture[] {
  const charts = [shapeChart, tailsChart, trendChart, spreadChart, pullChart, placeChart];
  return charts.map((chart) => chart(report, ROOM));
}

function severalPictures(report: FitReport): Picture[] {
  const { fitView } = report;
  assert.equal(fitView.kind, 'several');
  if (fitView.kind !== 'several') return [];
  const sharedY = sharedExtent(fitView.partials);
  const partials = fitView.partials.map((effect) =>
    partialChart({ effect, report, sharedY, hasLabels: true }, ROOM),
  );
  return [fittedActualChart({ view: fitView, report }, ROOM), ...partials];
}

function onePicture(report: FitReport): Picture {
  const { fitView } = report;
  if (fitView.kind !== 'one') throw new Error('expected a model of one feature');
  return fitChart({ view: fitView, report, showsSticks: true, labelsLine: true }, ROOM);
}

describe('charts', () => {
  it('compile without a warning, whatever the columns are called', async () => {
    const report = await analysed(tableOf([...HOSTILE, 'y "(<b>kg</b>)"'], 80));
    const pictures = [...severalPictures(report), ...residualPictures(report)];
    assert.equal(pictures.length, 1 + HOSTILE.length + 6);
    for (const picture of pictures) await compiled(picture);
  });

  it('never name a column in anything that is parsed: only as data', async () => {
    const report = await analysed(tableOf([...HOSTILE, 'y'], 80));
    for (const picture of severalPictures(report)) {
      const spec = JSON.parse(await compiled(picture)) as { data: unknown };
      const rest = JSON.stringify({ ...spec, data: null });
      for (const name of HOSTILE) assert.ok(!rest.includes(JSON.stringify(name).slice(1, -1)), name);
    }
  });

  it('draw one feature, the constant model and a perfect fit', async () => {
    await compiled(onePicture(await analysed(tableOf(['x', 'y'], 40))));
    await compiled(onePicture(await analysed(tableOf(['x', 'y'], 40), 'y ~ 1')));
    const perfect = await analysed('x,y\n1,3\n2.5,6\n3,7\n4,9\n7,15\n');
    for (const picture of [onePicture(perfect), ...residualPictures(perfect)]) await compiled(picture);
  });

  it('draw counts, whose residuals have no sigma', async () => {
    const file = `x,y\n${Array.from({ length: 30 }, (_, i) => `${i % 7},${(i * 5) % 8}`).join('\n')}\n`;
    const report = await analysed(file, 'y ~ x', { family: { name: 'poisson', link: 'log' } });
    for (const picture of [onePicture(report), countsChart(report, ROOM), ...residualPictures(report)]) {
      await compiled(picture);
      assert.doesNotMatch(JSON.stringify(picture.spec), /σ/);
    }
    const [from, to, rows] = countsColumns(report);
    assert.deepEqual([from!.values[0], to!.values[0], rows!.values[0]], [0, 0, 4]);
    assert.match(JSON.stringify(shapeChart(await analysed(file), ROOM).spec), /σ/);
  });

  it('count rows in cells where they are too many for points', async () => {
    const report = await analysed(tableOf(['x', 'z', 'y'], 21_000));
    const pictures = [...severalPictures(report), ...residualPictures(report)];
    assert.ok(pictures[0]!.points.x.length < 1000);
    for (const picture of pictures) await compiled(picture);
  });
});
