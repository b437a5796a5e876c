import assert from 'node:assert/strict';
import {
  formatCount,
  formatEstimate,
  formatExact,
  formatFixed,
  formatNumber,
  formatPValue,
  formatRSquared,
  formatShare,
  formatStandardError,
  formatStatistic,
} from '../../../src/core/words/numbers.js';
import { formatSeconds } from '../../../src/core/words/seconds.js';

// Expected texts: the rules of the look ("Numbers"), most numbers from its pictures of a 506-row file.
describe('numbers as people read them', () => {
  for (const [estimate, standardError, text] of [
    [0.17881, 0.0028, '0.1788'],
    [61.83, 5.31, '61.8'],
    [110.84, 4.82, '110.8'],
    [-0.8951, 0.0492, '−0.895'],
    [-0.4, 3.7, '−0.4'],
    [-0.04, 3.7, '0.0'],
    [-15.46, 3.31, '−15.5'],
    [1234567.8, 4321, '1,234,600'],
    [1234.5, 99.6, '1,230'],
    [12.345, 0.0996, '12.35'],
    [0.5, 12345, '0'],
    [1.2345e-7, 3.4e-9, '1.235e-7'],
    [-1.2345e-7, 3.4e-9, '−1.235e-7'],
    [1.23456e20, 3.4e18, '1.235e20'],
    [0.1, 1e-18, '0.100000000000000'],
    [2.0000000000000004, 0, '2'],
    [0.25, null, '0.25'],
    [1e6, null, '1,000,000'],
    [null, null, 'none'],
    [Number.NaN, 1, 'none'],
  ] as const)
    it(`estimate ${estimate} with error ${standardError} is ${text}`, () =>
      assert.equal(formatEstimate(estimate, standardError), text));

  it('ends at the first digit of the error where a sentence asks for it', () => {
    assert.equal(formatEstimate(0.17881, 0.0028, 1), '0.179');
    assert.equal(formatEstimate(383.4, 1.3, 1), '383');
  });

  for (const [p, text] of [
    [1, '1.0'],
    [0.91, '0.91'],
    [0.0518, '0.052'],
    [0.00123, '0.0012'],
    [0.00041, '4.1e-4'],
    [4.1e-6, '4.1e-6'],
    [1e-200, '1.0e-200'],
    [9.9e-201, '< 1e-200'],
    [0, '< 1e-200'],
    [null, 'none'],
  ] as const)
    it(`p ${p} is ${text}`, () => assert.equal(formatPValue(p), text));

  for (const [value, text] of [
    [40.13, '40.1'],
    [-154.2, '−154'],
    [1234.5, '1,235'],
    [0.03512, '0.0351'],
    [999.9, '1,000'],
    [9.996, '10.0'],
    [0, '0'],
    [-0, '0'],
    [1e-7, '1.00e-7'],
    [-2.5e300, '−2.50e300'],
    [Infinity, 'none'],
  ] as const)
    it(`number ${value} is ${text}`, () => assert.equal(formatNumber(value), text));

  it('writes counts, shares, statistics and errors', () => {
    assert.equal(formatCount(1234567), '1,234,567');
    assert.equal(formatFixed(-1234.5, 2), '−1,234.50');
    assert.equal(formatShare(0.95), '95 %');
    assert.equal(formatShare(0.999), '99.9 %');
    assert.equal(formatStatistic(-18.36), '−18.4');
    assert.equal(formatStatistic(2.5e12), '2.5e12');
    assert.equal(formatRSquared(0.8869), '0.887');
    assert.equal(formatStandardError(5.31), '5.3');
    assert.equal(formatStandardError(0.00996), '0.010');
    assert.equal(formatStandardError(0), '0');
    assert.equal(formatExact(-0.5), '−0.5');
    assert.equal(formatExact(100), '100');
    assert.equal(formatExact(1e-9), '1e-9');
  });
});

describe('measured times', () => {
  it('stand in the unit that suits them', () => {
    const words = [4.5e-8, 1.2e-6, 9.996e-4, 0.02, 0.2, 1, 75, 0].map((seconds) => formatSeconds(seconds));
    assert.deepEqual(words, ['45 ns', '1.2 µs', '1.0 ms', '20 ms', '200 ms', '1.0 s', '75 s', '0 s']);
  });
});
