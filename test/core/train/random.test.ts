import assert from 'node:assert/strict';
import { Generator } from '../../../src/core/train/random.js';

const words = (generator: Generator) => Array.from({ length: 8 }, () => generator.nextWord());

describe('the generator', () => {
  it('repeats with the same seed and purpose only', () => {
    assert.deepEqual(words(new Generator(1, 'split')), words(new Generator(1, 'split')));
    const streams = [
      new Generator(1, 'split'),
      new Generator(2, 'split'),
      new Generator(1, 'shuffle'),
      new Generator(1 + 2 ** 32, 'split'),
      new Generator(-1, 'split'),
      new Generator(0, 'split'),
    ].map((generator) => words(generator).join());
    assert.equal(new Set(streams).size, streams.length);
  });

  it('is uniform below a bound that divides no power of two', () => {
    const counts = [0, 0, 0];
    const generator = new Generator(4, 'split');
    for (let i = 0; i < 30_000; i++) counts[generator.below(3)]!++;
    // Binomial(30000, 1/3) has a standard deviation of 82; 5 of them.
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 410, String(count));
  });

  it('has standard normal numbers', () => {
    const generator = new Generator(4, 'weights');
    const values = Array.from({ length: 20_000 }, () => generator.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    // Standard errors: 1 / sqrt(20000) = 0.007 and sqrt(2 / 20000) = 0.01; 5 of them.
    assert.ok(Math.abs(mean) < 0.035 && Math.abs(square - 1) < 0.05);
  });

  it('shuffles into every order alike', () => {
    const generator = new Generator(4, 'shuffle');
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const values = Uint32Array.of(0, 1, 2);
      generator.shuffle(values);
      counts.set(values.join(), (counts.get(values.join()) ?? 0) + 1);
    }
    assert.equal(counts.size, 6);
    // Binomial(6000, 1/6) has a standard deviation of 29; 5 of them.
    for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 145, String(count));
  });
});
