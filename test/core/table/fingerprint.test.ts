import assert from 'node:assert/strict';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { fingerprintSource, readTable } from '../../../src/core/table/readTable.js';
import { seededRandom } from '../../fixtures/generated.js';

const random = seededRandom(3);
const bytes = Uint8Array.from({ length: 5000 }, () => Math.floor(random() * 256));

describe('the fingerprint', () => {
  it('does not depend on the chunks', async () => {
    const whole = await fingerprintSource(memorySource('x', bytes));
    assert.match(whole, /^[0-9a-f]{16}$/);
    for (const chunk of [1, 2, 3, 7, 8, 9, 1000])
      assert.equal(await fingerprintSource(memorySource('x', bytes, chunk)), whole);
  });

  it('differs for every length and every changed bit', async () => {
    const seen = new Set<string>();
    const add = async (content: Uint8Array) => seen.add(await fingerprintSource(memorySource('x', content)));
    for (let length = 0; length < 40; length++) await add(new Uint8Array(length));
    for (let length = 1; length < 40; length++) await add(bytes.subarray(0, length));
    for (let bit = 0; bit < 8 * 100; bit++) {
      const changed = bytes.slice(0, 100);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      await add(changed);
    }
    assert.equal(seen.size, 40 + 39 + 800);
  }).timeout(60_000);

  it('is that of the table', async () => {
    const csv = new TextEncoder().encode('x,y\n1,2\n');
    const table = await readTable(memorySource('x', csv, 3));
    assert.equal(table.fingerprint, await fingerprintSource(memorySource('x', csv)));
    assert.equal(table.byteCount, 8);
  });

  it('can be cancelled', async () => {
    const cancel = () => {
      throw new Error('cancelled');
    };
    await assert.rejects(fingerprintSource(memorySource('x', bytes), cancel), /cancelled/);
  });
});
