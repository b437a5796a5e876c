import assert from 'node:assert/strict';
import { NumberReader } from '../../../src/core/table/numberReader.js';
import { seededRandom } from '../../fixtures/generated.js';

const point = new NumberReader({ decimal: '.', delimiter: ',' });
const comma = new NumberReader({ decimal: ',', delimiter: ';' });
const grouped = new NumberReader({ decimal: '.', delimiter: '\t' });

function read(text: string, reader = point): number {
  const bytes = new TextEncoder().encode(`x${text}x`);
  return reader.read(bytes, 1, bytes.length - 1);
}

describe('reading numbers', () => {
  // Expected values: what `Number` makes of the same text (ECMAScript StringToNumber, correctly rounded).
  const literals =
    '0 -0 +5 -5 760. .5 -.5 +.5e1 1e3 1E3 1e+3 1e-3 0012 1.50 123456789012345 9007199254740991 9007199254740993 ' +
    '123456789012345678901234567890 0.1 0.30000000000000004 1e22 1e23 1e-22 1e-23 5e-324 2e-324 1e-400 ' +
    '1.7976931348623157e308 0e999 0.000000000000000000000000000001 8.98846567431158e307 4.35 0.000001 1e0000005 ' +
    '99999999999999974834176 2.2250738585072011e-308 900719925474099.25 90071992547409.93 9007199254740993e-22';
  for (const text of literals.split(' '))
    it(text, () => {
      assert.ok(Object.is(read(text), Number(text)), `${read(text)} is not ${Number(text)}`);
    });

  it('reads no other text as a number', () => {
    const texts = [
      '',
      '-',
      '+',
      '.',
      '-.',
      'e5',
      '1e',
      '1e+',
      '1.2.3',
      '1-',
      '--1',
      '0x10',
      '0b1',
      'Infinity',
      'NaN',
      '1 2',
    ];
    for (const text of [
      ...texts,
      '1_000',
      '1,5',
      ' 1',
      '1 ',
      '１',
      '1f',
      '1e5.',
      '1e5e5',
      '.e5',
      '1,234',
      '1e400',
      '-1e309',
    ])
      assert.ok(Number.isNaN(read(text)), `${text} was read as ${read(text)}`);
  });

  it('takes the comma as the mark where it is told so, and then no point', () => {
    assert.equal(read('1,5', comma), 1.5);
    assert.equal(read('-,5e1', comma), -5);
    assert.equal(read('0,1234567890123456789', comma), Number('0.1234567890123456789'));
    assert.ok(Number.isNaN(read('1.5', comma)));
    assert.ok(Number.isNaN(read('1,5,5', comma)));
  });

  it('reads groups of thousands only where commas can be neither delimiter nor decimal mark', () => {
    assert.equal(grouped.readText('1,234'), 1234);
    assert.equal(grouped.readText('-12,345,678.5'), -12345678.5);
    for (const text of ['1,23', '1234,567', ',123', '1,2345', '1,234,56'])
      assert.ok(Number.isNaN(grouped.readText(text)), text);
    assert.ok(Number.isNaN(point.readText('1,234')));
    assert.ok(Number.isNaN(comma.readText('1,234,567')));
  });

  it('agrees with Number on 100,000 literals', () => {
    const random = seededRandom(11);
    const integer = (below: number) => Math.floor(random() * below);
    const digits = (count: number) => Array.from({ length: count }, () => integer(10)).join('');
    for (let index = 0; index < 100_000; index++) {
      const sign = ['', '-', '+'][integer(3)]!;
      const whole = digits(1 + integer(integer(4) === 0 ? 22 : 8));
      const fraction = ['', '.', `.${digits(integer(integer(4) === 0 ? 30 : 9))}`][integer(3)]!;
      const exponent =
        integer(3) === 0 ? `e${['', '-', '+'][integer(3)]}${integer(integer(3) === 0 ? 330 : 26)}` : '';
      const text = sign + whole + fraction + exponent;
      const expected = Number.isFinite(Number(text)) ? Number(text) : Number.NaN;
      if (!Object.is(read(text), expected)) assert.fail(`${text}: ${read(text)} is not ${expected}`);
    }
  }).timeout(60_000);
});
