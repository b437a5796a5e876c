import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FittedFormula, fitFormula } from '../../../src/core/fitFormula.js';
import { PartThreads } from '../../../src/worker/parts/partThreads.js';
import { seededRandom } from '../../fixtures/generated.js';
import { bundleWorker } from '../workerBundle.js';
import { assertSame, quiet, readParted } from './readBothWays.js';

describe('A file read in parts', function () {
  this.timeout(120_000);
  let bundle: string;
  let folder: string;
  let pools: PartThreads[];
  const fileOf = (name: string) => path.join(folder, name);
  before(async () => {
    bundle = await bundleWorker();
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-parts-'));
    pools = [1, 2, 4].map((count) => new PartThreads(bundle, count));
  });
  after(() => {
    for (const pool of pools) pool.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  });

  describe('is as it is when it is read in one piece', () => {
    const check = (name: string, text: string | Uint8Array) => assertSame(fileOf(name), text, pools);

    it('with numbers, missing and odd cells, blank lines and levels', async () => {
      const table = await check('mixed.csv', mixedText(20_000, '\n'));
      assert.deepEqual(
        table.columns.map(({ kind }) => kind),
        ['number', 'number', 'category', 'text', 'number'],
      );
    });

    it('with line ends of two bytes, and none at the end', async () => {
      await check('crlf.csv', mixedText(5_000, '\r\n').trimEnd());
    });

    it('with a byte-order mark, and letters beyond ASCII across the cuts', async () => {
      const rows = Array.from({ length: 3_000 }, (_, row) => `${row},"Zoë ${'ä€𝄞'.repeat(row % 5)}"`);
      await check('mark.csv', `\ufeffx,náme\n${rows.join('\n')}\n`);
    });

    it('with rows longer than what is read at once, between short ones', async () => {
      const lengths = [3, 70_000, 12, 600_000, 5, 5, 270_000, 300];
      const rows = Array.from({ length: 60_000 }, (_, row) => {
        const length = row % 7_500 === 7_000 ? lengths[Math.floor(row / 7_500)]! : row % 3;
        return `${row},${'é'.repeat(length)}`;
      });
      await check('long.csv', `x,words\n${rows.join('\n')}\n`);
    });

    it('in Windows-1252, told with the line', async () => {
      const rows = Array.from(
        { length: 60_000 },
        (_, row) => `${row * 7},${row % 13},${row === 50_000 ? 'caf\u00e9' : 'tea'}`,
      );
      const table = await check('latin.csv', Buffer.from(`x,y,drink\n${rows.join('\n')}\n`, 'latin1'));
      assert.equal(table.dialect.encoding, 'windows-1252');
      assert.match(table.warnings[0]!.message, /Line 50002 /);
    });

    it('in UTF-16, which is not cut', async () => {
      await check('utf16.csv', Buffer.from(`\ufeff${mixedText(2_000, '\n')}`, 'utf16le'));
    });

    it('when a column turns into text in the last part', async () => {
      const rows = Array.from({ length: 9_000 }, (_, row) => `${row},${row < 6_000 ? row % 10 : 'many'}`);
      const table = await check('late.csv', `x,y\n${rows.join('\n')}\n`);
      assert.equal(table.columns[1]!.kind, 'category');
    });

    it('with rows too short or too long, notes above and below', async () => {
      const rows = Array.from(
        { length: 4_000 },
        (_, row) => `${row},${row % 7},${row % 3}${row % 997 === 5 ? ',9' : ''}`,
      );
      await check('notes.csv', `Measured in May\n\nx,y,z\n${rows.join('\n')}\n\nSource: the archive\n`);
    });

    it('with other delimiters and marks', async () => {
      const rows = Array.from({ length: 4_000 }, (_, row) => `${row},5;${row % 7},25;'a;b'`);
      await check('semicolon.csv', `x;y;z\n${rows.join('\n')}\n`);
    });

    it('when all of it is shorter than the pieces it is read by, or one row', async () => {
      await check('short.csv', 'x,y\n1,2\n3,4\n5,6\n');
      await check('row.csv', 'x,y\n1,2');
    });
  });

  describe('whose quoted cells hold line breaks', () => {
    it('is never cut inside them, wherever they lie', async () => {
      for (let seed = 1; seed <= 20; seed++) await assertSame(fileOf('quoted.csv'), quotedText(seed), pools);
    });

    it('is right where they only begin behind the first rows, and lie at every cut', async () => {
      const plain = Array.from(
        { length: 20_000 },
        (_, row) => `${row},${row % 91},plain text of some length`,
      );
      const note = (row: number) => `${row},${row % 91},"he said ""no"",\n${row},1,quoted\n"`;
      const quoted = Array.from({ length: 20_000 }, (_, row) => note(row));
      await assertSame(
        fileOf('late-quotes.csv'),
        `x,y,note\n${plain.join('\n')}\n${quoted.join('\n')}\n`,
        pools,
      );
    });

    it('is right where one cell is longer than a part', async () => {
      const long = `"${'1,2,3\n'.repeat(30_000)}"`;
      const rows = Array.from(
        { length: 12_000 },
        (_, row) => `${row},${row % 91},${row === 11_000 ? long : 'short'}`,
      );
      await assertSame(fileOf('long-cell.csv'), `x,y,note\n${rows.join('\n')}\n`, pools);
    });

    it('is right where a quote at its end is never closed', async () => {
      const rows = Array.from({ length: 12_000 }, (_, row) => `${row},${row % 91},short`);
      await assertSame(
        fileOf('unclosed.csv'),
        `x,y,note\n${rows.join('\n')}\n12000,3,"never closed\n1,2,3\n`,
        pools,
      );
    });
  });

  describe('gives the same fit', () => {
    async function fitIn(threads: PartThreads, budget: number): Promise<FittedFormula> {
      const file = await readParted(fileOf('fit.csv'), threads, { budget, formula: 'y ~ .' });
      try {
        const fit = (parts: Parameters<Parameters<typeof file.ask>[1]>[0]) =>
          fitFormula(file.table, 'y ~ .', { confidence: 0.95, parts });
        return await file.ask(quiet(), fit);
      } finally {
        file.release();
      }
    }

    before(() => writeFileSync(fileOf('fit.csv'), mixedText(60_000, '\n')));

    it('in one, two and four parts up to rounding, its counts exactly', async () => {
      const [one, two, four] = await Promise.all(pools.map((threads) => fitIn(threads, 1e9)));
      for (const other of [two!, four!]) {
        assert.deepEqual(other.fit.leftOut, one!.fit.leftOut);
        assert.equal(other.fit.summary.n, one!.fit.summary.n);
        assert.deepEqual(other.fit.usedSpan, one!.fit.usedSpan);
        assert.deepEqual(other.leftOutColumns, one!.leftOutColumns);
        for (const [k, { estimate, standardError }] of one!.fit.coefficients.entries()) {
          assertClose(other.fit.coefficients[k]!.estimate, estimate);
          assertClose(other.fit.coefficients[k]!.standardError, standardError);
        }
        assertClose(other.fit.summary.rSquared, one!.fit.summary.rSquared);
      }
    });

    it('bit for bit when the rows are read again instead of kept, and when it is asked again', async () => {
      const [, two] = pools;
      const kept = await fitIn(two!, 1e9);
      assert.deepEqual(await fitIn(two!, 0), kept);
      assert.deepEqual(await fitIn(two!, 1e9), kept);
    });

    it('bit for bit whatever was asked of the rows before', async () => {
      const [, two] = pools;
      const fresh = await fitIn(two!, 1e9);
      const file = await readParted(fileOf('fit.csv'), two!, { formula: 'y ~ x' });
      const again = await file.ask(quiet(), (parts) =>
        fitFormula(file.table, 'y ~ .', { confidence: 0.95, parts }),
      );
      file.release();
      assert.deepEqual(again, fresh);
    });
  });
});

/** `x,y,kind,note,z`: a number in a hundred is missing, some cells are odd, some lines blank. */
function mixedText(rowCount: number, lineEnd: string): string {
  const random = seededRandom(rowCount);
  const kinds = ['red', 'green', '"light, blue"', 'NA'];
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const x = row % 100 === 7 ? 'NA' : (random() * 100).toFixed(4);
    const y = row % 4001 === 4000 ? 'n/k' : (random() * 10 - 5).toFixed(3);
    const z = row % 3000 === 2999 ? '' : String(row * 0.25);
    const blank = row % 977 === 976 ? lineEnd : '';
    return `${x},${y},${kinds[row % 4]},note ${row},${z}${blank}`;
  });
  return `x,y,kind,note,z${lineEnd}${rows.join(lineEnd)}${lineEnd}`;
}

/**
 * Plain rows, more of them than are looked at to guess a dialect, then as many with line breaks, delimiters and doubled
 * quotes inside quotes; the same for a seed.
 */
function quotedText(seed: number): string {
  const random = seededRandom(seed);
  const pieces = ['\n', '1,2,3\n', '""', ',', 'word ', '"",""', '\n\n', 'x,y,note\n', '""\n'];
  const share = 0.5 ** (seed % 10);
  const quoted = () => {
    const count = 1 + Math.floor(random() * 12);
    return `"${Array.from({ length: count }, () => pieces[Math.floor(random() * pieces.length)]).join('')}"`;
  };
  const rows = Array.from({ length: 20_000 }, (_, row) => {
    const isQuoted = row > 9_000 && random() < share;
    return `${row},${(random() * 9).toFixed(2)},${isQuoted ? quoted() : `a plain text of row ${row % 5000}`}`;
  });
  return `x,y,note\n${rows.join('\n')}\n`;
}

function assertClose(actual: number | null | undefined, expected: number | null | undefined): void {
  assert.ok(typeof actual === 'number' && typeof expected === 'number');
  assert.ok(Math.abs(actual - expected) <= 1e-12 * Math.abs(expected), `${actual} against ${expected}`);
}
