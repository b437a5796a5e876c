import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import { type ByteSource, memorySource } from '../../../src/core/table/byteSource.js';
import type { Dialect } from '../../../src/core/table/dialect.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { numberColumn, readEveryWay, textColumn, values, warningCodes } from './readEveryWay.js';

const column = (name: string, cells: readonly (string | number)[]) => `${name}\n${cells.join('\n')}\n`;
const count = (length: number, cell: (index: number) => string | number) =>
  Array.from({ length }, (_, i) => cell(i));

describe('the kind of a column', () => {
  it('is number with one odd cell among few, and the odd cell is kept', async () => {
    const table = await readEveryWay('x,y\n1,1\ntwo,2\n3,3\n');
    assert.deepStrictEqual(numberColumn(table, 'x').oddCells, [{ row: 1, text: 'two' }]);
    assert.deepStrictEqual(values(table, 'x'), [1, Number.NaN, 3]);
    assert.equal(numberColumn(table, 'x').missingCount, 0);
  });

  it('is text when numbers are not twice the odd cells', async () => {
    const x = textColumn(await readEveryWay('x,y\n1,1\ntwo,2\n'), 'x');
    assert.deepStrictEqual(x.firstOdd, { row: 1, text: 'two' });
    assert.deepStrictEqual([x.distinctCount, x.isAllDistinct, x.example], [2, true, '1']);
  });

  it('is number up to one odd cell in twenty', async () => {
    const cells = (odd: number) =>
      count(100, (index) => (index % 7 === 3 && index / 7 < odd ? `odd ${index}` : index));
    assert.equal(numberColumn(await readEveryWay(column('x', cells(5))), 'x').oddCells.length, 5);
    const text = textColumn(await readEveryWay(column('x', cells(6))), 'x');
    assert.deepStrictEqual(text.firstOdd, { row: 3, text: 'odd 3' });
    assert.equal(text.distinctCount, 100);
  });

  it('is told in one warning for all columns, however many cells are odd', async () => {
    const rows = count(200, (index) => (index % 50 === 9 ? 'a,b' : `${index},${index}`));
    const table = await readEveryWay(`x,y\n${rows.join('\n')}`);
    assert.deepStrictEqual(warningCodes(table), ['csv/not-a-number']);
    assert.match(table.warnings[0]!.message, /^Line 11: `a` is not a number in column `x`\..* 5 more cells/);
  });

  it('is text for a column without any value', async () => {
    const x = textColumn(await readEveryWay('x,y\nNA,1\n,2\n'), 'x');
    assert.deepStrictEqual([x.missingCount, x.distinctCount, x.example, x.firstOdd], [2, 0, '', undefined]);
  });

  it('turns to text late without losing what came before', async () => {
    const cells = [...count(300, (index) => index), ...count(5000, (index) => `k${index % 700}`), ''];
    const x = textColumn(await readEveryWay(`x,y\n${cells.map((cell) => `${cell},1`).join('\n')}`), 'x');
    assert.deepStrictEqual(
      [x.distinctCount, x.isAllDistinct, x.missingCount, x.example],
      [1000, false, 1, '0'],
    );
    assert.deepStrictEqual(x.firstOdd, { row: 300, text: 'k0' });
  }).timeout(60_000);

  it('compares long texts beyond what is shown of them', async () => {
    const long = 'ä'.repeat(500);
    const x = textColumn(await readEveryWay(column('x', [`${long}1`, `"${long}2"`, `${long}1`])), 'x');
    assert.deepStrictEqual([x.distinctCount, x.isAllDistinct, x.example], [2, false, 'ä'.repeat(80)]);
  });
});

describe('cells', () => {
  it('are numbers in quotes and with spaces too', async () => {
    const table = await readEveryWay('x,y\n"1.5",1\n" 2 ", 2\n"""3""",3\n"4"5,4\n6,5');
    assert.deepStrictEqual(values(table, 'x'), [1.5, 2, Number.NaN, 45, 6]);
    assert.deepStrictEqual(numberColumn(table, 'x').oddCells, [{ row: 2, text: '"3"' }]);
  });

  it('are the same with wide spaces around them, wherever their row stands', async () => {
    // A row that was held back comes in quotes of the reader's own.
    for (const end of ['0,red,,1', '0,red,2,1\n']) {
      const table = await readEveryWay(
        `a,b,c,d\n0,red,7,0\n0,red,NA\u3000,\u00a01.5\n0,red,\u2003,2\u3000\n${end}`,
      );
      assert.deepStrictEqual(values(table, 'c').slice(0, 3), [7, Number.NaN, Number.NaN]);
      assert.equal(numberColumn(table, 'c').oddCount, 0);
      assert.deepStrictEqual(values(table, 'd'), [0, 1.5, 2, 1]);
    }
  });

  it('are missing by token without regard to case, also in quotes; the tokens can be set', async () => {
    const csv = 'x,y\nna,1\n"NA",2\n nan ,3\n-999,4\n5,5\n6,6\n7,7\n';
    const table = await readEveryWay(csv);
    assert.equal(numberColumn(table, 'x').missingCount, 3);
    const errors = await readEveryWay('x\n#DIV/0!\n#n/a\n"#VALUE!"\n1\n#NAME\n2\n3\n');
    assert.equal(numberColumn(errors, 'x').missingCount, 3);
    assert.deepStrictEqual(numberColumn(errors, 'x').oddCells, [{ row: 4, text: '#NAME' }]);
    const own = await readEveryWay(csv, { missingTokens: ['-999', 'na', 'NaN'] });
    assert.deepStrictEqual(values(own, 'x').slice(3), [Number.NaN, 5, 6, 7]);
    assert.equal(numberColumn(own, 'x').missingCount, 4);
    const none = await readEveryWay('x\nNaN\n1\n2\n', { missingTokens: [] });
    assert.deepStrictEqual(numberColumn(none, 'x').oddCells, [{ row: 0, text: 'NaN' }]);
  });

  it('are never infinite', async () => {
    const table = await readEveryWay('x,y\n1e400,1\n2,2\n3,-Infinity\n4,4');
    assert.deepStrictEqual(values(table, 'x'), [Number.NaN, 2, 3, 4]);
    assert.deepStrictEqual(numberColumn(table, 'y').oddCells, [{ row: 2, text: '-Infinity' }]);
  });

  it('of a short row are missing, those of a long row beyond the columns left out', async () => {
    const table = await readEveryWay('a,b,c\n1\n1,2\n1,2,3,4\n1,2,3\n');
    assert.deepStrictEqual(values(table, 'b'), [Number.NaN, 2, 2, 2]);
    assert.equal(numberColumn(table, 'c').missingCount, 2);
    assert.match(table.warnings[0]!.message, /^2 rows have fewer cells than the 3 columns \(lines 2, 3\)/);
    assert.match(table.warnings[1]!.message, /^1 row has more cells .* \(line 4\)/);
  });

  it('name only the first lines of many ragged rows', async () => {
    const table = await readEveryWay(`a,b\n1,2\n${'1\n'.repeat(9)}${'1,2\n'.repeat(20)}`);
    assert.match(table.warnings[0]!.message, /^9 rows .* \(lines 3, 4, 5, 6, 7, \.\.\.\)/);
  });
});

describe('the encoding', () => {
  it('is found wrong far behind the sample, and the reading starts again', async () => {
    const rows = count(40_000, (index) => `${index},abc`).join('\n');
    const bytes = Uint8Array.from(Buffer.from(`x,t\n${rows}\r\n1,caf\xe9\n2,d\n`, 'latin1'));
    assert.ok(bytes.length > 1 << 18);
    const table = await readTable(memorySource('late.csv', bytes, 1000));
    assert.equal(table.rowCount, 40_002);
    assert.equal(table.dialect.encoding, 'windows-1252');
    assert.match(table.warnings[0]!.message, /^Line 40002 is not UTF-8/);
    assert.equal(textColumn(table, 't').distinctCount, 3);
  }).timeout(60_000);

  it('asked for is not warned about, unless it cannot be', async () => {
    const bytes = Uint8Array.from(Buffer.from('caf\xe9,y\n1,2\n', 'latin1'));
    assert.deepStrictEqual(warningCodes(await readEveryWay(bytes, { encoding: 'windows-1252' })), []);
    const table = await readEveryWay(bytes, { encoding: 'utf-8' });
    assert.deepStrictEqual(warningCodes(table), ['csv/decoded-as-windows-1252']);
    assert.equal(table.columns[0]!.name, 'café');
  });

  it('cut off inside the last character is not UTF-8', async () => {
    const table = await readEveryWay(Uint8Array.from([...Buffer.from('x,t\n1,a\n2,'), 0xe2, 0x82]));
    assert.match(table.warnings[0]!.message, /^Line 3 is not UTF-8/);
  });
});

describe('reading', () => {
  it('tells the checkpoint what has been done, and stops when that throws', async () => {
    const csv = `x,y\n${'1,2\n'.repeat(300_000)}`;
    const bytes = new TextEncoder().encode(csv);
    const seen: { bytesRead?: number; rows: number }[] = [];
    await readTable(memorySource('x.csv', bytes), { checkpoint: (done) => void seen.push(done) });
    assert.ok(seen.length >= 5);
    assert.equal(seen.at(-1)!.bytesRead, bytes.length);
    assert.ok(seen[1]!.rows > 60_000 && seen[1]!.rows < 300_000);
    const cancelled = new GausslineError('cancelled', 'Cancelled.');
    const checkpoint = () => Promise.reject(cancelled);
    await assert.rejects(readTable(memorySource('x.csv', bytes), { checkpoint }), cancelled);
  }).timeout(60_000);

  it('passes on what the source throws', async () => {
    const source: ByteSource = {
      name: 'gone.csv',
      size: 10,
      open: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('gone')) }) }),
    };
    await assert.rejects(readTable(source), /gone/);
  });

  it('copes with a source that reuses its buffer', async () => {
    const bytes = new TextEncoder().encode('x,y\n"1",2\n3,"4\n"\n5,6\n');
    const buffer = new Uint8Array(3);
    const source: ByteSource = {
      name: 'reused.csv',
      size: undefined,
      async *open() {
        for (let start = 0; start < bytes.length; start += 3) {
          const piece = bytes.subarray(start, start + 3);
          buffer.fill(0xff);
          buffer.set(piece);
          yield buffer.subarray(0, piece.length);
        }
      },
    };
    const table = await readTable(source);
    const expected = await readTable(memorySource('reused.csv', bytes));
    assert.deepStrictEqual(table, expected);
  });

  it('refuses the comma as delimiter and decimal mark', async () => {
    const dialect: Partial<Dialect> = { delimiter: ',', decimal: ',' };
    await assert.rejects(readEveryWay('a,b\n1,2', dialect), { code: 'settings/invalid' });
  });

  it('of a file of nothing but bytes of zero is refused as binary', async () => {
    await assert.rejects(readEveryWay(new Uint8Array(100)), { code: 'csv/binary' });
  });

  it('of a mark and nothing else is empty', async () => {
    await assert.rejects(readEveryWay(Uint8Array.of(0xef, 0xbb, 0xbf)), { code: 'csv/empty' });
    await assert.rejects(readEveryWay(Uint8Array.of(0xff, 0xfe)), { code: 'csv/empty' });
  });
});
