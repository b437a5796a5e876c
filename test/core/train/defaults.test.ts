import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import { certifiedTable } from '../fit/tableOf.js';
import { open, type Sample, sampleOf, scaledSample } from './sampleTables.js';

// The bounds a user is promised with no setting touched, on any file; the exact answer is the fit by QR, which is held
// against certified values elsewhere.
const LARGEST_GAP = 0.01;
const PERFECT = 1e-8;
const MILD_CONDITION = 30;

async function checkDefaults(sample: Sample): Promise<void> {
  const fit = await fitLinear(sample.table, sample.spec, { confidence: 0.95 });
  const run = await open(sample);
  const result = await run.run();
  const { actual } = fit.rows;
  const mean = actual.reduce((sum, value) => sum + value, 0) / actual.length;
  const variance = actual.reduce((sum, value) => sum + (value - mean) ** 2, 0) / actual.length;
  const exact = fit.summary.rss! / fit.summary.n / 2;
  const allowed = Math.max(exact * (1 + LARGEST_GAP), PERFECT * variance);
  assert.ok(result.trainLoss <= allowed, `training loss ${result.trainLoss}, exact ${exact}`);
  if ((fit.summary.diagnostics.conditionNumber ?? 1) > MILD_CONDITION) return;
  for (const [k, { name, estimate, standardError }] of fit.coefficients.entries()) {
    const trained = result.coefficients[k]!;
    assert.equal(trained.name, name);
    if (estimate === null) assert.equal(trained.estimate, null);
    else {
      const margin = Math.max(0.01 * Math.abs(estimate), 0.05 * (standardError ?? 0));
      assert.ok(
        Math.abs(trained.estimate! - estimate) <= margin,
        `${name}: ${trained.estimate}, ${estimate}`,
      );
    }
  }
}

/** The last numeric column, `y` for NIST, on all other numeric columns. */
function certifiedSample(folder: string, file: string): Sample {
  const table = certifiedTable(`${folder}/${file}`);
  const names = table.columns.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  const target = folder === 'nist' ? 'y' : names.at(-1)!;
  const features = names.filter((name) => name !== target);
  return { table, spec: specFromColumns(target, features) };
}

describe('training with default settings', function () {
  this.timeout(60_000);

  for (const folder of ['r', 'nist'])
    for (const file of readdirSync(`test/certified/${folder}`).filter((name) => name.endsWith('.csv')))
      it(`${folder}/${file}`, () => checkDefaults(certifiedSample(folder, file)));

  const scales = [1e-6, 1e-3, 1, 1e3, 1e6];
  for (const n of [20, 300, 5000])
    it(`scales 1e-6 to 1e6, ${n} rows`, () => checkDefaults(scaledSample(n, scales)));
  it('a perfect line', () => checkDefaults(scaledSample(300, scales, 0)));
  it('more rows than a large batch', () => checkDefaults(scaledSample(70_000, [1, 1e6, 1e-6])));

  it('a row far from all others', () => {
    const { table } = scaledSample(2000, [1, 1]);
    const [a, b, y] = table.columns.map((column) => (column.kind === 'number' ? [...column.blocks[0]!] : []));
    a![17] = 1e4;
    return checkDefaults(sampleOf({ a: a!, b: b!, y: y! }));
  });

  it('near-collinear columns, and says what it chose', async () => {
    const { table } = scaledSample(1000, [1, 1]);
    const [a, b, y] = table.columns.map((column) => (column.kind === 'number' ? [...column.blocks[0]!] : []));
    const sample = sampleOf({ a: a!, near: a!.map((value, i) => value + 0.02 * b![i]!), y: y! });
    await checkDefaults(sample);
    const { plan } = (await open(sample)).parts;
    assert.equal(plan.optimiser.value, 'momentum');
    assert.equal(plan.optimiser.reason, 'near-collinear');
    assert.equal(plan.batchSize.value, 1000);
  });

  it('collinear columns as the fit: the later one is dropped', () => {
    const a = [1, 2, 3, 4, 5, 6];
    return checkDefaults(sampleOf({ a, twice: a.map((value) => 2 * value), y: [2, 1, 4, 3, 6, 5] }));
  });

  it('a constant target', () => checkDefaults(sampleOf({ a: [1, 2, 3, 4, 5], y: [2, 2, 2, 2, 2] })));
});
