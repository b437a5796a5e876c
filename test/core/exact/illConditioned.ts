import type { Random } from '../table/polluted/random.js';
import type { Decimals, ExactModel } from './exactFit.js';
import { powerOf } from './exactFit.js';
import type { DecimalColumn } from './exactLeastSquares.js';

/** A made-up problem, for the fit as decimals with a model, and for exact arithmetic. */
export type Problem = {
  what: string;
  decimals: Decimals;
  model: ExactModel;
  columns: DecimalColumn[];
  target: DecimalColumn;
};

/** A problem that is hard on a solver: raw powers far from zero, near copies of a column, large offsets. */
export function illConditioned(random: Random): Problem {
  const isPolynomial = random.chance(0.4);
  const rowCount = random.integer(14, 30);
  return isPolynomial ? polynomial(random, rowCount) : correlated(random, rowCount);
}

/** Powers 1 to p of a column away from zero. */
function polynomial(random: Random, rowCount: number): Problem {
  const degree = random.integer(1, 11);
  const decimals = random.integer(0, 2);
  const middle = random.pick([0, 5, 50, 2000]);
  const spread = random.pick([1, 10]) * 10 ** decimals;
  const x = fill(rowCount, () => BigInt(middle * 10 ** decimals + random.integer(-spread, spread)));
  const features = powersOf({ integers: x, decimals }, degree);
  return problemOf(random, `powers to ${degree} about ${middle}`, {
    files: { x: { integers: x, decimals } },
    features,
    columns: Array.from({ length: degree }, (_, k) => powerOf('x', k + 1)),
  });
}

function powersOf({ integers, decimals }: DecimalColumn, degree: number): DecimalColumn[] {
  return Array.from({ length: degree }, (_, k) => ({
    integers: integers.map((value) => value ** BigInt(k + 1)),
    decimals: decimals * (k + 1),
  }));
}

/** Independent columns, some about a large offset, some near copies of another one. */
function correlated(random: Random, rowCount: number): Problem {
  const features: DecimalColumn[] = [];
  const count = random.integer(1, 11);
  const nearness = random.integer(1, 9);
  const offset = random.pick([0, 0, 100, 1e8]);
  for (let k = 0; k < count; k++) {
    const decimals = 6;
    const own = fill(rowCount, () => BigInt(random.integer(-1e6, 1e6)));
    const copied = k > 0 && random.chance(0.5) ? features[random.integer(0, k - 1)] : undefined;
    const base = BigInt(offset) * 10n ** 6n;
    if (copied === undefined) features.push({ integers: own.map((value) => value + base), decimals });
    else features.push(nearCopy(copied, own, nearness));
  }
  const files = Object.fromEntries(features.map((feature, k) => [`x${k}`, feature]));
  const columns = features.map((_, k) => powerOf(`x${k}`));
  const what = `${count} columns, offset ${offset}, copies to 1e-${nearness}`;
  return problemOf(random, what, { files, features, columns });
}

/** A column of the file plus `10^-nearness` times another. */
function nearCopy(
  { integers, decimals }: DecimalColumn,
  own: readonly bigint[],
  nearness: number,
): DecimalColumn {
  const finer = Math.max(decimals, 6 + nearness);
  const scale = 10n ** BigInt(finer - decimals);
  const step = 10n ** BigInt(finer - 6 - nearness);
  return { integers: integers.map((value, i) => value * scale + own[i]! * step), decimals: finer };
}

type Parts = {
  files: Readonly<Record<string, DecimalColumn>>;
  features: readonly DecimalColumn[];
  columns: ExactModel['columns'];
};

function problemOf(random: Random, what: string, { files, features, columns }: Parts): Problem {
  const hasIntercept = random.chance(0.8);
  const rowCount = features[0]!.integers.length;
  const target = targetOf(random, features);
  const ones = { integers: fill(rowCount, () => 1n), decimals: 0 };
  const decimals = { ...files, y: target };
  return {
    what: `${what}${hasIntercept ? '' : ', no intercept'}`,
    decimals: Object.fromEntries(Object.entries(decimals).map(([name, column]) => [name, spelled(column)])),
    model: { columns: [...columns, powerOf('y')], hasIntercept },
    columns: hasIntercept ? [ones, ...features] : [...features],
    target,
  };
}

/** Noise, or a few digits of a feature and noise under them. */
function targetOf(random: Random, features: readonly DecimalColumn[]): DecimalColumn {
  const followed = random.pick(features);
  const most = Math.max(...followed.integers.map((value) => String(value).length));
  const unit = 10n ** BigInt(Math.max(0, most - random.integer(1, 6)));
  const integers = followed.integers.map((value) => value / unit + BigInt(random.integer(-99, 99)));
  return { integers, decimals: random.integer(0, 3) };
}

function fill<T>(length: number, value: () => T): T[] {
  return Array.from({ length }, value);
}

function spelled({ integers, decimals }: DecimalColumn): string[] {
  return integers.map((value) => `${value}e-${decimals}`);
}
