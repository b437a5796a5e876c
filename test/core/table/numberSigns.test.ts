import assert from 'node:assert/strict';
import { currencyOf } from '../../../src/core/table/currency.js';
import { bareNumber, copyPlain, withPlainSigns } from '../../../src/core/table/numberSigns.js';

const copied = (text: string, size = 64) => {
  const bytes = new TextEncoder().encode(`x${text}x`);
  const room = new Uint8Array(size);
  const length = copyPlain(bytes, 1, bytes.length - 1, room);
  return length < 0 ? null : new TextDecoder().decode(room.subarray(0, length));
};

describe('the signs of numbers', () => {
  it('are spaces that break no line, and the true minus', () => {
    assert.equal(withPlainSigns('\u22121\u00a0234\u2007567\u2009890\u202f123'), '-1 234 567 890 123');
    assert.equal(withPlainSigns('1 2-3'), '1 2-3');
  });

  it('are copied from bytes as from text, all else as it is', () => {
    for (const text of ['\u22121\u00a0234,5', '1\u2007234', '1\u2009234', '1\u202f234\u00a0€', 'é\u00a0£ü'])
      assert.equal(copied(text), withPlainSigns(text));
    for (const text of ['', '1 234', '5 €', '£5', 'é']) assert.equal(copied(text), null);
    assert.equal(copied('1\u00a0234', 4), null);
  });

  it('around a number are left out', () => {
    const cases = {
      '$1,234': '1,234',
      '-1.5 €': '-1.5',
      '12\u00a0%': '12',
      'USD 5': '5',
      '5 EUR': '5',
      a: 'a',
      '': '',
    };
    for (const [text, bare] of Object.entries(cases)) assert.equal(bareNumber(text), bare);
  });
});

describe('the currency of an amount', () => {
  it('is the sign before or behind it', () => {
    const cases = {
      $5: '$',
      '-$.5': '$',
      '($5)': '$',
      '5€': '€',
      '1\u202f234,5\u00a0₺': '₺',
      'CHF 5': 'CHF',
      'USD -5': 'USD',
      '5,50- EUR': 'EUR',
      '5 zł': '',
    };
    for (const [text, sign] of Object.entries(cases)) assert.equal(currencyOf(text), sign, text);
    for (const text of ['5', '', '$', 'USD', 'KWH 5', 'EURO 5', 'a$5', '5$ each'])
      assert.equal(currencyOf(text), '', text);
  });
});
