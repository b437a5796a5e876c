import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CrowdLoops } from '../../../src/core/crowd/crowdLoops.js';
import { DecimalCounter } from '../../../src/core/crowd/decimalCounts.js';
import { GrowingGrid } from '../../../src/core/crowd/growingGrid.js';
import { nextAbove, TopRows } from '../../../src/core/crowd/keptRows.js';
import { KernelLoops } from '../../../src/core/crowd/kernelLoops.js';
import { PartialGrids } from '../../../src/core/crowd/partialGrids.js';
import { QuantileCounter } from '../../../src/core/crowd/quantileCounts.js';
import type { RowKeeper } from '../../../src/core/crowd/rowStore.js';
import { KernelMemory } from '../../../src/core/fit/kernelMemory.js';
import { errorSums } from '../../../src/core/judge/errorSums.js';
import { neighbourSteps } from '../../../src/core/judge/neighbourSteps.js';
import { residualMoments } from '../../../src/core/judge/residualMoments.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';

/** Whole numbers and edges of decimal cells, numbers between them, and now and then none. */
const finite = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) },
  fc.integer({ min: -4000, max: 4000 }).map((i) => i / 1000),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);
const value = fc.oneof(
  { weight: 60, arbitrary: finite },
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0),
);
const listOf = (one: fc.Arbitrary<number>) => fc.array(one, { minLength: 1, maxLength: 700, size: 'max' });

/** Longest column of a test, and the room the loops may read beyond its end. */
const ROWS = 704;

/** Loops, and a function that puts a column where they reach it. */
async function kernelLoops(): Promise<{ loops: CrowdLoops; put(k: 0 | 1, values: number[]): Float64Array }> {
  const kernel = await loadKernel();
  const memory = new KernelMemory(kernel);
  const columns = [memory.take(ROWS * 8), memory.take(ROWS * 8)] as const;
  // Both are columns of a block, as charts of partial residuals look for theirs.
  kernel.setFrame(2, true, 0, 0, false, memory.putIntegers(columns));
  const put = (k: 0 | 1, values: number[]) => {
    const column = memory.numbers(columns[k], values.length);
    column.set(values);
    return column;
  };
  return { loops: new KernelLoops(kernel, memory), put };
}

/** The plain loops are the reference: they see the same numbers in an array elsewhere. */
describe('crowd loops in the kernel', () => {
  it('count pairs as the plain loop does', async () => {
    const { loops, put } = await kernelLoops();
    const pairs = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 700, size: 'max' });
    fc.assert(
      fc.property(pairs, (list) => {
        const [x, y] = [list.map(([one]) => one), list.map(([, other]) => other)];
        const [found, expected] = [new GrowingGrid(FINEST, loops), new GrowingGrid(FINEST)];
        const columns = [put(0, x), put(1, y)] as const;
        assert.ok(columns.every((column) => loops.reaches(column)));
        found.add(...columns);
        expected.add(Float64Array.from(x), Float64Array.from(y));
        assert.deepEqual(found.result(), expected.result());
      }),
      { numRuns: 60, seed: 21 },
    );
  });

  it('count partial residuals as the plain loop does', async () => {
    const { loops, put } = await kernelLoops();
    const pairs = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 700, size: 'max' });
    const lines = [
      { column: 0, slope: 0.3, mean: 1.7, height: -5.1 },
      { column: 0, slope: -40, mean: 0, height: 2 },
    ];
    const finest = { across: [FINEST.across, FINEST.across], up: FINEST.up };
    fc.assert(
      fc.property(fc.array(pairs, { minLength: 1, maxLength: 3 }), (lists) => {
        const [found, expected] = [
          new PartialGrids(lines, finest, loops),
          new PartialGrids(lines, finest, null),
        ];
        for (const list of lists) {
          const [xs, residuals] = [list.map(([x]) => x), list.map(([, y]) => y)];
          const [x, residual] = [put(0, xs), put(1, residuals)];
          found.add({ column: () => x, residual });
          expected.add({ column: () => Float64Array.from(xs), residual: Float64Array.from(residuals) });
        }
        assert.deepEqual(found.result(), expected.result());
      }),
      { numRuns: 60, seed: 27 },
    );
  });

  it('count pairs far from 0 in cells that are narrow beside that', async () => {
    const { loops, put } = await kernelLoops();
    const [x, y] = [
      [2 ** 30, 2 ** 30 + 2 ** -22, -(2 ** 30)],
      [1, 2, 3],
    ];
    const [found, expected] = [new GrowingGrid(FINEST, loops), new GrowingGrid(FINEST)];
    found.add(put(0, x), put(1, y));
    expected.add(Float64Array.from(x), Float64Array.from(y));
    assert.deepEqual(found.result(), expected.result());
  });

  it('count decimals as the plain loop does', async () => {
    const { loops, put } = await kernelLoops();
    fc.assert(
      fc.property(listOf(finite), (list) => {
        const [found, expected] = [new DecimalCounter(-3, loops), new DecimalCounter(-3)];
        found.add(put(0, list));
        expected.add(Float64Array.from(list));
        assert.deepEqual(found.result(), expected.result());
      }),
      { numRuns: 60, seed: 22 },
    );
  });

  it('find the rows that stand out as the plain loop does', async () => {
    const { loops, put } = await kernelLoops();
    fc.assert(
      fc.property(listOf(value), fc.constantFrom(1, -1, 0), (list, sign) => {
        const [column, plain] = [put(0, list), Float64Array.from(list)];
        const [found, expected] = [new TopRows(9, 0, loops), new TopRows(9, 0)];
        found.add(column, sign, keeper);
        expected.add(plain, sign, keeper);
        assert.deepEqual(found.result(), expected.result());
        const search = { from: Math.floor(list.length / 2), limit: 30, sign };
        assert.equal(nextAbove(column, search, loops), nextAbove(plain, search, null));
      }),
      { numRuns: 60, seed: 23 },
    );
  });

  it('count narrow bins and keep a row of each as the plain loop does', async () => {
    const { loops, put } = await kernelLoops();
    const near = fc.oneof(value, fc.double({ min: -5, max: 5, noNaN: true }), fc.constantFrom(4, -4));
    fc.assert(
      fc.property(fc.array(listOf(near), { minLength: 1, maxLength: 3 }), (lists) => {
        const [found, expected] = [new QuantileCounter(0, loops), new QuantileCounter(0)];
        for (const list of lists) {
          found.add(put(0, list), keeper);
          expected.add(Float64Array.from(list), keeper);
        }
        assert.deepEqual(found.result(), expected.result());
      }),
      { numRuns: 60, seed: 25 },
    );
  });

  it('sum errors as the plain loop does', async () => {
    const { loops, put } = await kernelLoops();
    fc.assert(
      fc.property(listOf(finite), (list) => {
        const [found, expected] = [loops.sumErrors(put(0, list), 3), errorSums(Float64Array.from(list), 3)];
        for (const name of ['absolute', 'squares'] as const)
          assert.ok(Math.abs(found[name] - expected[name]) <= 1e-15 * list.length * expected[name], name);
      }),
      { numRuns: 60, seed: 28 },
    );
  });

  it('sum powers and steps as the plain loops do', async () => {
    const { loops, put } = await kernelLoops();
    fc.assert(
      fc.property(listOf(finite), (list) => {
        const { steps, ...powers } = loops.sumPowers(put(0, list), 3);
        const values = Float64Array.from(list);
        const expected = residualMoments(values, 3);
        const sizes = { mean: 1, second: 2, third: 3, fourth: 4 };
        const largest = Math.max(...list.map(Math.abs)) / 3;
        for (const [name, power] of Object.entries(sizes) as [keyof typeof sizes, number][])
          assert.ok(Math.abs(powers[name] - expected[name]) <= 1e-12 * list.length * largest ** power, name);
        const { sum } = neighbourSteps(values, 3);
        assert.ok(Math.abs(steps - sum) <= 1e-12 * sum, 'steps');
      }),
      { numRuns: 60, seed: 26 },
    );
  });

  it('give roots and partial residuals to the bit', async () => {
    const { loops, put } = await kernelLoops();
    fc.assert(
      fc.property(listOf(value), (list) => {
        const [x, residual] = [put(0, list), put(1, [...list].reverse())];
        const roots = list.map((one) => Math.sqrt(Math.abs(one)));
        assert.deepEqual([...loops.rootSizes(x)], roots);
        const line = { slope: 0.3, mean: 1.7, height: -5.1 };
        const partial = list.map((one, i) => -5.1 + 0.3 * (one - 1.7) + residual[i]!);
        assert.deepEqual([...loops.partialResiduals({ x, residual }, line)], partial);
      }),
      { numRuns: 60, seed: 24 },
    );
  });
});

const FINEST = { across: -40, up: -40 };

const keeper: RowKeeper = {
  keep({ table }, place, i) {
    table.row[place] = i;
  },
};
