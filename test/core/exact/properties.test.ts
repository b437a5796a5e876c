import assert from 'node:assert';
import type { RowArithmetic } from '../../../src/core/fit/rowArithmetic.js';
import { Random } from '../table/polluted/random.js';
import { arithmetics, type Decimals, powerOf, type SolvedDecimals, solveDecimals } from './exactFit.js';

const ROWS = 60;
const columns = ['a', 'b', 'c', 'y'].map((name) => powerOf(name));
const model = { columns, hasIntercept: true };

/** Decimals of four digits after the point, about 100. */
function madeUp(): Record<'a' | 'b' | 'c' | 'y', string[]> {
  const random = new Random(7);
  const decimal = () => `${random.integer(95, 105)}.${String(random.integer(0, 9999)).padStart(4, '0')}`;
  const column = () => Array.from({ length: ROWS }, decimal);
  return { a: column(), b: column(), c: column(), y: column() };
}

function numbersOf({ file }: SolvedDecimals): number[] {
  return [...file.estimates, ...file.standardErrors, file.shares!.explained];
}

/** Distance in units of the last place of the second. */
function ulps(actual: number, expected: number): number {
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(expected))) - 52);
  return Math.abs(actual - expected) / unit;
}

function assertWithin(actual: readonly number[], expected: readonly number[], most: number): void {
  for (const [k, value] of expected.entries())
    assert.ok(ulps(actual[k]!, value) <= most, `number ${k}: ${actual[k]}, not ${value}`);
}

describe('the exact tier', () => {
  for (const [how, load] of arithmetics) {
    const solve = async (decimals: Decimals, arithmetic?: RowArithmetic) =>
      solveDecimals(decimals, model, arithmetic ?? (await load()));

    it(`takes another order of the rows within 2 units of the last place, ${how}`, async () => {
      const decimals = madeUp();
      const order = Array.from({ length: ROWS }, (_, i) => (i * 37 + 11) % ROWS);
      const moved = Object.fromEntries(
        Object.entries(decimals).map(([name, cells]) => [name, order.map((i) => cells[i]!)]),
      );
      assertWithin(numbersOf(await solve(moved)), numbersOf(await solve(decimals)), 2);
    });

    it(`scales a coefficient as its column is scaled, within 4 units, ${how}`, async () => {
      const decimals = madeUp();
      const scaled = { ...decimals, b: decimals.b.map((cell) => `${cell}e3`) };
      const [before, after] = [await solve(decimals), await solve(scaled)];
      const expected = numbersOf(before);
      for (const k of [2, 6]) expected[k]! /= 1000;
      assertWithin(numbersOf(after), expected, 4);
    });

    it(`moves the intercept alone where a column is shifted, within 4 units, ${how}`, async () => {
      const decimals = madeUp();
      // 100 and four digits after the point plus a million: still the decimal, spelled out.
      const shifted = {
        ...decimals,
        b: decimals.b.map((cell) => `1000${cell.padStart(8, '0')}`),
      };
      const [before, after] = [await solve(decimals), await solve(shifted)];
      const [, ...slopes] = before.file.estimates;
      const [intercept, ...others] = after.file.estimates;
      assertWithin(others, slopes, 4);
      assertWithin([...after.file.standardErrors].slice(1), [...before.file.standardErrors].slice(1), 4);
      const expected = before.file.estimates[0]! - 1e6 * before.file.estimates[2]!;
      assert.ok(Math.abs(intercept! / expected - 1) < 1e-14);
    });

    it(`gives the same bits again, ${how}`, async () => {
      const [first, second] = [await solve(madeUp()), await solve(madeUp())];
      assert.deepStrictEqual(numbersOf(first), numbersOf(second));
    });
  }

  it('gives the same in the kernel as in plain loops, over many blocks', async () => {
    const random = new Random(3);
    const cells = () =>
      Array.from({ length: 9001 }, () => `${random.integer(0, 999)}.${random.integer(0, 9)}`);
    const decimals = { a: cells(), b: cells(), c: cells(), y: cells() };
    const [kernel, plain] = await Promise.all(
      arithmetics.map(async ([, load]) => solveDecimals(decimals, model, await load())),
    );
    assert.deepStrictEqual(numbersOf(kernel!), numbersOf(plain!));
  });
});
