import assert from 'node:assert/strict';
import { Truths } from '../../src/host/truths.js';
import { FIRST_SIMULATION } from '../../src/protocol/index.js';

function memoryOf(kept?: unknown) {
  const values = new Map<string, unknown>([['truths', kept]]);
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string) => values.get(key) as T,
    update: async (key: string, value: unknown) => void values.set(key, value),
  };
}

describe('Truths', () => {
  it('are remembered by the fingerprint of the data, for the next window too', async () => {
    const memory = memoryOf();
    await new Truths(memory).remember('a', FIRST_SIMULATION);
    await new Truths(memory).remember('b', { ...FIRST_SIMULATION, seed: 2 });
    const truths = new Truths(memory);
    assert.deepEqual(truths.of('a'), FIRST_SIMULATION);
    assert.equal(truths.of('b')?.seed, 2);
    assert.equal(truths.of('c'), null);
  });

  it('are the last fifty', async () => {
    const truths = new Truths(memoryOf());
    for (let seed = 0; seed < 60; seed++) await truths.remember(`f${seed}`, { ...FIRST_SIMULATION, seed });
    assert.equal(truths.of('f9'), null);
    assert.equal(truths.of('f10')?.seed, 10);
    assert.equal(truths.of('f59')?.seed, 59);
  });

  it('are absent where what is kept is damaged', () => {
    assert.equal(new Truths(memoryOf('odd')).of('a'), null);
    const { seed: _seed, ...damaged } = FIRST_SIMULATION;
    assert.equal(new Truths(memoryOf([null, { fingerprint: 'a', simulation: damaged }])).of('a'), null);
  });
});
