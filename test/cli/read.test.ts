import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleCli } from './bundleCli.js';

let folder: string;
let cli: string;

function gaussline(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function fileOf(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const POLLUTED = `Sales of the north

day,price,note
2024-01-05,12.5,"fine, dry"
2024-01-06,13.5
2024-01-07,14.5,"wet
2024-01-08;15.5;fine
2024-01-09,none,fine
2024-01-10,17.5,fine
2024-01-11,18.5,fine
Source: own survey
`;

describe('gaussline read', function () {
  this.timeout(60_000);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-read-'));
    cli = await bundleCli(folder);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('--as csv writes the table alone, and says on standard error what was done', () => {
    const { status, stdout, stderr } = gaussline('read', fileOf('polluted.csv', POLLUTED), '--as', 'csv');
    assert.equal(status, 0);
    assert.equal(
      stdout,
      `day,price,note
2024-01-05,12.5,"fine, dry"
2024-01-06,13.5,
2024-01-07,14.5,"""wet"
2024-01-08,15.5,fine
2024-01-09,none,fine
2024-01-10,17.5,fine
2024-01-11,18.5,fine
`,
    );
    const codes = [...stderr.matchAll(/^warning (\S+):/gm)].map(([, code]) => code);
    assert.deepStrictEqual(codes, [
      'csv/preamble',
      'csv/short-rows',
      'csv/other-delimiter',
      'csv/unclosed-quote',
      'csv/footnotes',
    ]);
  });

  it('--as json tells dialect, layout, columns, and oddities with their lines', () => {
    const { status, stdout, stderr } = gaussline('read', fileOf('polluted.csv', POLLUTED), '--as', 'json');
    assert.deepStrictEqual([status, stderr], [0, '']);
    const read = JSON.parse(stdout);
    assert.equal(read.rowCount, 7);
    assert.deepStrictEqual(read.layout, { preambleLines: 2, headerLine: 3, headerRecords: 1, endLine: 11 });
    assert.equal(read.dialect.delimiter, ',');
    const kinds = read.columns.map(({ name, kind, form, missingCount, oddCount }: Record<string, unknown>) =>
      [name, kind, form, missingCount, oddCount].join(' '),
    );
    assert.deepStrictEqual(kinds.slice(0, 2), ['day number date 0 0', 'price number plain 0 1']);
    assert.deepStrictEqual(read.oddities, [{ column: 'price', line: 8, text: 'none' }]);
  });

  it('prints a table for a person', () => {
    const { stdout } = gaussline('read', 'test/fixtures/semicolonDecimalComma.csv');
    assert.match(
      stdout,
      /^semicolonDecimalComma\.csv {3}\d+ rows, \d+ columns\n\ndelimiter semicolon, decimal comma/,
    );
  });

  it('takes a delimiter, a decimal mark and the word that there is no header', () => {
    const file = fileOf('plain.csv', 'a:b\n1:2\n');
    assert.equal(gaussline('read', file, '--as=csv', '--delimiter', ':', '--no-header').stdout, 'a,b\n1,2\n');
    assert.equal(gaussline('read', file, '--delimiter', 'x').status, 2);
    assert.match(gaussline('read', file, '--as', 'xml').stderr, /neither json nor csv/);
    assert.match(gaussline('read', file, '--formula', 'y ~ x').stderr, /no option `--formula`/);
  });

  it('of an empty file writes nothing, and has nothing to tell', () => {
    const file = fileOf('empty.csv', '');
    assert.deepStrictEqual(gaussline('read', file, '--as', 'csv'), { status: 0, stdout: '', stderr: '' });
    const { status, stdout } = gaussline('read', file, '--as', 'json');
    assert.equal(status, 2);
    assert.equal(JSON.parse(stdout).error.code, 'csv/empty');
  });

  it('says so where the disk is full', function () {
    if (!existsSync('/dev/full')) this.skip();
    const { status, stderr } = spawnSync('sh', [
      ...['-c', '"$0" "$1" read "$2" --as csv > /dev/full', process.execPath, cli],
      'test/fixtures/plain.csv',
    ]);
    assert.equal(status, 2);
    assert.match(stderr.toString(), /^export\/disk-full: /);
  });

  it('stops quietly where nobody reads any more', async () => {
    const rows = Array.from({ length: 300_000 }, (_, row) => `${row},${row}\n`).join('');
    const file = fileOf('long.csv', `x,y\n${rows}`);
    const child = spawn(process.execPath, [cli, 'read', file, '--as', 'csv']);
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.deepStrictEqual([code, told], [0, '']);
  });
});

describe('the same data in other dresses', function () {
  this.timeout(60_000);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-dresses-'));
    cli = await bundleCli(folder);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const rows = Array.from({ length: 60 }, (_, row) => {
    const [x, z] = [(row * 37) % 101, (row * row) % 17];
    return [x / 8, z / 4, 3 + x / 3 - z / 7 + Math.sin(row)].map((value) => value.toFixed(4));
  });
  const written = (delimiter: string, decimal: string, lineBreak = '\n') =>
    [['x', 'z', 'y'], ...rows]
      .map((cells) => cells.map((cell) => cell.replace('.', decimal)).join(delimiter) + lineBreak)
      .join('');

  function utf16(content: string): Uint8Array {
    return Buffer.from(`\ufeff${content}`, 'utf16le');
  }

  it('gives the same fit, to the last digit', () => {
    const files = [
      fileOf('comma.csv', written(',', '.')),
      fileOf('semicolon.csv', written(';', ',')),
      fileOf('tab.tsv', written('\t', '.')),
      fileOf('utf16.csv', utf16(written(',', '.'))),
      fileOf('crlf.csv', written(',', '.', '\r\n')),
      fileOf('polluted.csv', `A title\n\n${written('|', '.')}Source: a note\n`),
    ];
    const [first, ...others] = files.map((file) => {
      const { status, stdout } = gaussline('fit', file, '--formula', 'y ~ x + z', '--json');
      assert.equal(status, 0, file);
      const { warnings: _warnings, leftOut, diagnostics, ...fit } = JSON.parse(stdout);
      return { ...fit, leftOut: leftOut.count, durbinWatson: diagnostics.durbinWatson };
    });
    assert.equal(first!.n, 60);
    for (const other of others) assert.deepStrictEqual(other, first);
  });
});
