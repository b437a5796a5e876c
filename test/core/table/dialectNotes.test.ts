import assert from 'node:assert/strict';
import { guessDialect } from '../../../src/core/table/guessDialect.js';

const guess = (text: string, asked = {}) =>
  guessDialect({ bytes: new TextEncoder().encode(text), isWhole: true }, asked);

const noteOf = (text: string, field: string) => guess(text).notes.find((note) => note.field === field)!;

describe('the notes on a dialect', () => {
  it('give an example from the file for each part', () => {
    const text = 'city;price;note\nKöln;0,435;NA\nRom;1.234,5;"a; b"\n';
    const examples = Object.fromEntries(guess(text).notes.map(({ field, example }) => [field, example]));
    assert.deepStrictEqual(examples, {
      delimiter: 'Köln;0,435;NA read as Köln and 0,435 and NA',
      decimal: '0,435 read as 0.435',
      thousands: '1.234,5 read as 1234.5',
      quote: '"a; b" read as a; b',
      escape: null,
      hasHeader: 'city, price, note: names',
      encoding: 'Köln',
      missingTokens: 'NA read as missing',
    });
  });

  it('read an amount and a share without the signs around them', () => {
    assert.equal(
      noteOf('a;b\n1\u00a0234,5\u00a0€;1\n', 'thousands').example,
      '1\u00a0234,5\u00a0€ read as 1234.5',
    );
    assert.equal(noteOf('a;b\n\u221212,5 %;1\n', 'decimal').example, '\u221212,5 % read as -12.5');
  });

  it('say what is asked for is no guess', () => {
    const { notes } = guess('a;b\n1;2\n', { delimiter: ';' });
    assert.deepStrictEqual(
      notes.filter(({ isGuess }) => !isGuess).map(({ field }) => field),
      ['delimiter'],
    );
  });

  it('offer the other meaning of three digits behind a comma', () => {
    const semicolons = noteOf('a;b\n1,234;1\n2,345;2\n', 'decimal');
    assert.equal(semicolons.isAmbiguous, true);
    assert.deepStrictEqual(semicolons.others, [
      { label: 'thousands comma', example: '1,234 read as 1234', change: { decimal: '.', thousands: ',' } },
    ]);
    const tabs = noteOf('a\tb\n1,234\t1\n2,345\t2\n', 'decimal');
    assert.deepStrictEqual(tabs.others, [
      { label: 'decimal comma', example: '1,234 read as 1.234', change: { decimal: ',', thousands: null } },
    ]);
  });

  it('offer another delimiter that fits as well', () => {
    const { notes, warnings, dialect } = guess('a,b;c\nd,e;f\ng,h;i\n');
    const [delimiter] = notes;
    assert.equal(dialect.delimiter, ',');
    assert.deepStrictEqual(
      delimiter!.others.map(({ label }) => label),
      ['semicolon'],
    );
    assert.deepStrictEqual(
      warnings.map(({ code }) => code),
      ['csv/delimiter-ambiguous'],
    );
  });
});

describe('marks between thousands', () => {
  const cases: [name: string, text: string, decimal: string, thousands: string | null][] = [
    ['points before decimal commas', 'a;b\n1.234,5;1\n12.345.678;2\n', ',', '.'],
    ['commas in quotes', 'a,b\n"1,234.5",1\n"2,000",2\n', '.', ','],
    ['spaces', 'a;b\n1 234,5;1\n2 345,75;2\n', ',', ' '],
    ['apostrophes', "a;b\n1'234.5;1\n2'345.75;2\n", '.', "'"],
    ['none', 'a,b\n1234.5,1\n', '.', null],
  ];
  for (const [name, text, decimal, thousands] of cases)
    it(name, () => {
      const { dialect } = guess(text);
      assert.deepStrictEqual([dialect.decimal, dialect.thousands], [decimal, thousands]);
    });
});
