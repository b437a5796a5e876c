import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { kernelSmooth } from '../../../src/core/judge/kernelSmooth.js';
import { smooth } from '../../../src/core/judge/smooth.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from '../fit/close.js';

function columns(file: string, names: readonly [string, string]): [Float64Array, Float64Array] {
  const [header, ...lines] = readFileSync(`test/certified/r/${file}`, 'utf8').trim().split('\n');
  const places = names.map((name) => header!.split(',').indexOf(name));
  const read = (place: number) => Float64Array.from(lines, (line) => Number(line.split(',')[place]));
  return [read(places[0]!), read(places[1]!)];
}

describe('smooth', () => {
  it('gives the values of lowess(cars) in R', () => {
    // R prints 4.965459, 13.124495, 15.858633, ..., 84.328698. These are statsmodels 0.15.0 lowess(frac=2/3, it=3),
    // the same six decimals; it leaves out the weights that R rounds to 0 and 1, hence not more than 9 digits.
    const expected = [
      4.9654592775, 4.9654592775, 13.1244950395, 13.1244950395, 15.8586333817, 18.5796905136, 21.2803125778,
      21.2803125778, 21.2803125778, 24.1292771479, 24.1292771479, 27.1195485493, 27.1195485493, 27.1195485493,
      27.1195485493, 30.0272763297, 30.0272763297, 30.0272763297, 30.0272763297, 32.9625061344, 32.9625061344,
      32.9625061344, 32.9625061344, 36.7577283391, 36.7577283391, 36.7577283391, 40.4350745591, 40.4350745591,
      43.4634917792, 43.4634917792, 43.4634917792, 46.8854789441, 46.8854789441, 46.8854789441, 46.8854789441,
      50.7931517239, 50.7931517239, 50.7931517239, 56.491224091, 56.491224091, 56.491224091, 56.491224091,
      56.491224091, 67.5858242294, 73.0796952673, 78.6431635522, 78.6431635522, 78.6431635522, 78.6431635522,
      84.3286980945,
    ];
    const { y } = smooth(...columns('cars.csv', ['speed', 'dist']));
    for (const [i, value] of expected.entries())
      assertClose(y[i], value, { tolerance: 1e-9, what: `point ${i}` });
  });

  it('skips points within 1 % of the range as R does', () => {
    // statsmodels 0.15.0 lowess(waiting, eruptions, frac=2/3, it=3, delta=0.01 * range) on faithful.
    const expected: [number, number, number][] = [
      [0, 1.6, 49.549603553],
      [50, 1.983, 54.0378842572],
      [100, 3.333, 70.5430626268],
      [150, 4.1, 78.6568039139],
      [200, 4.433, 80.5531150364],
      [271, 5.1, 84.0814335197],
    ];
    const { x, y } = smooth(...columns('faithful.csv', ['eruptions', 'waiting']));
    for (const [i, at, value] of expected) {
      assert.equal(x[i], at);
      assertClose(y[i], value, { tolerance: 1e-11, what: `point ${i}` });
    }
  });

  it('follows a straight line exactly, and leaves its inputs alone', () => {
    const x = Float64Array.from([3, 1, 2, 5, 4, 6]);
    const y = x.map((value) => 2 * value + 1);
    const trend = smooth(x, y);
    assert.deepEqual([...trend.x], [1, 2, 3, 4, 5, 6]);
    for (const [i, value] of trend.y.entries())
      assertClose(value, 2 * trend.x[i]! + 1, { tolerance: 1e-14, what: `point ${i}` });
    assert.deepEqual([...x], [3, 1, 2, 5, 4, 6]);
  });

  it('is defined where all x are equal, and for no, one and two points', () => {
    const flat = smooth(new Float64Array(5).fill(2), Float64Array.from([1, 2, 3, 4, 5]));
    assert.deepEqual([...flat.y], [3, 3, 3, 3, 3]);
    for (const n of [0, 1, 2]) assert.equal(smooth(new Float64Array(n), new Float64Array(n)).y.length, n);
  });

  it('is the same to the last bit in the kernel', async () => {
    const smoothRound = kernelSmooth(await loadKernel());
    const ties = Float64Array.from({ length: 30_000 }, (_, i) => Math.floor(i / 7) % 500);
    const waves = ties.map((value, i) => Math.sin(value / 40) + ((i * 7919) % 101) ** 3 / 1e6);
    for (const [x, y] of [
      columns('cars.csv', ['speed', 'dist']),
      columns('faithful.csv', ['eruptions', 'waiting']),
      [ties, waves] as const,
      [ties.fill(3, 0, 29_990), waves] as const,
      [new Float64Array(5).fill(2), Float64Array.from([1, 2, 3, 4, 5])] as const,
    ])
      assert.deepEqual(smooth(x, y, { smoothRound }), smooth(x, y));
  });
});
