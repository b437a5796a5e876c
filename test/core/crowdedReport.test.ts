import assert from 'node:assert/strict';
import { buildReport } from '../../src/core/buildReport.js';
import { binRange } from '../../src/core/crowd/quantileCounts.js';
import type { Fit } from '../../src/core/fit/fit.js';
import { fitLinear } from '../../src/core/fit/fitLinear.js';
import { specFromColumns } from '../../src/core/model/formatFormula.js';
import type { Cells } from '../../src/core/plot/plot.js';
import { standardisedResiduals } from '../../src/core/plot/standardised.js';
import type { FitReport } from '../../src/core/report.js';
import { loadKernel } from '../../src/worker/loadKernel.js';
import { assertClose } from './fit/close.js';
import { handMadeTable } from './model/handMadeTable.js';
import { normalNumbers } from './plot/handMadeFit.js';

const N = 12_000;

/** Heavy tails, a spread that grows, rows without a value, an outlier and a far x. */
function columns() {
  const x = normalNumbers(N, 31).map((value) => 1e4 + 3 * value);
  const z = normalNumbers(N, 32).map((value, i) => (i % 50 === 7 ? Number.NaN : value));
  const noise = normalNumbers(N, 33).map((value, i) => value ** 3 * (1 + i / N));
  const y = x.map((value, i) => 5 + 0.7 * value - 2 * (z[i] || 0) + noise[i]!);
  x[77] = 1e4 + 100;
  y[777] = y[777]! + 400;
  return { x, z, y };
}

/** The same rows twice: every one kept, and too many to be kept. */
async function both(features: readonly string[]) {
  const table = handMadeTable(columns());
  const spec = specFromColumns('y', features);
  const options = {
    leftOutColumns: [],
    formulaWarnings: [],
    confidence: 0.95,
    elapsed: { readMs: 0, fitMs: 0 },
  };
  const reportOf = async (markLimit: number) => {
    const fit = await fitLinear(table, spec, { confidence: 0.95, markLimit, loadKernel });
    return { fit, report: await buildReport(table, fit, options) };
  };
  return { exact: await reportOf(N), crowded: await reportOf(5000) };
}

type Both = Awaited<ReturnType<typeof both>>;

function assertCounts({ width, height, left, bottom, count }: Cells, x: Float64Array, y: Float64Array): void {
  const pairs = Array.from(x, (value, i) => [value, y[i]!] as const).filter(
    ([a, b]) => Number.isFinite(a) && Number.isFinite(b),
  );
  const key = (a: number, b: number) => `${a / width} ${b / height}`;
  const expected = new Map<string, number>();
  for (const [a, b] of pairs) {
    const cell = key(Math.floor(a / width) * width, Math.floor(b / height) * height);
    expected.set(cell, (expected.get(cell) ?? 0) + 1);
  }
  const found = new Map(Array.from(count, (one, i) => [key(left[i]!, bottom[i]!), one]));
  assert.deepEqual([...found].sort(), [...expected].sort());
}

function checkClouds({ exact, crowded }: Both): void {
  const { rows } = exact.fit;
  const { trend, spread } = crowded.report.residualsView;
  const standardised = standardisedResiduals(exact.fit);
  assertCounts(trend.cloud.cells!, rows.fitted, rows.residual);
  assertCounts(
    spread.cloud.cells!,
    rows.fitted,
    standardised.map((value) => Math.sqrt(Math.abs(value))),
  );
  const [view, whole] = [crowded.report.fitView, exact.report.fitView];
  const x = view.kind === 'one' ? exact.fit.charted[0]!.values : rows.fitted;
  assertCounts(view.cloud.cells!, x, rows.actual);
  if (view.kind === 'one' || whole.kind === 'one') return;
  view.partials.forEach((partial, k) => {
    const { values, height, slope, mean, feature } = exact.fit.charted[k]!;
    assert.equal(partial.feature.name, exact.fit.spec.features[feature]!.name);
    const y = values.map((value, i) => height + slope * (value - mean) + rows.residual[i]!);
    assertCounts(partial.cloud.cells!, values, y);
    assert.deepEqual([partial.x, partial.y], [whole.partials[k]!.x, whole.partials[k]!.y]);
  });
}

/** Values are those of rows; the rank of each is right to the rows of its bin. */
function checkQuantiles({ exact, crowded }: Both): void {
  const cloud = crowded.report.residualsView.tails.cloud;
  const sorted = standardisedResiduals(exact.fit).filter(Number.isFinite).sort();
  const whole = exact.report.residualsView.tails.cloud;
  assert.equal(whole.x.length, sorted.length);
  // At most 500 between the ends, one to a bin.
  assert.ok(cloud.x.length >= 600 && cloud.x.length <= 1000, `${cloud.x.length} points`);
  const { counts } = crowded.fit.crowd!.standardised;
  const scores = whole.x;
  cloud.y.forEach((value, i) => {
    const rank = sorted.findIndex((one) => one >= value * (1 - 1e-12 * Math.sign(value)));
    const bin = counts.findIndex((_, k) => binRange(k)[1] > value);
    const isEnd = i < 250 || i >= cloud.x.length - 250;
    const slack = isEnd ? 0 : counts[bin]! + counts[bin + 1]!;
    const [low, high] = [Math.max(0, rank - slack), Math.min(sorted.length - 1, rank + slack)];
    assert.ok(cloud.x[i]! >= scores[low]! - 1e-9 && cloud.x[i]! <= scores[high]! + 1e-9, `${value}`);
    assertClose(sorted[rank], value, { tolerance: 1e-12, what: 'value' });
    assert.ok(i === 0 || value >= cloud.y[i - 1]!);
  });
}

function checkSame({ exact, crowded }: Both): void {
  const lines = ({ marks }: FitReport, indices: readonly number[]) =>
    indices.map((mark) => marks.firstLine[mark]!);
  assert.deepEqual(
    lines(crowded.report, crowded.report.marks.flagged),
    lines(exact.report, exact.report.marks.flagged),
  );
  assert.deepEqual(crowded.report.summary, exact.report.summary);
  assert.deepEqual(crowded.report.coefficients, exact.report.coefficients);
  assert.deepEqual(crowded.report.leftOut, exact.report.leftOut);
  assert.deepEqual(crowded.report.warnings, exact.report.warnings);
  const shapes = [crowded, exact].map(({ report }) => report.residualsView.shape);
  assert.deepEqual(shapes[0], shapes[1]);
  for (const name of ['trend', 'spread'] as const) {
    const [found, expected] = [crowded, exact].map(({ report }) => report.residualsView[name].smooth);
    assert.deepEqual(found?.x, expected?.x);
    // Standardised residuals are made twice, in the kernel and from the kept rows.
    found?.y.forEach((value, i) => {
      assertClose(value, expected!.y[i]!, { tolerance: 1e-11, what: `${name} at ${i}` });
    });
  }
  assert.deepEqual(
    [crowded.report.fitView.sentence, crowded.report.residualsView.spread.sentence],
    [exact.report.fitView.sentence, exact.report.residualsView.spread.sentence],
  );
}

/** The rows that stand out by each measure are those of all rows, and all their numbers too. */
function checkNotable(exact: Fit, crowded: Fit): void {
  for (const name of ['studentised', 'cooksDistance', 'leverage'] as const) {
    const order = Array.from(exact.rows.row.keys()).sort(
      (a, b) => Math.abs(exact.rows[name][b]!) - Math.abs(exact.rows[name][a]!) || a - b,
    );
    for (const index of order.slice(0, 165)) {
      const place = crowded.rows.row.indexOf(exact.rows.row[index]!);
      assert.ok(place >= 0, `${name} of row ${exact.rows.row[index]}`);
      for (const key of Object.keys(exact.rows) as (keyof Fit['rows'])[])
        assert.equal(crowded.rows[key][place], exact.rows[key][index]);
    }
  }
}

describe('a report of rows too many to be kept', () => {
  for (const features of [['x', 'z'], ['x'], []])
    it(`says what the report of all rows says, of ${features.join(' and ') || 'the mean'}`, async () => {
      const reports = await both(features);
      assert.equal(reports.exact.fit.crowd, null);
      assert.ok(reports.crowded.fit.rows.row.length < 5000);
      checkSame(reports);
      checkNotable(reports.exact.fit, reports.crowded.fit);
      checkQuantiles(reports);
      if (features.length > 0) checkClouds(reports);
    });

  it('hears a cancel', async () => {
    const table = handMadeTable(columns());
    const fit = await fitLinear(table, specFromColumns('y', ['x']), { confidence: 0.95, markLimit: 5000 });
    const stop = () => {
      throw new Error('stopped');
    };
    const options = {
      leftOutColumns: [],
      formulaWarnings: [],
      confidence: 0.95,
      elapsed: { readMs: 0, fitMs: 0 },
    };
    await assert.rejects(buildReport(table, fit, { ...options, checkpoint: stop }), /stopped/);
  });
});
