import assert from 'node:assert/strict';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { fuzzTables } from '../../fuzz/tables.js';

/** Texts with delimiters and quotes at their ends and inside, some shorter and some longer than a vector. */
const TEXTS = ['a', 'b, c', '"', '""', 'd "e"', '"f" g', 'h, i, "j", k', 'l'.repeat(14), 'm, '.repeat(9)];

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
});
