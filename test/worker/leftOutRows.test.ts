import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkerClient } from '../../src/host/workerClient.js';
import {
  AUTO_SETTINGS,
  type FitReport,
  type FitRequest,
  type LeftOutLines,
  NO_CHOICES,
} from '../../src/protocol/index.js';
import { assertClose } from '../core/fit/close.js';
import { seededRandom } from '../fixtures/generated.js';
import { bundleWorker } from './workerBundle.js';

/** Lines of a table of counts with a level that only some rows have; line 5 lacks a cell. */
function linesOf(rowCount: number): string[] {
  const random = seededRandom(7);
  const rows = Array.from({ length: rowCount }, (_, i) => {
    const x = random() * 4;
    const zone = i % 50 === 3 ? 'rare' : i % 2 === 0 ? 'a' : 'b';
    const count = Math.floor(random() * 5 + x);
    return `${x.toFixed(5)},${zone},${i === 3 ? '' : count}`;
  });
  return ['x,zone,y', ...rows];
}

describe('Rows left out by the user', function () {
  this.timeout(120_000);
  let bundle: string;
  let client: WorkerClient;
  let folder: string;
  before(async () => {
    bundle = await bundleWorker();
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-left-out-'));
    client = new WorkerClient(bundle);
  });
  after(() => {
    client.dispose();
    rmSync(folder, { recursive: true, force: true });
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  });

  const request = (lines: readonly string[], without?: LeftOutLines): FitRequest => {
    const file = path.join(folder, `${lines.length}.csv`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    const source = { kind: 'file', path: file, name: path.basename(file) } as const;
    return {
      ...{ source, reading: { ...NO_CHOICES, without }, memoryBudget: 1024, token: 1 },
      ...{ formula: 'y ~ poly(x, 2) + zone', confidence: 0.95 },
    };
  };
  const assertSame = ({ coefficients, summary }: FitReport, other: FitReport, what: string) => {
    assert.equal(summary.n, other.summary.n);
    for (const [k, { name, estimate, standardError }] of coefficients.entries()) {
      assert.equal(name, other.coefficients[k]!.name);
      assertClose(estimate, other.coefficients[k]!.estimate!, { tolerance: 1e-9, what: `${what} ${name}` });
      if (standardError !== null)
        assertClose(standardError, other.coefficients[k]!.standardError!, { tolerance: 1e-9, what });
    }
  };

  // The expected fit is that of the file without these lines.
  it('makes every fit that of the other rows, of a level and a polynomial too', async () => {
    const lines = linesOf(400);
    const rare = lines.flatMap((text, i) => (text.includes('rare') ? [i + 1] : []));
    const left = [2, 40, ...rare.filter((line) => line !== 5)];
    const kept = lines.filter((_, i) => !left.includes(i + 1));
    for (const family of [
      undefined,
      { name: 'poisson', link: 'log' } as const,
      { name: 'laplace', quantile: 0.4 } as const,
      { name: 'huber' } as const,
    ]) {
      const fit = await client.call('fit', { ...request(lines, { lines: left, fingerprint: null }), family });
      assertSame(fit, await client.call('fit', { ...request(kept), family }), family?.name ?? 'gaussian');
      assert.deepEqual(fit.leftOut.byReason, { 'left out by you': left.length, 'missing value': 1 });
      assert.deepEqual(
        fit.leftOut.rows.slice(0, 2).map(({ line, reason }) => [line, reason]),
        [
          [2, 'left out by you'],
          [5, 'missing value'],
        ],
      );
      assert.ok(!fit.marks.firstLine.includes(40));
    }
  });

  it('holds for the parts of a large file, and for what is asked of the fit next', async () => {
    const lines = linesOf(180_000);
    const left = [2, 90_001, 180_001];
    const kept = lines.filter((_, i) => !left.includes(i + 1));
    const asked = request(lines, { lines: left, fingerprint: null });
    const fit = await client.call('fit', asked);
    assertSame(fit, await client.call('fit', request(kept)), 'in parts');
    assert.equal(fit.leftOut.byReason['left out by you'], 3);
    const { answer } = await client.call('fitWithout', { ...asked, rows: [10] });
    assert.ok('n' in answer && answer.n === fit.summary.n - 1);
    // Taken back, they are in it again, without reading the file anew.
    const all = await client.call('fit', { ...asked, reading: NO_CHOICES });
    assert.equal(all.summary.n, fit.summary.n + 3);
  });

  it('says where the lines were chosen in another text, and where no row stands', async () => {
    const lines = linesOf(60);
    const fit = await client.call('fit', request(lines, { lines: [3, 999], fingerprint: 'another' }));
    const words = fit.warnings.map(({ code, message }) => `${code}: ${message}`).join('\n');
    assert.match(words, /read\/no-row-on-line: Line 999 was left out by you, but no row/);
    assert.match(words, /read\/left-out-in-other-text: Lines 3, 999 were left out by you before the text/);
    const { fingerprint } = fit.source;
    const again = await client.call('fit', request(lines, { lines: [3], fingerprint }));
    assert.ok(!again.warnings.some(({ code }) => code.startsWith('read/')));
  });

  it('trains on the other rows', async () => {
    const lines = linesOf(60);
    const asked = request(lines, { lines: [2, 3], fingerprint: null });
    const plan = { ...asked, formula: 'y ~ x', settings: AUTO_SETTINGS };
    // Line 5 lacks a cell.
    assert.equal((await client.call('planTraining', plan)).rowCount, 57);
  });
});
