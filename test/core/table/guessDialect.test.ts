import assert from 'node:assert/strict';
import type { Dialect } from '../../../src/core/table/dialect.js';
import { guessDialect } from '../../../src/core/table/guessDialect.js';

function guess(text: string, asked: Partial<Dialect> = {}) {
  return guessDialect({ bytes: new TextEncoder().encode(text), isWhole: true }, asked);
}

function repeated(row: string, times = 10): string {
  return `${row}\n`.repeat(times);
}

/** What the text is, the delimiter and decimal mark, and whether it has a header. */
const CASES: [name: string, text: string, delimiter: string, decimal: string, hasHeader: boolean][] = [
  ['commas', 'a,b\n1,2\n3,4\n', ',', '.', true],
  ['semicolons with decimal commas', `a;b\n${repeated('1,5;2,5')}`, ';', ',', true],
  ['semicolons with points', `a;b\n${repeated('1.5;2.5')}`, ';', '.', true],
  ['semicolons with integers', `a;b\n${repeated('1;2')}`, ';', '.', true],
  ['tabs', `a\tb\n${repeated('1\t2')}`, '\t', '.', true],
  ['tabs with decimal commas', `a\tb\n${repeated('1,5\t2,25')}`, '\t', ',', true],
  ['bars', `a|b\n${repeated('1|2')}`, '|', '.', true],
  ['a single column', 'x\n1.5\n2\n3\n', ',', '.', true],
  ['a single column of decimal commas', 'x\n1,5\n2,5\n3,5\n', ';', ',', true],
  // Commas that do not delimit must not cut the text: any delimiter that occurs nowhere will do.
  ['a single column of texts with commas', 'x\nhello, world\nfoo\nbar\n', ';', '.', true],
  ['commas inside quotes', `a;b\n${repeated('"x, y, z";1')}`, ';', '.', true],
  ['semicolons in a text column', `t,x\n${repeated('a; b,1')}${repeated('a,2')}`, ',', '.', true],
  ['tabs around texts with commas', `t\tx\n${repeated('a, b\t1')}`, '\t', '.', true],
  ['bars within comma cells', `t,x\n${repeated('red|blue,1.5')}`, ',', '.', true],
  [
    'links and times beside texts with commas and no quotes',
    `t,link,at\n${repeated('a, b,https://x.org/1,05:59\na,https://x.org/2,15:10\na, b, c,https://x.org/3,11:10', 4)}`,
    ...([',', '.', true] as const),
  ],
  ['titles above two columns', `Made by hand\nIn May\nn,age\n${repeated('88,6')}`, ',', '.', true],
  ['a title as wide as the rows', `Report, 2023\n\nn,age\n${repeated('88,6')}`, ',', '.', true],
  ['ragged rows', 'a,b,c\n1,2\n3,4,5,6\n7,8,9\n', ',', '.', true],
  ['one name less than cells, as R writes row names', 'a,b\nr1,1,2\nr2,3,4\nr3,5,6\n', ',', '.', true],
  ['numbers only', '1,2\n3,4\n5,6\n', ',', '.', false],
  ['a number and a missing cell first', '1,NA\n3,4\n5,6\n', ',', '.', false],
  ['texts beside numbers from the first row on', 'a,1\nb,2\nc,3\n', ',', '.', false],
  ['texts only', 'name,city\nAnna,Oslo\nBo,Rome\n', ',', '.', true],
  ['a name that spells a missing token', 'Na\n1\n2\n', ',', '.', true],
  ['an empty name above row numbers', ',x,y\n1,2,3\n2,3,4\n', ',', '.', true],
  ['a year among the names', 'id,2020\n1,2\n2,3\n', ',', '.', true],
  ['one row of names', 'a,b\n', ',', '.', true],
  ['one row of numbers', '1,2\n', ',', '.', false],
  ['missing tokens below the names', 'a,b\nNA,1\n2,NA\n3,3\n', ',', '.', true],
  ['thousands before points', 'a\tb\n1,234.5\t1\n2,345.5\t2\n', '\t', '.', true],
  ['euros alone', 'a;b\n1.234,56 €;x\n7,50 €;y\n', ';', ',', true],
  ['shares alone', 'a;b\n12,5 %;x\n7 %;y\n', ';', ',', true],
  [
    'amounts in thousands beside a decimal comma',
    'a;b;c\n1.500 €;2.000 €;1,5\n2.500 €;3.000 €;2\n',
    ';',
    ',',
    true,
  ],
  ['millions', 'a\tb\n1,234,567\t1\n2,345,678\t2\n', '\t', '.', true],
];

describe('guessing the dialect', () => {
  for (const [name, text, delimiter, decimal, hasHeader] of CASES)
    it(name, () => {
      const { dialect, warnings } = guess(text);
      assert.deepStrictEqual(
        [dialect.delimiter, dialect.decimal, dialect.hasHeader],
        [delimiter, decimal, hasHeader],
      );
      assert.deepStrictEqual(warnings, []);
    });

  const ambiguous: [name: string, text: string, decimal: string][] = [
    ['semicolons', 'a;b\n1,234;1\n2,345;2\n', ','],
    ['tabs', 'a\tb\n1,234\t1\n2,345\t2\n', '.'],
    ['tabs with a thousand that has no comma', 'a\tb\n1,234\t1\n2345\t2\n', ','],
  ];
  for (const [name, text, decimal] of ambiguous)
    it(`three digits after every comma: ${name}`, () => {
      const { dialect, warnings } = guess(text);
      assert.equal(dialect.decimal, decimal);
      assert.deepStrictEqual(
        warnings.map(({ code }) => code),
        ['csv/decimal-ambiguous'],
      );
    });

  it('is sure of 0,234 and of 1,23', () => {
    for (const cell of ['0,234', '1,23', '1234,567']) {
      const { dialect, warnings } = guess(`a;b\n1,234;1\n${cell};2\n`);
      assert.deepStrictEqual([dialect.decimal, warnings], [',', []]);
    }
  });

  it('finds the mark between thousands in amounts, and spaces that break no line', () => {
    const marks = (text: string) => guess(text).dialect.thousands;
    assert.equal(marks('a;b\n1\u00a0234,5;1\n'), ' ');
    assert.equal(marks('a;b\n1\u202f234,56\u00a0€;1,5\n'), ' ');
    assert.equal(marks('a,b\n"USD 1,234",1\n'), ',');
    assert.equal(marks("a;b\nCHF 1'234.50;1\n"), "'");
    assert.equal(marks('a;b\nno 1 234;1\n'), null);
  });

  it('leaves alone what is asked for', () => {
    const asked: Partial<Dialect> = { delimiter: '|', decimal: ',', hasHeader: false, missingTokens: ['x'] };
    const { dialect } = guess('a,b\n1,2\n', asked);
    assert.deepStrictEqual({ ...dialect, ...asked }, dialect);
    assert.equal(guess('a,b\n1,2\n', { decimal: ',' }).dialect.delimiter, ';');
  });

  it('does without the end of a sample', () => {
    const bytes = new TextEncoder().encode(`a,b\n${repeated('1,2')}3,4,5,6,7`);
    assert.equal(guessDialect({ bytes, isWhole: false }, {}).dialect.hasHeader, true);
    const oneRecord = new TextEncoder().encode('a,b,c,d');
    assert.equal(guessDialect({ bytes: oneRecord, isWhole: false }, {}).dialect.delimiter, ',');
  });
});
