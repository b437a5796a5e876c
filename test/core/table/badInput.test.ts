import assert from 'node:assert/strict';
import { type ByteSource, memorySource } from '../../../src/core/table/byteSource.js';
import { cleanCsv } from '../../../src/core/table/cleanCsv.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { readEveryWay, values, warningCodes } from './readEveryWay.js';

const text = (content: string) => new TextEncoder().encode(content);

async function clean(bytes: Uint8Array): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of cleanCsv(memorySource('bad.csv', bytes), {})) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** A source of one piece repeated, so that a large file needs no memory. */
function repeatedSource(head: string, piece: string, times: number): ByteSource {
  const bytes = text(piece);
  return {
    name: 'large.csv',
    size: head.length + bytes.length * times,
    async *open() {
      yield text(head);
      for (let time = 0; time < times; time++) yield bytes;
    },
  };
}

describe('bad input', () => {
  it('cut off inside a quote: the cell is what there is of it', async () => {
    const rows = Array.from({ length: 9 }, (_, row) => `${row},"a, b"\n`).join('');
    const table = await readEveryWay(`x,t\n${rows}9,"a, b and`);
    assert.equal(table.rowCount, 10);
    assert.equal(values(table, 'x')[9], 9);
    assert.deepStrictEqual(warningCodes(table), ['csv/unclosed-quote']);
  });

  it('a stray quote far from the end swallows nothing', async () => {
    const rows = Array.from({ length: 2000 }, (_, row) => (row === 7 ? `"${row},a\n` : `${row},a\n`)).join(
      '',
    );
    const table = await readEveryWay(`x,t\n${rows}`);
    assert.equal(table.rowCount, 2000);
    assert.deepStrictEqual(values(table, 'x').slice(8, 11), [8, 9, 10]);
  });

  it('zero bytes in a text file are told as binary', async () => {
    await assert.rejects(readEveryWay('x,y\n1,2\n3,\u0000\n'), { code: 'csv/binary' });
  });

  it('line breaks of all kinds in one file', async () => {
    const table = await readEveryWay('x,y\r\n1,2\n3,4\r5,6\r\n7,8');
    assert.deepStrictEqual(values(table, 'y'), [2, 4, 6, 8]);
    assert.deepStrictEqual(table.warnings, []);
  });

  it('a column that is numbers for 100,000 rows and then text is not lost', async () => {
    const numbers = Array.from({ length: 100_000 }, (_, row) => `${row},1`).join('\n');
    const table = await readTable(memorySource('late.csv', text(`x,y\n${numbers}\nnone,1\n`)));
    assert.equal(table.rowCount, 100_001);
    assert.equal(values(table, 'x')[99_999], 99_999);
    assert.match(table.warnings[0]!.message, /^Line 100002: `none` is not a number in column `x`/);
  }).timeout(60_000);

  it('20,000 columns, more than a sample holds', async () => {
    const names = Array.from({ length: 20_000 }, (_, column) => `a long name of column ${column}`).join(',');
    const row = Array.from({ length: 20_000 }, (_, column) => column).join(',');
    const csv = `${names}\n${row}\n${row}\n`;
    assert.ok(names.length > 1 << 18);
    assert.equal(await clean(text(csv)), csv);
  }).timeout(60_000);

  it('a line of 24 MB is one record', async () => {
    const source = repeatedSource('x\n', 'a'.repeat(1 << 20), 24);
    let length = 0;
    for await (const chunk of cleanCsv(source, {})) length += chunk.length;
    assert.equal(length, 2 + 24 * 2 ** 20 + 1);
  }).timeout(60_000);

  it('thousands of stray quotes take no more than their share of time', async () => {
    const rows = Array.from({ length: 5000 }, (_, row) => `${row},"a${row % 2 === 0 ? '"' : ''}\n`).join('');
    const started = performance.now();
    const table = await readTable(memorySource('stray.csv', text(`x,t\n${rows}`)));
    assert.equal(table.rowCount, 5000);
    assert.ok(performance.now() - started < 20_000);
  }).timeout(60_000);

  it('nothing but quotes', async () => {
    assert.equal(await clean(text('"""\n')), '""""\n');
  });
});
