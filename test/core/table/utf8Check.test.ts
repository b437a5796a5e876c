import assert from 'node:assert/strict';
import { endOfAscii } from '../../../src/core/table/utf8Check.js';

describe('endOfAscii', () => {
  it('finds the first byte that is not ASCII, wherever the bytes begin and it stands', () => {
    const buffer = new ArrayBuffer(32);
    for (let offset = 0; offset < 5; offset++)
      for (let length = 0; length < 20; length++)
        for (let start = 0; start <= length; start++)
          for (let place = start; place <= length; place++) {
            const bytes = new Uint8Array(buffer, offset, length).fill(0x7f);
            if (place < length) bytes[place] = 0x80;
            assert.equal(endOfAscii(bytes, start), place);
          }
  });
});
