import assert from 'node:assert/strict';
import type { Fit, QuantileSummary } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { fitParts } from '../../../src/core/fit/fitParts.js';
import { inverseOf } from '../../../src/core/fit/quantile/inverse.js';
import { Generator } from '../../../src/core/train/random.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from './close.js';
import { dualValues } from './dualValues.js';
import { partsOf } from './parts.js';
import { spec, tableOf } from './tableOf.js';

type Columns = Record<string, Float64Array>;

async function fitted(columns: Columns, formula: string, quantile = 0.5, more = {}): Promise<Fit> {
  const model = { ...spec(formula), family: { name: 'laplace', quantile } as const };
  return fitLinear(tableOf(columns), model, { confidence: 0.95, loadKernel, ...more });
}

function quantileOf({ summary }: Fit): QuantileSummary {
  assert.ok(summary.robust?.kind === 'quantile');
  return summary.robust;
}

function close(actual: number | null | undefined, expected: number, what: string, tolerance = 1e-10): void {
  assertClose(actual, expected, { tolerance, what });
}

/** Columns `y`, `a`, `b`, ... of seeded whole numbers: ties in the target, in the features and among residuals. */
function wholeNumbers(
  rowCount: number,
  features: number,
  { seed, span = 5 }: { seed: number; span?: number },
): Columns {
  const generator = new Generator(seed, 'shuffle');
  const names = ['y', ...'abcdefghij'.slice(0, features)];
  return Object.fromEntries(
    names.map((name) => [name, Float64Array.from({ length: rowCount }, () => generator.below(span))]),
  );
}

/** The loss at coefficients of `[1 features]`. */
function lossAt(columns: Columns, coefficients: readonly number[], quantile: number): number {
  const [y, ...features] = Object.values(columns);
  let loss = 0;
  for (let i = 0; i < y!.length; i++) {
    const fit = features.reduce((sum, x, k) => sum + coefficients[k + 1]! * x[i]!, coefficients[0]!);
    const residual = y![i]! - fit;
    loss += residual > 0 ? quantile * residual : (quantile - 1) * residual;
  }
  return loss;
}

/** By going through every set of as many rows as there are coefficients: one of them is met by an optimum. */
function everyVertex(columns: Columns, quantile: number) {
  const [y, ...features] = Object.values(columns);
  const p = features.length + 1;
  const rows = Array.from(y!, (_, i) => Float64Array.of(1, ...features.map((x) => x[i]!)));
  let best = Infinity;
  let optima: number[][] = [];
  const visit = (places: number[], from: number): void => {
    if (places.length < p) {
      for (let i = from; i < rows.length; i++) visit([...places, i], i + 1);
      return;
    }
    const inverse = inverseOf(places.map((i) => rows[i]!));
    const at = Array.from({ length: p }, (_, k) =>
      places.reduce((sum, i, j) => sum + inverse[j]![k]! * y![i]!, 0),
    );
    if (!at.every(Number.isFinite)) return;
    const loss = lossAt(columns, at, quantile);
    if (loss < best - 1e-9) [best, optima] = [loss, []];
    if (loss < best + 1e-9) optima.push(at);
  };
  visit([], 0);
  const ends = Array.from({ length: p }, (_, k) => optima.map((at) => at[k]!));
  return { loss: best, low: ends.map((of) => Math.min(...of)), high: ends.map((of) => Math.max(...of)) };
}

// The expected numbers come from going through all vertices.
describe('a quantile regression of whole numbers, against every vertex', () => {
  for (const features of [0, 1, 2])
    for (const quantile of [0.5, 0.25, 0.9])
      it(`${features} features at ${quantile}`, async () => {
        for (let seed = 1; seed <= 60; seed++) {
          const columns = wholeNumbers(9 + (seed % 4), features, { seed, span: 3 + (seed % 5) });
          const names = Object.keys(columns).slice(1);
          const fit = await fitted(columns, `y ~ ${names.join(' + ') || '1'}`, quantile).catch(() => null);
          // Features that repeat each other, and targets without residuals, have tests of their own.
          if (fit === null || fit.summary.aliased.length > 0 || fit.summary.isPerfectFit) continue;
          const expected = everyVertex(columns, quantile);
          const found = quantileOf(fit);
          close(found.loss, expected.loss, `loss, seed ${seed}`);
          const isUnique = expected.low.every((low, k) => expected.high[k]! - low < 1e-9);
          assert.equal(found.isUnique, isUnique, `unique, seed ${seed}`);
          for (const [k, { estimate }] of fit.coefficients.entries()) {
            const [low, high] = found.ranges?.[k] ?? [estimate!, estimate!];
            assert.ok(Math.abs(low - expected.low[k]!) < 1e-9, `low ${k}, seed ${seed}: ${low}`);
            assert.ok(Math.abs(high - expected.high[k]!) < 1e-9, `high ${k}, seed ${seed}: ${high}`);
          }
          const estimates = fit.coefficients.map(({ estimate }) => estimate!);
          close(lossAt(columns, estimates, quantile), expected.loss, `loss at the estimates, seed ${seed}`);
        }
      });
});

describe('the constant model by its median', () => {
  it('is the middle of the whole interval of medians where the rows are even', async () => {
    const fit = await fitted({ y: Float64Array.of(7, 1, 2, 30, 4, 10) }, 'y ~ 1');
    assert.equal(fit.coefficients[0]!.estimate, 5.5);
    assert.deepEqual(quantileOf(fit).ranges, [[4, 7]]);
    assert.equal(quantileOf(fit).isUnique, false);
    assert.equal(quantileOf(fit).absolute, 1.5 + 4.5 + 3.5 + 24.5 + 1.5 + 4.5);
    assert.ok(fit.warnings.some(({ code }) => code === 'fit/not-unique'));
  });

  it('is the one in the middle where they are odd', async () => {
    const fit = await fitted({ y: Float64Array.of(7, 1, 2, 30, 4) }, 'y ~ 1');
    assert.equal(fit.coefficients[0]!.estimate, 4);
    assert.equal(quantileOf(fit).ranges, null);
    assert.ok(!fit.warnings.some(({ code }) => code === 'fit/not-unique'));
  });

  it('is found among a hundred thousand rows', async () => {
    const generator = new Generator(2, 'split');
    const y = Float64Array.from({ length: 100_000 }, () => generator.normal());
    const sorted = y.slice().sort();
    const fit = await fitted({ y }, 'y ~ 1');
    const [[low, high]] = quantileOf(fit).ranges as [[number, number]];
    // A number this near 0 has lost digits to the shift by the first row.
    assert.ok(Math.abs(low - sorted[49_999]!) < 1e-15 && Math.abs(high - sorted[50_000]!) < 1e-15);
  });
});

describe('a median regression of bad input', () => {
  const x = Float64Array.from({ length: 40 }, (_, i) => i);

  it('says that a fit is perfect', async () => {
    const fit = await fitted({ y: x.map((value) => 3 * value - 7), x }, 'y ~ x');
    assert.ok(fit.summary.isPerfectFit);
    close(fit.coefficients[1]!.estimate, 3, 'slope');
    assert.equal(quantileOf(fit).absolute, 0);
    assert.equal(fit.summary.logLikelihood, null);
    assert.ok(fit.warnings.some(({ code }) => code === 'fit/perfect'));
  });

  it('fits residuals that are all of one size', async () => {
    const fit = await fitted({ y: x.map((value, i) => 2 * value + (i % 2 === 0 ? 1 : -1)), x }, 'y ~ x');
    close(
      quantileOf(fit).absolute,
      everyVertex({ y: x.map((value, i) => 2 * value + (i % 2 === 0 ? 1 : -1)), x }, 0.5).loss * 2,
      'objective',
    );
  });

  it('goes through all rows but one of a line, whatever that one', async () => {
    const y = x.map((value) => 2 * value + 1);
    y[11] = 1e6;
    const fit = await fitted({ y, x }, 'y ~ x');
    close(fit.coefficients[0]!.estimate, 1, 'intercept');
    close(fit.coefficients[1]!.estimate, 2, 'slope');
    assert.equal(quantileOf(fit).rowsMet, 39);
    assert.ok(quantileOf(fit).isUnique);
  });

  it('fits a target of two values', async () => {
    const generator = new Generator(5, 'split');
    const features = wholeNumbers(4000, 3, { seed: 3, span: 6 });
    features.y = Float64Array.from({ length: 4000 }, (_, i) =>
      generator.unit() * 6 < features.a![i]! ? 1 : 0,
    );
    const fit = await fitted(features, 'y ~ a + b + c');
    const estimates = fit.coefficients.map(({ estimate }) => estimate!);
    close(lossAt(features, estimates, 0.5), quantileOf(fit).loss, 'loss');
    assert.ok(quantileOf(fit).gap <= 1e-9);
  });

  it('fits with one row more than coefficients', async () => {
    const columns = {
      y: Float64Array.of(1, 5, 2, 8),
      a: Float64Array.of(1, 2, 3, 4),
      b: Float64Array.of(1, 0, 0, 1),
    };
    const fit = await fitted(columns, 'y ~ a + b');
    close(quantileOf(fit).loss, everyVertex(columns, 0.5).loss, 'loss');
  });

  it('drops what is collinear', async () => {
    const columns = wholeNumbers(60, 2, { seed: 8 });
    columns.c = columns.a!.map((value, i) => value + 2 * columns.b![i]!);
    const fit = await fitted(columns, 'y ~ a + b + c');
    assert.deepEqual(fit.summary.aliased, ['c']);
    const { c: _, ...kept } = columns;
    close(quantileOf(fit).loss, quantileOf(await fitted(kept, 'y ~ a + b')).loss, 'loss');
  });
});

describe('a quantile regression of many rows', () => {
  const generator = new Generator(11, 'split');
  const n = 30_000;
  const normal = () => Float64Array.from({ length: n }, () => generator.normal());
  const [a, b] = [normal(), normal()];
  const noise = normal();
  const columns = {
    y: a.map((value, i) => 2 + value - b[i]! + noise[i]! * (1 + 0.2 * Math.abs(value))),
    a,
    b,
  };

  it('has the certificate of all of them: the dual problem over every row', async () => {
    for (const quantile of [0.5, 0.05]) {
      const fit = await fitted(columns, 'y ~ a + b', quantile);
      const found = quantileOf(fit);
      assert.ok(found.gap <= 1e-9);
      const estimates = fit.coefficients.map(({ estimate }) => estimate!);
      for (const dual of dualValues(columns, estimates, quantile))
        assert.ok(dual > quantile - 1 - 1e-9 && dual < quantile + 1e-9, `dual value ${dual}`);
    }
  });

  it('is the same of rows in parts, in the kernel and in plain loops', async () => {
    const whole = await fitted(columns, 'y ~ a + b');
    const model = { ...spec('y ~ a + b'), family: { name: 'laplace', quantile: 0.5 } as const };
    for (const kind of ['kernel', 'plain']) {
      const fit = await fitParts(await partsOf(columns, [5000, 5001, 22_000], kind), model, {
        confidence: 0.95,
      });
      for (const [k, { estimate }] of fit.coefficients.entries())
        close(estimate, whole.coefficients[k]!.estimate!, `coefficient ${k}`, 1e-12);
      close(fit.summary.meanAbsoluteError, whole.summary.meanAbsoluteError, 'mean absolute error', 1e-12);
    }
  });
});

describe('the bootstrap of a median regression', () => {
  const columns = wholeNumbers(300, 2, { seed: 4, span: 40 });

  it('is the same from the same seed, and another from another', async () => {
    const errors = async (seed: number) =>
      (await fitted(columns, 'y ~ a + b', 0.5, { bootstrap: { samples: 50, seed } })).coefficients.map(
        ({ standardError }) => standardError,
      );
    const first = await errors(1);
    assert.deepEqual(await errors(1), first);
    assert.notDeepEqual(await errors(2), first);
  });

  it('gives the constant the standard error that the theory of order statistics has', async () => {
    // Of 2,000 normal rows: sqrt(pi / 2 / n), to within the bootstrap's own scatter.
    const generator = new Generator(9, 'split');
    const y = Float64Array.from({ length: 2000 }, () => generator.normal());
    const fit = await fitted({ y }, 'y ~ 1', 0.5, { bootstrap: { samples: 400, seed: 1 } });
    const expected = Math.sqrt(Math.PI / 2 / 2000);
    const { standardError, statistic, estimate } = fit.coefficients[0]!;
    assert.ok(Math.abs(standardError! / expected - 1) < 0.25, `${standardError} against ${expected}`);
    close(statistic, estimate! / standardError!, 't');
  });

  it('says why there is none where samples lose a level', async () => {
    const rare = { ...columns, c: columns.y!.map((_, i) => (i === 0 ? 1 : 0)) };
    const fit = await fitted(rare, 'y ~ a + c', 0.5, { bootstrap: { samples: 50, seed: 1 } });
    assert.ok(fit.coefficients.every(({ standardError }) => standardError === null));
    assert.ok(fit.warnings.some(({ code }) => code === 'fit/bootstrap'));
  });
});
