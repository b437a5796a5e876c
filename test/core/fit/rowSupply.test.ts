import assert from 'node:assert/strict';
import { fitParts } from '../../../src/core/fit/fitParts.js';
import { Sifter, type Wanted } from '../../../src/core/fit/quantile/sift.js';
import type { RowPart } from '../../../src/core/fit/rowPart.js';
import { Generator } from '../../../src/core/train/random.js';
import { dualValues } from './dualValues.js';
import { type Columns, partsOf } from './parts.js';
import { spec } from './tableOf.js';

const LAPLACE = { name: 'laplace', quantile: 0.5 } as const;

/** Normal features and noise, and a level that only the rows named have. */
function manyRows(n: number, rare: readonly number[]): Columns {
  const generator = new Generator(21, 'split');
  const normal = () => Float64Array.from({ length: n }, () => generator.normal());
  const [a, b, noise] = [normal(), normal(), normal()];
  const c = new Float64Array(n);
  for (const row of rare) c[row] = 1;
  return { y: a.map((value, i) => 1 + value - 2 * b[i]! + 3 * c[i]! + noise[i]!), a, b, c };
}

/** The parts, and the most rows that any question brought together. */
function counted(parts: readonly RowPart[]): { parts: RowPart[]; most: () => number } {
  let most = 0;
  return {
    most: () => most,
    parts: parts.map((part) => ({
      ...part,
      gather: () => assert.fail('All rows were held at once.'),
      sift: async (order) => {
        const sifted = await part.sift(order);
        most = Math.max(most, sifted.places.length);
        return sifted;
      },
    })),
  };
}

describe('a quantile regression of rows that are not held', () => {
  it('brings only those near its fit together, a rare level among them', async () => {
    const columns = manyRows(60_000, [17, 40_001, 59_998]);
    const { parts, most } = counted(await partsOf(columns, [20_000]));
    const model = { ...spec('y ~ a + b + c'), family: LAPLACE };
    const fit = await fitParts(parts, model, { confidence: 0.95 });
    assert.ok(most() < 10_000, `${most()} rows of a part at once`);
    const estimates = fit.coefficients.map(({ estimate }) => estimate!);
    for (const dual of dualValues(columns, estimates, 0.5))
      assert.ok(Math.abs(dual) < 0.5 + 1e-9, `dual value ${dual}`);
    assert.ok(fit.summary.robust?.kind === 'quantile' && fit.summary.robust.gap <= 1e-9);
  });

  it('finds the ends of the optima where there are many, as by the order of the rows', async () => {
    const generator = new Generator(3, 'split');
    const y = Float64Array.from({ length: 50_000 }, () => generator.below(1_000_000));
    const sorted = y.slice().sort();
    const { parts, most } = counted(await partsOf({ y }, [10_000, 30_000]));
    const fit = await fitParts(parts, { ...spec('y ~ 1'), family: LAPLACE }, { confidence: 0.95 });
    assert.ok(fit.summary.robust?.kind === 'quantile');
    assert.deepEqual(fit.summary.robust.ranges, [[sorted[24_999]!, sorted[25_000]!]]);
    assert.ok(most() < 10_000, `${most()} rows of a part at once`);
  });

  it('says so where too many rows are near', () => {
    const rows = { rowCount: 10, features: [new Float64Array(10).fill(1)], target: new Float64Array(10) };
    const band = { coefficients: Float64Array.of(0), low: -1, high: 1 };
    const wanted: Wanted = { kind: 'near', band, quantile: 0.5 };
    const sifter = new Sifter(wanted, 1, 30);
    sifter.absorb(rows, 0);
    assert.throws(() => sifter.absorb(rows, 10), {
      code: 'fit/too-large',
      message: /2 columns .* 30 numbers/,
    });
  });
});
