import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDecoder, NotUtf8 } from '../../../src/core/table/decoder.js';
import type { Encoding } from '../../../src/core/table/dialect.js';
import { guessEncoding } from '../../../src/core/table/guessEncoding.js';

function decode(bytes: Uint8Array, encoding: Encoding, chunk: number): string {
  const decoder = createDecoder(encoding);
  const parts: number[] = [];
  for (let start = 0; start < bytes.length; start += chunk)
    parts.push(...decoder.push(bytes.subarray(start, start + chunk)));
  parts.push(...decoder.finish());
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(parts));
}

const chunks = fc.constantFrom(1, 2, 3, 7, 65536);

describe('decoding', () => {
  it('calls the same bytes UTF-8 as the platform does', () => {
    // Bytes at the borders of what the Encoding Standard allows.
    const byte = fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xe1,
      0xed,
      0xef,
      0xf0,
      0xf1,
      0xf4,
      0xf5,
      0xff,
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 9 }), chunks, (list, chunk) => {
        const bytes = Uint8Array.from(list);
        let expected: string | undefined;
        try {
          expected = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        } catch {
          assert.throws(() => decode(bytes, 'utf-8', chunk), NotUtf8);
          return;
        }
        assert.equal(decode(bytes, 'utf-8', chunk), expected);
      }),
      { seed: 4, numRuns: 5000 },
    );
  }).timeout(60_000);

  it('reads UTF-16 as the platform does, halves of pairs too', () => {
    const unit = fc.constantFrom(0x0a, 0x41, 0xe9, 0x20ac, 0xd83d, 0xde00, 0xfffd, 0xd800, 0xdfff);
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 8 }), fc.boolean(), chunks, (units, isOdd, chunk) => {
        const bytes = Uint8Array.from([
          ...units.flatMap((each) => [each & 255, each >> 8]),
          ...(isOdd ? [0x41] : []),
        ]);
        const expected = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes);
        assert.equal(decode(bytes, 'utf-16le', chunk), expected);
      }),
      { seed: 5, numRuns: 5000 },
    );
  }).timeout(60_000);

  it('knows every byte of Windows-1252', () => {
    // https://encoding.spec.whatwg.org/index-windows-1252.txt, 0x80 to 0x9F
    const high = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const text = decode(bytes, 'windows-1252', 7);
    const latin = String.fromCharCode(...bytes);
    assert.equal(text, latin.slice(0, 128) + high + latin.slice(160));
  });
});

describe('guessing the encoding', () => {
  const utf16 = (text: string) =>
    Uint8Array.from([...text].flatMap((each) => [each.charCodeAt(0) & 255, each.charCodeAt(0) >> 8]));
  const bytes = (...list: number[]) => Uint8Array.from(list);
  const cases: [string, Uint8Array, Encoding][] = [
    ['nothing', bytes(), 'utf-8'],
    ['ASCII', new TextEncoder().encode('a,b\n1,2\n'), 'utf-8'],
    ['a character cut off at the end', bytes(0x61, 0xe2, 0x82), 'utf-8'],
    ['a byte that is not UTF-8', bytes(0x61, 0xe9, 0x2c), 'windows-1252'],
    ['mark of UTF-8', bytes(0xef, 0xbb, 0xbf, 0x61), 'utf-8'],
    ['mark of UTF-16 little', bytes(0xff, 0xfe, 0x61, 0), 'utf-16le'],
    ['mark of UTF-16 big', bytes(0xfe, 0xff, 0, 0x61), 'utf-16be'],
    ['UTF-16 without a mark', utf16('größe,y\n1,2\n'), 'utf-16le'],
    ['UTF-16 big without a mark', utf16('a,y\n1,2\n').map((_, index, all) => all[index ^ 1]!), 'utf-16be'],
    ['small binary integers', bytes(1, 0, 2, 0, 3, 0, 1, 0), 'utf-8'],
    ['zeros', new Uint8Array(64), 'utf-8'],
  ];
  for (const [name, sample, encoding] of cases)
    it(name, () => {
      assert.equal(guessEncoding(sample), encoding);
    });
});
