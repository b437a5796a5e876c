import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FittedFormula, fitFormula, type ModelChoices } from '../../../src/core/fitFormula.js';
import { readTable } from '../../../src/core/table/readTable.js';
import type { Table } from '../../../src/core/table/table.js';
import { fileSource } from '../../../src/worker/fileSource.node.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { PartThreads } from '../../../src/worker/parts/partThreads.js';
import { assertClose } from '../../core/fit/close.js';
import { seededRandom } from '../../fixtures/generated.js';
import { bundleWorker } from '../workerBundle.js';
import { quiet, readParted } from './readBothWays.js';

const FORMULA = 'y ~ x + kind';
const MODELS: Record<string, ModelChoices> = {
  counts: { family: { name: 'poisson', link: 'log' } },
  weights: { weights: 'w' },
  'weighted counts': { family: { name: 'poisson', link: 'identity' }, weights: 'w' },
};

describe('A fit of counts or weighted rows in parts', function () {
  this.timeout(120_000);
  let folder: string;
  let bundle: string;
  let file: string;
  let table: Table;
  let threads: PartThreads;

  before(async () => {
    bundle = await bundleWorker();
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-counts-'));
    threads = new PartThreads(bundle, 2);
    file = path.join(folder, 'counts.csv');
    writeFileSync(file, textOf(30_000));
    table = await readTable(await fileSource(file), { loadKernel });
  });
  after(() => {
    threads.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  });

  async function inParts(choices: ModelChoices, budget: number): Promise<FittedFormula> {
    const read = await readParted(file, threads, { budget, formula: FORMULA });
    try {
      const options = { ...choices, confidence: 0.95 };
      return await read.ask(quiet(), (parts) => fitFormula(read.table, FORMULA, { ...options, parts }));
    } finally {
      read.release();
    }
  }

  for (const [name, choices] of Object.entries(MODELS)) {
    it(`is that of the file in one piece: ${name}`, async () => {
      const whole = await fitFormula(table, FORMULA, { ...choices, confidence: 0.95, loadKernel });
      const { fit } = await inParts(choices, 1e9);
      assert.deepEqual(fit.leftOut, whole.fit.leftOut);
      assert.equal(fit.summary.method, whole.fit.summary.method);
      for (const [k, row] of whole.fit.coefficients.entries()) {
        const found = fit.coefficients[k]!;
        assertClose(found.estimate, row.estimate!, { tolerance: 1e-11, what: row.name });
        assertClose(found.standardError, row.standardError!, { tolerance: 1e-11, what: row.name });
      }
    });

    it(`is the same bit for bit when the rows are read again instead of kept: ${name}`, async () => {
      assert.deepEqual(await inParts(choices, 0), await inParts(choices, 1e9));
    });
  }

  it('names the lines of negative counts in a later part', async () => {
    writeFileSync(file, textOf(30_000).replace(/(\n[^\n]*),\d+\n$/, '$1,-3\n'));
    await assert.rejects(inParts(MODELS.counts!, 1e9), {
      code: 'fit/negative-counts',
      message: /line 30001;/,
    });
  });
});

function textOf(rowCount: number): string {
  const random = seededRandom(11);
  const lines = Array.from({ length: rowCount }, (_, i) => {
    const [x, kind] = [random() * 2, 'abc'[i % 3]!];
    const mean = 3 + 2 * x + (i % 3);
    const y = Math.max(0, Math.round(mean + Math.sqrt(mean) * (random() + random() + random() - 1.5) * 2));
    const w = i % 997 === 0 ? 0 : 0.5 + random();
    return `${x.toFixed(6)},${kind},${w.toFixed(5)},${y}`;
  });
  return `x,kind,w,y\n${lines.join('\n')}\n`;
}
