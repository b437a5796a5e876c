import assert from 'node:assert/strict';
import { neuronOf, wiresOf } from '../../webview/neuron.js';
import { alignDecimals } from '../../webview/views/model/alignDecimals.js';
import { analysed } from './analysed.js';

// y = 10 + 2 a - b, exactly; c is a copy of a. Standard deviations (n - 1): a 2, b 1.
const FILE = 'a,b,c,y\n1,0,1,12\n1,2,1,10\n5,0,5,20\n5,2,5,18\n3,1,3,15\n';

describe('neuron', () => {
  it('weighs inputs by one standard deviation and has the mean as its bias', async () => {
    const report = await analysed(FILE, 'y ~ a + b');
    const { inputs, bias, gathered } = neuronOf(report);
    assert.deepEqual(
      inputs.map(({ symbol, text }) => `${symbol} ${text}`),
      ['a +4.00', 'b −1.00'],
    );
    assert.equal(bias?.value.toFixed(6), '15.000000');
    assert.equal(bias?.at, 'means');
    assert.equal(gathered, null);
  });

  it('says which input was left out, and has no bias without an intercept', async () => {
    const report = await analysed(FILE, 'y ~ a + b + c - 1');
    const { inputs, bias } = neuronOf(report);
    assert.equal(inputs[2]?.text, 'left out');
    assert.equal(bias, null);
  });

  it('draws the largest of many inputs and gathers the rest, in the order of the formula', async () => {
    // y = sum of k * x_k over 200 features; x_k is 1 in row k alone, so that all have one standard deviation s.
    const count = 200;
    const names = Array.from({ length: count }, (_, k) => `x${k + 1}`);
    const rows = names.map((_, i) => `${names.map((_, k) => Number(k === i)).join()},${i + 1}`);
    const zeros = `${names.map(() => 0).join()},0`;
    const report = await analysed(`${names.join()},y\n${rows.join('\n')}\n${zeros}\n${zeros}\n`);
    const { all, inputs, gathered } = neuronOf(report);
    assert.equal(all.length, count);
    assert.deepEqual(
      inputs.map(({ symbol }) => symbol),
      names.slice(-12),
    );
    // Of 202 numbers of which one is 1: the variance (n - 1) is 1 / 202.
    const largest = 188 / Math.sqrt(202);
    assert.equal(gathered?.count, 188);
    assert.equal(gathered?.leftOut, 0);
    assert.ok(Math.abs(gathered!.largest! / largest - 1) < 1e-10, `${gathered?.largest}`);
  });

  it('has the intercept as its bias where the fit does not go through the means', async () => {
    const median = { name: 'laplace', quantile: 0.5 } as const;
    const report = await analysed(FILE, 'y ~ a + b', { family: median });
    const { bias } = neuronOf(report);
    assert.equal(bias?.at, 'zero');
    assert.equal(bias?.value.toFixed(6), '10.000000');
  });

  it('draws wires as wide as their weights, beside each other at the sum', () => {
    const weights = [4, -2, 0, null];
    const wires = wiresOf(
      weights.map((weight) => ({ symbol: 'x', weight, text: '' })),
      24,
    );
    assert.deepEqual(
      wires.map(({ width }) => width),
      [14, 7, 1.25, 1.25],
    );
    assert.deepEqual(
      wires.map(({ from }) => from),
      [12, 36, 60, 84],
    );
    assert.ok(wires.every(({ to }, i) => i === 0 || to > wires[i - 1]!.to));
    // Many wide ones share what room there is, and do not cover each other.
    const many = wiresOf(
      Array.from({ length: 13 }, () => ({ weight: -2 })),
      24,
    );
    assert.ok(many.every(({ to, width }, i) => i === 0 || to - many[i - 1]!.to >= width));
    assert.ok(many.at(-1)!.to - many[0]!.to < 48 && many[0]!.width > 2);
    assert.ok(Math.abs((wires[0]!.to - 7 + wires[3]!.to + 0.625) / 2 - 48) < 1e-9);
  });
});

describe('aligned numbers', () => {
  it('have their points under each other, whole and scientific numbers before them', () => {
    assert.deepEqual(alignDecimals(['110.9', '0.1660', '4', '1.2e-9']), [
      '   110.9   ',
      '     0.1660',
      '     4     ',
      '1.2e-9     ',
    ]);
  });
});
