import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GausslineError } from '../../../src/core/errors.js';
import type { Table } from '../../../src/core/table/table.js';
import { numberColumn, readEveryWay, textColumn, values, warningCodes } from './readEveryWay.js';

const bytesOf = (file: string) => new Uint8Array(readFileSync(`test/fixtures/${file}`));
const read = (file: string) => readEveryWay(bytesOf(file));
const firstLines = ({ lines, rowCount }: Table) =>
  Array.from({ length: rowCount }, (_, row) => lines.firstLine(row));
const lastLines = ({ lines, rowCount }: Table) =>
  Array.from({ length: rowCount }, (_, row) => lines.lastLine(row));
const names = async (file: string) => (await read(file)).columns.map((column) => column.name);

describe('the fixtures', () => {
  const errors: [file: string, code: string, message: RegExp][] = [
    ['empty.csv', 'csv/empty', /is empty/],
    ['onlyBlankLines.csv', 'csv/empty', /is empty/],
    ['headerOnly.csv', 'csv/header-only', /no row below/],
    ['binary.csv', 'csv/binary', /offset 8/],
  ];
  for (const [file, code, message] of errors)
    it(`${file}: ${code}`, async () => {
      await assert.rejects(read(file), (error) => {
        assert.ok(error instanceof GausslineError);
        assert.equal(error.code, code);
        assert.match(error.message, message);
        assert.match(error.hint ?? '', /^[A-Z]/);
        return true;
      });
    });

  const rows: [file: string, rows: number, firstX: number, lastLine: number, warnings: string[]][] = [
    ['plain.csv', 12, 3.24, 13, []],
    ['crlf.csv', 10, 8.89, 11, []],
    ['carriageReturn.csv', 10, 15.8, 11, []],
    ['noLastLineBreak.csv', 10, 4.21, 11, []],
    ['blankLines.csv', 10, 19.04, 16, []],
    ['raggedRows.csv', 10, 13.42, 11, ['csv/short-rows', 'csv/long-rows']],
    ['tab.tsv', 12, 10.68, 13, []],
    ['pipe.psv', 12, 4.88, 13, []],
    ['missingCells.csv', 14, 5.47, 15, []],
    ['oddCell.csv', 30, 17.42, 31, ['csv/not-a-number']],
    ['overflow.csv', 12, 11.85, 13, ['csv/not-a-number']],
    ['quotedLineBreaks.csv', 10, 4.45, 14, []],
    ['duplicateNames.csv', 12, 16.14, 13, ['csv/duplicate-names']],
    ['unclosedQuote.csv', 11, 9.7, 12, ['csv/unclosed-quote']],
    ['emptyNames.csv', 12, 7.32, 13, ['csv/empty-names']],
    ['oneRow.csv', 1, 1.5, 2, []],
  ];
  for (const [file, rowCount, firstX, lastLine, warnings] of rows)
    it(file, async () => {
      const table = await read(file);
      assert.equal(table.rowCount, rowCount);
      assert.equal(values(table, 'x')[0], firstX);
      assert.equal(table.lines.lastLine(rowCount - 1), lastLine);
      assert.deepStrictEqual(warningCodes(table), warnings);
    });

  it('raggedRows.csv names the lines', async () => {
    const table = await read('raggedRows.csv');
    assert.match(table.warnings[0]!.message, /^1 row has fewer .*line 4/);
    assert.match(table.warnings[1]!.message, /^1 row has more .*line 7/);
    assert.ok(Number.isNaN(values(table, 'y')[2]));
  });

  it('missingCells.csv: every token is a missing value', async () => {
    const table = await read('missingCells.csv');
    const missing = [...values(table, 'x').entries()].filter(([row, x]) =>
      Number.isNaN(x + values(table, 'y')[row]!),
    );
    assert.deepStrictEqual(
      missing.map(([row]) => table.lines.firstLine(row)),
      [3, 5, 6, 8, 9, 11, 12, 14],
    );
    assert.equal(numberColumn(table, 'x').missingCount + numberColumn(table, 'y').missingCount, 8);
  });

  it('oddCell.csv names the line, the cell and the column', async () => {
    const table = await read('oddCell.csv');
    assert.deepStrictEqual(numberColumn(table, 'x').oddCells, [{ row: 16, text: '12,5x' }]);
    assert.equal(table.warnings[0]!.message, 'Line 18: `12,5x` is not a number in column `x`.');
  });

  it('quotedLineBreaks.csv: a row can be longer than a line', async () => {
    const table = await read('quotedLineBreaks.csv');
    assert.deepStrictEqual(firstLines(table), [2, 3, 5, 6, 7, 8, 10, 11, 12, 13]);
    assert.deepStrictEqual(lastLines(table), [2, 4, 5, 6, 7, 9, 10, 11, 12, 14]);
  });

  it('noHeader.csv: numbered columns', async () => {
    const table = await read('noHeader.csv');
    assert.deepStrictEqual(
      table.columns.map((column) => column.name),
      ['column 1', 'column 2'],
    );
    assert.equal(table.headerLine, undefined);
    assert.deepStrictEqual(firstLines(table).slice(0, 2), [1, 2]);
  });

  it('hostileHeader.csv: names stay as they are', async () => {
    assert.deepStrictEqual(await names('hostileHeader.csv'), [
      '<img src=x onerror=alert(1)>',
      '__proto__',
      'constructor',
      'say "hi"',
      '[c]',
      'd.e',
      'f\\g',
      "it's & <b>",
      'toString',
      'y',
    ]);
  });

  it('identifierColumns.csv: what makes an identifier is told', async () => {
    const table = await read('identifierColumns.csv');
    assert.equal(numberColumn(table, 'id').countsByOne, true);
    assert.equal(numberColumn(table, 'x').countsByOne, false);
    const name = textColumn(table, 'name');
    assert.deepStrictEqual([name.distinctCount, name.isAllDistinct, name.example], [14, true, 'P-1000']);
  });

  it('noNumericColumn.csv: a table of texts', async () => {
    const table = await read('noNumericColumn.csv');
    assert.deepStrictEqual(
      table.columns.map(({ kind }) => kind),
      ['text', 'text'],
    );
    assert.equal(textColumn(table, 'city').isAllDistinct, false);
    assert.equal(table.headerLine, 1);
  });

  it('semicolonDecimalComma.csv', async () => {
    const table = await read('semicolonDecimalComma.csv');
    assert.deepStrictEqual([table.dialect.delimiter, table.dialect.decimal], [';', ',']);
    assert.deepStrictEqual(values(table, 'area').slice(0, 2), [6.82, 16.2]);
    assert.deepStrictEqual(table.warnings, []);
  });

  it('one and two thousandths, or thousands: read the likelier way and said so', async () => {
    const thousands = await read('thousandsOrDecimals.tsv');
    assert.deepStrictEqual(values(thousands, 'amount').slice(0, 2), [1234, 850]);
    assert.deepStrictEqual(warningCodes(thousands), ['csv/decimal-ambiguous']);
    assert.match(thousands.warnings[0]!.message, /Line 2: `1,234` is read as 1234; it could also mean 1.234/);
    const decimals = await read('semicolonThreeDecimals.csv');
    assert.equal(values(decimals, 'weight')[0], 8.533);
    assert.match(decimals.warnings[0]!.message, /`8,533` is read as 8.533; it could also mean 8533/);
    const other = await readEveryWay(bytesOf('thousandsOrDecimals.tsv'), { decimal: ',' });
    assert.equal(values(other, 'amount')[0], 1.234);
    assert.deepStrictEqual(other.warnings, []);
  });

  it('the encodings give the same names and numbers', async () => {
    const expected = await read('byteOrderMark.csv');
    assert.equal(expected.dialect.hasByteOrderMark, true);
    const found: [file: string, encoding: string, hasMark: boolean][] = [
      ['utf16.csv', 'utf-16le', true],
      ['utf16BigEndian.csv', 'utf-16be', true],
      ['utf16NoByteOrderMark.csv', 'utf-16le', false],
    ];
    for (const [file, encoding, hasMark] of found) {
      const table = await read(file);
      assert.deepStrictEqual([table.dialect.encoding, table.dialect.hasByteOrderMark], [encoding, hasMark]);
      assert.deepStrictEqual(table.columns, expected.columns);
      assert.equal(table.columns[0]!.name, 'größe');
    }
  });

  it('windows1252.csv: names the first line that is not UTF-8', async () => {
    const table = await read('windows1252.csv');
    assert.equal(table.dialect.encoding, 'windows-1252');
    assert.deepStrictEqual(
      table.columns.map((column) => column.name),
      ['city', 'price €', 'area'],
    );
    assert.deepStrictEqual(warningCodes(table), ['csv/decoded-as-windows-1252']);
    assert.match(table.warnings[0]!.message, /^Line 1 is not UTF-8/);
  });
});
