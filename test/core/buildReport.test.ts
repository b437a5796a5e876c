import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyse, buildReport } from '../../src/core/buildReport.js';
import { MARK_LIMIT } from '../../src/core/fit/fitParts.js';
import { marksOf } from '../../src/core/plot/marks.js';
import { partialEffects } from '../../src/core/plot/partialEffects.js';
import type { Cloud } from '../../src/core/plot/plot.js';
import type { FitReport } from '../../src/core/report.js';
import { memorySource } from '../../src/core/table/byteSource.js';
import { readTable } from '../../src/core/table/readTable.js';
import { handMadeTable } from './model/handMadeTable.js';
import { fitted, normalNumbers } from './plot/handMadeFit.js';

async function reportOfFile(path: string, formula: string | null = null): Promise<FitReport> {
  const table = await readTable(memorySource(path, readFileSync(path)));
  return analyse(table, formula, { confidence: 0.95, readMs: 1 });
}

function cloudsOf({ fitView, residualsView: { tails, trend, spread } }: FitReport): Cloud[] {
  const partials = fitView.kind === 'several' ? fitView.partials.map(({ cloud }) => cloud) : [];
  return [fitView.cloud, tails.cloud, trend.cloud, spread.cloud, ...partials];
}

/** What holds in every report, whatever the file. */
function checkReport(report: FitReport): void {
  assert.deepEqual(structuredClone(report), report);
  for (const { x, y, mark } of cloudsOf(report)) {
    assert.ok(x.length === y.length && y.length === mark.length);
    assert.ok(x.every(Number.isFinite) && y.every(Number.isFinite));
    assert.ok(mark.every((one) => one < report.marks.row.length));
  }
  const { shape, tails } = report.residualsView;
  assert.equal(shape.density.length, shape.edges.length - 1);
  assert.ok(shape.density.every(Number.isFinite) && shape.edges.every(Number.isFinite));
  assert.equal(tails.cloud.cells, null);
}

describe('buildReport', () => {
  for (const name of [
    'plain',
    'perfectFit',
    'constantTarget',
    'constantFeature',
    'collinear',
    'identifierColumns',
    'missingCells',
    'oddCell',
    'hostileHeader',
    'noHeader',
  ])
    it(`is whole for ${name}.csv`, async () => checkReport(await reportOfFile(`test/fixtures/${name}.csv`)));

  it('is whole without a feature, without an intercept, and with few rows', async () => {
    for (const formula of ['y ~ 1', 'y ~ x - 1', 'y ~ x'])
      checkReport(await reportOfFile('test/fixtures/plain.csv', formula));
    const table = handMadeTable({ x: [1, 2, 4], y: [1, 5, 3] });
    checkReport(await analyse(table, null, { confidence: 0.95, readMs: 0 }));
  });

  it('says what was read, fitted and left out', async () => {
    const report = await reportOfFile('media/samples/houses.csv');
    checkReport(report);
    assert.deepEqual(report.target, { name: 'price (kUSD)', label: 'price', unit: 'kUSD' });
    assert.deepEqual(
      report.source.columns.map(({ label, unit, kind }) => [label, unit, kind]),
      [
        ['area', 'sqft', 'number'],
        ['age', 'years', 'number'],
        ['price', 'kUSD', 'number'],
      ],
    );
    assert.deepEqual(
      report.coefficients.map(({ label }) => label?.label ?? null),
      [null, 'area', 'age'],
    );
    assert.equal(report.leftOut.count, 3);
    // Lines the sample sets apart on purpose; see the head of .config/samples.mjs.
    assert.deepEqual(
      report.marks.flagged.slice(0, 2).map((mark) => report.marks.firstLine[mark]),
      [214, 377],
    );
    assert.ok(report.elapsed.fitMs > 0 && report.elapsed.readMs === 1);
  });

  it('labels a column that is called (Intercept)', async () => {
    const table = handMadeTable({ '(Intercept)': [3, 1, 2, 5], y: [1, 5, 3, 4] });
    const { coefficients } = await analyse(table, 'y ~ `(Intercept)`', { confidence: 0.95, readMs: 0 });
    assert.deepEqual(
      coefficients.map(({ label }) => label?.name ?? null),
      [null, '(Intercept)'],
    );
  });

  it('keeps only marks that a chart needs of a large file', async () => {
    const n = MARK_LIMIT + 1;
    const x = normalNumbers(n, 21);
    const y = normalNumbers(n, 22).map((noise, i) => x[i]! + noise);
    const table = handMadeTable({ x, z: normalNumbers(n, 23), y });
    const report = await analyse(table, null, { confidence: 0.95, readMs: 0 });
    checkReport(report);
    assert.equal(report.marks.isComplete, false);
    assert.ok(report.marks.row.length <= 1500);
    assert.ok(report.residualsView.trend.cloud.cells !== null);
    assert.ok(report.residualsView.trend.smooth!.x.length <= 250);
  });

  it('carries the warnings of the table, the choice of columns and the fit', async () => {
    const { table, fit } = await fitted({ x: [1, 2, 3, 5], k: [7, 7, 7, 7], y: [1, 2, 2, 5] }, 'y ~ x + k');
    const read = { ...table, warnings: [{ code: 'csv/short-rows' as const, message: 'Short.' }] };
    const leftOutColumns = [{ name: 'id', reason: 'counts the rows' }];
    const elapsed = { readMs: 0, fitMs: 0 };
    const { warnings } = await buildReport(read, fit, {
      leftOutColumns,
      formulaWarnings: [],
      confidence: 0.95,
      elapsed,
    });
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['csv/short-rows', 'csv/identifier-left-out', 'fit/constant-feature'],
    );
  });

  // A thread ends with a failure that nobody waits for.
  it('leaves no failure behind when it is cancelled while others compute its smooths', async () => {
    const { table, fit } = await fitted({ x: [1, 2, 3, 5], y: [1, 2, 2, 5] }, 'y ~ x');
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    process.on('unhandledRejection', hear);
    try {
      const building = buildReport(table, fit, {
        ...{ leftOutColumns: [], formulaWarnings: [], confidence: 0.95, elapsed: { readMs: 0, fitMs: 0 } },
        smoother: () => Promise.reject(new Error('a smooth that failed')),
        checkpoint: () => {
          throw new Error('cancelled');
        },
      });
      await assert.rejects(building, /cancelled/);
      await new Promise((resume) => setImmediate(resume));
      assert.deepEqual(unheard, []);
    } finally {
      process.off('unhandledRejection', hear);
    }
  });
});

describe('partialEffects', () => {
  it('holds the other features at their means', async () => {
    const x = [1, 4, 2, 8, 5, 7];
    const z = [3, 1, 4, 1, 5, 9];
    const y = [2, 7, 1, 8, 2, 8];
    const { fit } = await fitted({ x, z, y }, 'y ~ x + z');
    const effects = partialEffects(fit, marksOf(fit, { flagged: [], others: [] }));
    const effect = effects.find(({ feature }) => feature.name === 'x')!;
    // The regression of partial residuals on the feature has the coefficient of the whole model as its slope
    // (Larsen and McCleary, 1972), and their mean is that of the target.
    const mean = (v: ArrayLike<number>) => Array.from(v).reduce((a, b) => a + b) / v.length;
    const [mx, my] = [mean(effect.cloud.x), mean(effect.cloud.y)];
    const sxy = x.reduce((sum, value, i) => sum + (value - mx) * (effect.cloud.y[i]! - my), 0);
    const slope = sxy / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
    assert.ok(Math.abs(slope - fit.coefficients[1]!.estimate!) < 1e-12);
    assert.ok(Math.abs(my - mean(y)) < 1e-12);
    assert.deepEqual(effect.x, [1, 8]);
    assert.ok(Math.abs((effect.y[1] - effect.y[0]) / 7 - slope) < 1e-12);
  });
});
