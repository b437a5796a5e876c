import { strict as assert } from 'node:assert';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { withKnownStart } from '../../../src/core/table/knownStart.js';
import { firstBytes } from '../../../src/core/table/meteredBytes.js';

const BYTES = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);

describe('a source whose start is known', () => {
  it('opens what it stands for once, however often its start is looked at', async () => {
    const { source, opened } = counted(64);
    const known = withKnownStart(source, await firstBytes(source, 300));
    for (let look = 0; look < 3; look++)
      assert.deepEqual(await firstBytes(known, 300), BYTES.subarray(0, 300));
    assert.deepEqual(await firstBytes(known, 20), BYTES.subarray(0, 20));
    assert.equal(opened(), 1);
  });

  // Expected: the bytes themselves; the start ends inside a chunk, at the end of one, and behind all of them.
  for (const [length, chunk] of [
    [300, 64],
    [320, 64],
    [2000, 64],
    [300, 4096],
  ] as const)
    it(`has all bytes, its first ${length} known, in chunks of ${chunk}`, async () => {
      const source = memorySource('numbers.csv', BYTES, chunk);
      const known = withKnownStart(source, await firstBytes(source, length));
      assert.deepEqual(await firstBytes(known, 5000), BYTES);
      assert.equal(known.size, 1000);
      assert.equal(known.name, 'numbers.csv');
    });
});

function counted(chunk: number) {
  let count = 0;
  const inner = memorySource('numbers.csv', BYTES, chunk);
  const source = {
    ...inner,
    open() {
      count++;
      return inner.open();
    },
  };
  return { source, opened: () => count };
}
