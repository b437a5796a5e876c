import assert from 'node:assert/strict';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import type { Family } from '../../../src/core/model/family.js';
import { Generator } from '../../../src/core/train/random.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from './close.js';
import { spec, tableOf } from './tableOf.js';

const POISSON = { name: 'poisson', link: 'log' } as const;
const HUBER = { name: 'huber' } as const;
const MEDIAN = { name: 'laplace', quantile: 0.5 } as const;
const FAMILIES: readonly (Family | undefined)[] = [undefined, POISSON, HUBER, MEDIAN];

async function fitted(
  columns: Record<string, readonly number[] | Float64Array>,
  formula: string,
  family?: Family,
): Promise<Fit> {
  return fitLinear(tableOf(columns), { ...spec(formula), family }, { confidence: 0.95, loadKernel });
}

const codesOf = ({ warnings }: Fit) => warnings.map(({ code }) => code);
const nameOf = (family: Family | undefined) => family?.name ?? 'gaussian';

/** Every number of a fit is finite, or absent. */
function assertFinite({ coefficients, summary, rows }: Fit): void {
  const { counts, robust, diagnostics, ...numbers } = summary;
  const all = [...coefficients, numbers, counts ?? {}, robust ?? {}, diagnostics].flatMap((record) =>
    Object.entries(record),
  );
  for (const [name, value] of all)
    if (typeof value === 'number') assert.ok(Number.isFinite(value), `${name} is ${value}`);
  assert.ok(rows.fitted.every(Number.isFinite));
}

describe('targets that break methods', () => {
  const x = Array.from({ length: 40 }, (_, i) => i);

  it('residuals of one size: every family fits, and Breusch-Pagan says why it does not test', async () => {
    // Each x once with +1 and once with -1: the line is 10 + 2 x, all residuals are 1 in size.
    const twice = x.flatMap((value) => [value, value]);
    const y = twice.map((value, i) => 10 + 2 * value + (i % 2 === 0 ? 1 : -1));
    for (const family of [undefined, HUBER]) {
      const fit = await fitted({ x: twice, y }, 'y ~ x', family);
      assertFinite(fit);
      assertClose(fit.coefficients[0]!.estimate, 10, { tolerance: 1e-12, what: 'intercept' });
      assertClose(fit.coefficients[1]!.estimate, 2, { tolerance: 1e-12, what: nameOf(family) });
    }
    const fit = await fitted({ x: twice, y }, 'y ~ x');
    assert.equal(fit.summary.diagnostics.breuschPagan, null);
    assert.ok(fit.warnings.some(({ message }) => message.startsWith('All residuals have the same size')));
    const median = await fitted({ x: twice, y }, 'y ~ x', MEDIAN);
    assert.ok(median.summary.robust?.kind === 'quantile' && !median.summary.robust.isUnique);
    assertClose(median.summary.robust.absolute, 80, { tolerance: 1e-12, what: 'objective' });
  });

  it('perfect fits: said so, with no error at all', async () => {
    for (const family of [undefined, HUBER, MEDIAN]) {
      const fit = await fitted({ x, y: x.map((value) => 0.1 * value - 7) }, 'y ~ x', family);
      assertFinite(fit);
      assert.ok(codesOf(fit).includes('fit/perfect'), nameOf(family));
      assert.equal(fit.summary.meanAbsoluteError, 0, nameOf(family));
      assert.equal(fit.summary.rootMeanSquaredError, 0, nameOf(family));
    }
  });

  it('perfect counts: said so, and a coefficient of 0 is no loss of digits', async () => {
    const few = x.slice(0, 10);
    const fit = await fitted({ x: few, y: few.map((value) => 2 ** value) }, 'y ~ x', POISSON);
    assertFinite(fit);
    assertClose(fit.coefficients[1]!.estimate, Math.LN2, { tolerance: 1e-12, what: 'slope' });
    assert.ok(codesOf(fit).includes('fit/perfect'));
    assert.ok(!codesOf(fit).includes('fit/few-digits'));
  });

  it('one row more than coefficients', async () => {
    const columns = { a: [1, 2, 3, 4], b: [1, 0, 0, 1], y: [1, 5, 2, 8] };
    for (const family of FAMILIES) {
      const fit = await fitted(columns, 'y ~ a + b', family);
      assertFinite(fit);
      assert.equal(fit.summary.dfResidual, 1, nameOf(family));
    }
  });

  it('two values', async () => {
    const generator = new Generator(4, 'split');
    const a = Float64Array.from({ length: 300 }, () => generator.unit());
    const y = a.map((value) => (generator.unit() < value ? 1 : 0));
    for (const family of FAMILIES) assertFinite(await fitted({ a, y }, 'y ~ a', family));
  });

  it('ties without end: whole numbers from 0 to 2 on many rows', async () => {
    const generator = new Generator(6, 'split');
    const column = () => Float64Array.from({ length: 40_000 }, () => generator.below(3));
    const columns = { y: column(), a: column(), b: column(), c: column() };
    for (const quantile of [0.5, 0.35, 0.9]) {
      const fit = await fitted(columns, 'y ~ a + b + c', { name: 'laplace', quantile });
      assert.ok(fit.summary.robust?.kind === 'quantile');
      assert.ok(fit.summary.robust.gap <= 1e-9);
      // The target does not depend on the features: its own quantile is the fit, but for chance.
      const sorted = columns.y.slice().sort();
      const own = sorted[Math.floor(quantile * 40_000)]!;
      const loss = sorted.reduce(
        (sum, value) => sum + Math.max(quantile * (value - own), (quantile - 1) * (value - own)),
        0,
      );
      assert.ok(fit.summary.robust.loss <= loss * (1 + 1e-12), `${fit.summary.robust.loss} above ${loss}`);
    }
  });

  it('negative counts: refused with their lines', async () => {
    await assert.rejects(fitted({ x, y: x.map((value) => value - 2) }, 'y ~ x', POISSON), {
      code: 'fit/negative-counts',
      message: /lines 2, 3;/,
    });
  });

  it('zero-inflated counts: says how many zeros there are, and how many there should be', async () => {
    const generator = new Generator(8, 'split');
    const poisson = (mean: number) => {
      let [count, product] = [-1, 1];
      for (const end = Math.exp(-mean); product > end; count++) product *= generator.unit();
      return count;
    };
    const a = Float64Array.from({ length: 2000 }, () => generator.unit());
    const means = a.map((value) => 2 + value);
    const plain = await fitted({ a, y: means.map(poisson) }, 'y ~ a', POISSON);
    assert.ok(!codesOf(plain).includes('fit/many-zeros'));
    const y = means.map((mean) => (generator.unit() < 0.4 ? 0 : poisson(mean)));
    const inflated = await fitted({ a, y }, 'y ~ a', POISSON);
    assertFinite(inflated);
    const zeros = y.filter((value) => value === 0).length.toLocaleString('en');
    const { message } = inflated.warnings.find(({ code }) => code === 'fit/many-zeros')!;
    assert.match(message, new RegExp(`is 0 on ${zeros} of 2,000 rows`));
  });
});
