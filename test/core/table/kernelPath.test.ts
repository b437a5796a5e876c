import assert from 'node:assert/strict';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { fuzzTables } from '../../fuzz/tables.js';

/** Texts with delimiters and quotes at their ends and inside, some shorter and some longer than a vector. */
const TEXTS = ['a', 'b, c', '"', '""', 'd "e"', '"f" g', 'h, i, "j", k', 'l'.repeat(14), 'm, '.repeat(9)];

/** Two tables, notes and numbers behind blank lines, some of them of spaces. */
function spacedRows(rowCount: number): string {
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const blanks = '\n'.repeat(row % 4) + (row % 5 === 0 ? ' \t \n' : '');
    const note = row % 1001 === 1000 ? ',see below,\n\n' : '';
    return `${blanks}${note}${row},${row % 3 === 0 ? 'a' : 'b'},${row % 53 === 0 ? 'NA' : -row / 8}\n`;
  });
  return `u,v,w\n${rows.join('')}\n\nu,v,w\n1,a,2\n\nk,l,m\n1,2,3\n2,3,4\n`;
}

describe('the kernel', () => {
  it('reads what TypeScript alone reads, in 1,000 tables of mixed cells, cut into any chunks', async () => {
    const scannedRows = await fuzzTables(1000, 21);
    assert.ok(scannedRows > 20_000, `only ${scannedRows} rows were the kernel's`);
  }).timeout(120_000);

  for (const [name, lineBreak] of Object.entries({ CRLF: '\r\n', LF: '\n', CR: '\r' }))
    it(`reads what TypeScript alone reads, wherever what it looks through ahead ends: ${name}`, async () => {
      // Rows of all lengths, so that cells, quotes and line breaks lie across the borders in every way.
      const rows = Array.from({ length: 60_000 }, (_, row) => {
        const text = `"${TEXTS[row % TEXTS.length]!.replaceAll('"', '""')}"`;
        const number = row % 97 === 0 ? 'NA' : String((row * 7919) % 10 ** (1 + (row % 7)));
        return `${row / 8},${text},-${number}.${row % 11},${TEXTS[row % 2]![0]},${row}`;
      });
      const bytes = new TextEncoder().encode(['u,v,w,x,y', ...rows, ''].join(lineBreak));
      const source = memorySource('rows.csv', bytes, 1 << 18);
      const table = await readTable(source, { loadKernel });
      assert.equal(table.rowCount, rows.length);
      assert.deepStrictEqual(table, await readTable(source));
    }).timeout(20_000);

  it('reads what TypeScript alone reads of rows with few filled cells, long numbers and short ones', async () => {
    const filled = ['0.12345678901234567', '-7', 'NA', 'red', '17.5', '12345678901234567', '-'];
    // Every choice of filled cells comes up, from none but one to all.
    const rows = Array.from({ length: 20_000 }, (_, row) =>
      filled.map((cell, k) => (((row * 37) >> k) & 1 ? cell : '')).join(','),
    );
    const text = `a,b,c,d,e,f,g\n${rows.filter((row) => row !== ',,,,,,').join('\n')}\n`;
    const source = memorySource('sparse.csv', new TextEncoder().encode(text), 1 << 18);
    assert.deepStrictEqual(await readTable(source, { loadKernel }), await readTable(source));
  }).timeout(20_000);

  it('reads what TypeScript alone reads behind blank lines', async () => {
    const source = memorySource('spaced.csv', new TextEncoder().encode(spacedRows(20_000)), 1 << 18);
    const table = await readTable(source, { loadKernel });
    // The 19 notes have rows behind them, so that they are rows too; the repeated header is none, what is below it is.
    assert.equal(table.rowCount, 20_000 + 19 + 1);
    assert.deepStrictEqual(table, await readTable(source));
  }).timeout(20_000);
});
