import assert from 'node:assert/strict';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { fingerprintOf, HASHED_BYTES } from '../../../src/core/table/fingerprint.js';
import { PieceHash } from '../../../src/core/table/pieceHash.js';
import { fingerprintSource, readTable } from '../../../src/core/table/readTable.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { PieceBuffer } from '../../../src/worker/parts/pieceBuffer.js';
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

  it('is put together from the hashes of pieces, as several threads find them', async () => {
    const long = Uint8Array.from({ length: 2 * HASHED_BYTES + 77 }, () => Math.floor(random() * 256));
    const words = [0, 1, 2].flatMap((piece) => {
      const hash = new PieceHash();
      hash.add(long.subarray(piece * HASHED_BYTES, (piece + 1) * HASHED_BYTES));
      return hash.digest();
    });
    const whole = await fingerprintSource(memorySource('x', long, 1000));
    assert.equal(fingerprintOf(Uint32Array.from(words), long.length), whole);
  });

  it('is the same from the kernel', async () => {
    const buffer = new PieceBuffer(await loadKernel());
    for (const length of [0, 1, 63, 64, 65, 1000, 5000]) {
      const hash = new PieceHash();
      hash.add(bytes.subarray(0, length));
      const room = buffer.bytes.fill(0xff);
      room.set(bytes.subarray(0, length));
      assert.deepEqual(buffer.hash(room, length), hash.digest());
    }
  });

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
