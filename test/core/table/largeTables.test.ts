import assert from 'node:assert/strict';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { BLOCK_ROWS } from '../../../src/core/table/table.js';
import { distinctStringsCsv, manyColumnsCsv } from '../../fixtures/generated.js';
import { numberColumn, textColumn, values } from './readEveryWay.js';

const read = (csv: string) => readTable(memorySource('large.csv', new TextEncoder().encode(csv)));

describe('large tables', () => {
  it('reads 2,000 columns', async () => {
    const csv = manyColumnsCsv(2000, 100);
    const table = await read(csv);
    assert.equal(table.columns.length, 2000);
    const lastCells = csv
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',').at(-1)));
    assert.deepStrictEqual(values(table, 'column2000'), lastCells);
    assert.deepStrictEqual(table.warnings, []);
  }).timeout(60_000);

  it('counts 10,000 distinct texts and no further', async () => {
    const exact = textColumn(await read(distinctStringsCsv(9999)), 'key');
    assert.deepStrictEqual([exact.distinctCount, exact.isAllDistinct], [9999, true]);
    const capped = textColumn(await read(distinctStringsCsv(10_500)), 'key');
    assert.deepStrictEqual([capped.distinctCount, capped.isAllDistinct], [10_000, true]);
    assert.equal(capped.example, 'key-0-0');
  }).timeout(60_000);

  it('reads 60,000 rows across blocks and windows, with the lines of each', async () => {
    const rows = 60_000;
    const parts = ['n,note,x\n'];
    for (let row = 0; row < rows; row++)
      parts.push(`${row},${row % 1000 === 7 ? '"two\nlines"' : 'one'},${row / 8}\n`);
    const table = await read(parts.join(''));
    assert.equal(table.rowCount, rows);
    const blocks = numberColumn(table, 'x').blocks;
    assert.deepStrictEqual(
      blocks.map((block) => block.length),
      [...Array.from({ length: 14 }, () => BLOCK_ROWS), rows - 14 * BLOCK_ROWS],
    );
    assert.ok(values(table, 'x').every((value, row) => value === row / 8));
    assert.equal(numberColumn(table, 'n').countsByOne, true);
    // Before row r lie the header, r rows and one more line for each earlier row of two lines.
    const extra = (row: number) => Math.floor((row + 992) / 1000);
    for (let row = 0; row < rows; row++) {
      assert.equal(table.lines.firstLine(row), 2 + row + extra(row));
      assert.equal(table.lines.lastLine(row), 2 + row + extra(row + 1));
    }
  }).timeout(60_000);
});
