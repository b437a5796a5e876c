import assert from 'node:assert/strict';
import { diagnoseFormula } from '../../../src/core/diagnoseFormula.js';
import type { DoctorOptions } from '../../../src/core/doctor/compareWaysOut.js';
import type { RankDiagnosis, WayOut } from '../../../src/core/doctor/waysOut.js';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import type { Table } from '../../../src/core/table/table.js';
import { Generator } from '../../../src/core/train/random.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from '../fit/close.js';
import { tableOf } from '../fit/tableOf.js';

const DEFAULTS: DoctorOptions = { lambda: null, variance: null, seed: 1 };

function diagnose(
  table: Table,
  formula: string,
  options: Partial<DoctorOptions> = {},
): Promise<RankDiagnosis> {
  return diagnoseFormula(table, formula, { ...DEFAULTS, ...options, loadKernel });
}

/** Features with `total = a + b`, far from zero and of different sizes. */
function withTotal(n = 200): Table {
  const random = new Generator(7, 'split');
  const draw = (mean: number, sd: number) =>
    Float64Array.from({ length: n }, () => mean + sd * random.normal());
  const [a, b, c, noise] = [draw(50, 10), draw(5, 2), draw(-1, 1), draw(0, 3)] as const;
  const total = a.map((value, i) => value + b[i]!);
  const y = a.map((value, i) => 10 + 2 * value - 3 * b[i]! + c[i]! + noise[i]!);
  return tableOf({ a, b, c, total, y });
}

describe('the rank doctor', () => {
  it('names rank, dropped columns and the identity', async () => {
    const found = await diagnose(withTotal(), 'y ~ total + a + c + b');
    assert.equal(found.rank, 4);
    assert.equal(found.columnCount, 5);
    assert.deepEqual(found.features, ['total', 'a', 'c', 'b']);
    assert.deepEqual(found.dropped, [{ name: 'b', isConstant: false, identity: 'total = a + b' }]);
    assert.equal(found.spectrum.length, 4);
    assert.ok(found.spectrum[3]! < 1e-13 && found.spectrum[2]! > 0.1, String(found.spectrum));
  });

  it('drops as the fit does', async () => {
    const table = withTotal();
    const { drop } = await diagnose(table, 'y ~ a + b + c + total');
    const { fit } = await fitFormula(table, 'y ~ a + b + c + total', { confidence: 0.95, loadKernel });
    const estimates = fit.coefficients.map(({ estimate }) => estimate);
    for (const [k, slope] of drop.slopes.entries()) {
      if (slope === null) assert.equal(estimates[k + 1], null);
      else assertClose(slope, estimates[k + 1]!, { tolerance: 1e-12, what: `slope ${k}` });
    }
    assertClose(drop.intercept, estimates[0]!, { tolerance: 1e-11, what: 'intercept' });
    assertClose(drop.rss, fit.summary.rss!, { tolerance: 1e-12, what: 'rss' });
    assert.equal(drop.effectiveDf, 4);
  });

  it('finds the shortest slopes of a column and its double by hand', async () => {
    // y = 1 + 5 x: of all s + 2 t = 5 the shortest is (1, 2).
    const table = tableOf({ x: [1, 2, 3, 5], twice: [2, 4, 6, 10], y: [6, 11, 16, 26] });
    const { minimumNorm, drop } = await diagnose(table, 'y ~ x + twice');
    assertSlopes(minimumNorm, [1, 2], 1e-13);
    assertClose(minimumNorm.norm, Math.sqrt(5), { tolerance: 1e-13, what: 'norm' });
    assertClose(minimumNorm.intercept, 1, { tolerance: 1e-12, what: 'intercept' });
    assert.deepEqual(drop.slopes[1], null);
  });

  it('the minimum norm is where the ridge goes as lambda goes to 0, and fits as well as dropping', async () => {
    for (const formula of ['y ~ a + b + c + total', 'y ~ a + b + c + total - 1']) {
      const { minimumNorm, ridge, drop } = await diagnose(withTotal(), formula, { lambda: 1e-6 });
      // About lambda over the smallest sum of squares, a few, is left of the way.
      assertSlopes(ridge, minimumNorm.slopes, 1e-6);
      assertClose(minimumNorm.rss, drop.rss, { tolerance: 1e-10, what: 'rss' });
      assert.ok(minimumNorm.norm < drop.norm);
    }
  });

  it('the ridge is that of the fit', async () => {
    const table = withTotal();
    const { ridge } = await diagnose(table, 'y ~ a + b + c + total', { lambda: 40 });
    const options = { confidence: 0.95, lambda: 40, loadKernel };
    const { coefficients, summary } = (await fitFormula(table, 'y ~ a + b + c + total', options)).fit;
    const estimates = coefficients.slice(1).map(({ estimate }) => estimate!);
    assertSlopes(ridge, estimates, 1e-11);
    assertClose(ridge.rss, summary.rss!, { tolerance: 1e-11, what: 'rss' });
    assertClose(ridge.effectiveDf, summary.ridge!.effectiveDf, { tolerance: 1e-11, what: 'effective df' });
  });

  it('the path goes from the shortest least squares slopes to none', async () => {
    const { ridgePath, minimumNorm } = await diagnose(withTotal(), 'y ~ a + b + c + total', { lambda: 1e4 });
    for (const [k, way] of ridgePath.entries()) {
      const before = ridgePath[k - 1];
      if (before === undefined) continue;
      assert.ok(way.lambda > before.lambda && way.rss >= before.rss && way.norm <= before.norm);
      assert.ok(way.effectiveDf < before.effectiveDf);
    }
    assertSlopes(ridgePath[0]!, minimumNorm.slopes, 1e-3);
    assertClose(ridgePath.at(-1)!.effectiveDf, 1, { tolerance: 1e-4, what: 'effective df' });
  });

  it('at lambda 0 ridge and jitter are least squares', async () => {
    const { ridge, jitter, drop } = await diagnose(withTotal(), 'y ~ a + b + c', { lambda: 0 });
    assert.deepEqual(ridge.slopes, drop.slopes);
    assert.deepEqual(jitter.slopes, drop.slopes);
    assert.deepEqual(jitter.repeats, []);
  });

  it('jitter nears the ridge of n times its variance as the mean of X’X is taken over repeats', async () => {
    for (const seed of [1, 2, 3]) {
      const { jitter } = await diagnose(withTotal(), 'y ~ a + b + c + total', { variance: 0.5, seed });
      assert.equal(jitter.equivalentLambda, 100);
      assert.equal(jitter.equivalentRidge.lambda, 100);
      const [first, ...others] = jitter.repeats;
      assert.deepEqual(first!.slopes, jitter.slopes);
      const last = others.at(-1)!;
      assert.equal(last.count, 1024);
      // The error falls as one over the root of the repeats, 1/32 here; a quarter leaves room for luck.
      assert.ok(last.distance! < first!.distance! / 4, `${first!.distance} to ${last.distance}`);
      assert.ok(last.distance! < 0.02, String(last.distance));
      assert.ok(
        last.gramDistance < first!.gramDistance / 8,
        `${first!.gramDistance} to ${last.gramDistance}`,
      );
    }
  });

  it('jitter of a seed is the same every time, and another seed’s is another', async () => {
    const slopesOf = async (seed: number) =>
      (await diagnose(withTotal(), 'y ~ a + b', { seed })).jitter.slopes;
    assert.deepEqual(await slopesOf(5), await slopesOf(5));
    assert.notDeepEqual(await slopesOf(5), await slopesOf(6));
  });

  it('compares at full rank too, and without features', async () => {
    const full = await diagnose(withTotal(), 'y ~ a + b');
    assert.equal(full.rank, full.columnCount);
    assert.deepEqual(full.minimumNorm.slopes, full.drop.slopes);
    const mean = await diagnose(withTotal(), 'y ~ 1');
    assert.deepEqual([mean.ridge.slopes, mean.jitter.slopes, mean.rank], [[], [], 1]);
    assert.equal(mean.ridge.rss, mean.drop.rss);
  });

  it('takes the reference levels it is given', async () => {
    const text = 'zone,x,y\na,1,2\nb,2,3\na,3,5\nb,4,4\nc,5,9\nc,6,1\n';
    const table = await readTable(memorySource('zones.csv', new TextEncoder().encode(text)), {});
    const options = { ...DEFAULTS, references: { zone: 'b' } };
    assert.deepEqual((await diagnoseFormula(table, 'y ~ zone + x', options)).features, [
      'zonea',
      'zonec',
      'x',
    ]);
  });

  it('stops when it is cancelled', async () => {
    let calls = 0;
    const checkpoint = () => {
      if (++calls > 5) throw new Error('cancelled');
    };
    const options = { ...DEFAULTS, loadKernel, checkpoint };
    await assert.rejects(diagnoseFormula(withTotal(), 'y ~ a + b + total', options), /cancelled/);
  });
});

function assertSlopes({ slopes }: WayOut, expected: readonly (number | null)[], tolerance: number): void {
  for (const [k, slope] of slopes.entries())
    assertClose(slope, expected[k]!, { tolerance, what: `slope ${k} of ${slopes}` });
}
