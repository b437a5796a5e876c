import assert from 'node:assert/strict';
import { absorbJittered } from '../../../src/core/doctor/jitter.js';
import { absorbRows, emptyTriangle, type Triangle } from '../../../src/core/fit/triangle.js';
import { Generator } from '../../../src/core/train/random.js';

const N = 12;
const DRAWS = 20_000;
const DEVIATION = 0.7;
/** `[1 X y]` with two features, the second in another scale of the frame. */
const SCALE = Float64Array.of(1, 0.25, 1);
const FRAME = {
  columns: ['x', 'z', 'y'].map((name) => ({ name, factors: [] })),
  hasIntercept: true,
  shift: new Float64Array(3),
  scale: SCALE,
  weights: null,
  isExact: false,
};
const ROWS = [
  Float64Array.from({ length: N }, () => 1),
  Float64Array.from({ length: N }, (_, i) => Math.sin(i)),
  Float64Array.from({ length: N }, (_, i) => Math.cos(3 * i) / 2),
  Float64Array.from({ length: N }, (_, i) => i / 6 - 1),
];

describe('jitter from the triangle', () => {
  const full = triangleOf(ROWS);

  it('has the law of noise on each cell: mean and spread of X’X', () => {
    // The reference adds the noise to the rows themselves.
    const random = new Generator(3, 'split');
    const onRows = gramMoments(() => {
      const noisy = ROWS.map((column, k) =>
        k === 0 || k === 3
          ? column
          : column.map((value) => value + DEVIATION * SCALE[k - 1]! * random.normal()),
      );
      return triangleOf(noisy);
    });
    const own = new Generator(4, 'jitter');
    const fromTriangle = gramMoments(() => jittered(full, own));
    for (const [k, mean] of fromTriangle.mean.entries()) {
      const error = Math.sqrt((onRows.variance[k]! + fromTriangle.variance[k]!) / DRAWS);
      assert.ok(Math.abs(mean - onRows.mean[k]!) <= 5 * error + 1e-12, `mean of entry ${k}`);
      // The share by which a variance over so many draws errs is about sqrt(2 / draws), a few times that for heavy tails.
      const share = Math.abs(fromTriangle.variance[k]! - onRows.variance[k]!) / (onRows.variance[k]! + 1e-12);
      assert.ok(share < 0.1, `variance of entry ${k}: ${fromTriangle.variance[k]} for ${onRows.variance[k]}`);
    }
  });

  it('adds n times the variance to the diagonal on average, nothing elsewhere, and leaves the ones alone', () => {
    const own = new Generator(5, 'jitter');
    const { mean, variance } = gramMoments(() => jittered(full, own));
    const real = gram(full);
    for (const [k, value] of mean.entries()) {
      const [i, j] = [k % 4, Math.floor(k / 4)];
      const isFeature = i === j && (i === 1 || i === 2);
      const added = isFeature ? N * (DEVIATION * SCALE[i - 1]!) ** 2 : 0;
      const error = Math.sqrt(variance[k]! / DRAWS);
      assert.ok(Math.abs(value - real[k]! - added) <= 5 * error + 1e-12, `entry ${i}, ${j}`);
    }
    for (const k of [0, 3, 12, 15]) assert.ok(variance[k]! < 1e-20, `entry ${k} moves`);
  });

  it('is noise on the rows themselves where they are few', () => {
    const few = ROWS.map((column) => column.slice(0, 5));
    const own = new Generator(6, 'jitter');
    const { mean } = gramMoments(() => jittered(triangleOf(few), own));
    const added = mean[5]! - gram(triangleOf(few))[5]!;
    assert.ok(Math.abs(added - 5 * DEVIATION ** 2) < 0.1, String(added));
  });
});

function triangleOf(columns: readonly Float64Array[]): Triangle {
  const count = columns[0]!.length;
  const rows = new Float64Array(columns.length * count);
  columns.forEach((column, k) => {
    rows.set(column, k * count);
  });
  const triangle = emptyTriangle(columns.length);
  absorbRows(triangle, rows, count);
  return triangle;
}

function jittered(full: Triangle, random: Generator): Triangle {
  const triangle = emptyTriangle(full.width);
  absorbJittered(triangle, full, { frame: FRAME, deviation: DEVIATION, random });
  assert.equal(triangle.rowCount, full.rowCount);
  return triangle;
}

/** R'R, column-major. */
function gram({ width, values }: Triangle): number[] {
  return Array.from({ length: width * width }, (_, at) => {
    const [i, j] = [at % width, Math.floor(at / width)];
    let sum = 0;
    for (let k = 0; k < width; k++) sum += values[i * width + k]! * values[j * width + k]!;
    return sum;
  });
}

function gramMoments(draw: () => Triangle): { mean: number[]; variance: number[] } {
  const sum = new Array<number>(16).fill(0);
  const squares = new Array<number>(16).fill(0);
  const about = gram(draw());
  for (let i = 0; i < DRAWS; i++)
    for (const [k, value] of gram(draw()).entries()) {
      sum[k]! += value - about[k]!;
      squares[k]! += (value - about[k]!) ** 2;
    }
  return {
    mean: sum.map((value, k) => about[k]! + value / DRAWS),
    variance: squares.map((value, k) => Math.max(0, value / DRAWS - (sum[k]! / DRAWS) ** 2)),
  };
}
