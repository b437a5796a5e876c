import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FittedFormula, fitFormula } from '../../../src/core/fitFormula.js';
import { readTable } from '../../../src/core/table/readTable.js';
import type { Table } from '../../../src/core/table/table.js';
import { fileSource } from '../../../src/worker/fileSource.node.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { PartThreads } from '../../../src/worker/parts/partThreads.js';
import { assertClose } from '../../core/fit/close.js';
import { seededRandom } from '../../fixtures/generated.js';
import { bundleWorker } from '../workerBundle.js';
import { quiet, readParted } from './readBothWays.js';

/** Every kind of column a design has: of a level, a product, a polynomial, a function, a level of numbers. */
const FORMULA = 'log(y) ~ x * kind + poly(z, 2) + factor(year) + sqrt(x)';

describe('A design of a file read in parts', function () {
  this.timeout(120_000);
  let folder: string;
  let bundle: string;
  let file: string;
  let table: Table;
  let whole: FittedFormula;
  let pools: PartThreads[];

  before(async () => {
    bundle = await bundleWorker();
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-design-'));
    pools = [2, 4].map((count) => new PartThreads(bundle, count));
    file = path.join(folder, 'design.csv');
    writeFileSync(file, textOf(60_000));
    table = await readTable(await fileSource(file), { loadKernel });
    whole = await fitFormula(table, FORMULA, { confidence: 0.95, loadKernel });
  });
  after(() => {
    for (const pool of pools) pool.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  });

  async function inParts(threads: PartThreads, budget: number): Promise<FittedFormula> {
    const read = await readParted(file, threads, { budget, formula: FORMULA });
    try {
      return await read.ask(quiet(), (parts) => fitFormula(read.table, FORMULA, { confidence: 0.95, parts }));
    } finally {
      read.release();
    }
  }

  it('is that of the file in one piece, whatever order a part finds the levels in', async () => {
    for (const threads of pools) {
      const { fit } = await inParts(threads, 1e9);
      assert.deepEqual(fit.spec.factors, whole.fit.spec.factors);
      assert.deepEqual(fit.spec.terms, whole.fit.spec.terms);
      assert.deepEqual(fit.leftOut, whole.fit.leftOut);
      assert.ok(fit.leftOut.byReason['undefined value']! > 0);
      for (const [k, { name, estimate, standardError }] of whole.fit.coefficients.entries()) {
        const found = fit.coefficients[k]!;
        assert.equal(found.name, name);
        assertClose(found.estimate, estimate!, { tolerance: 1e-10, what: name });
        assertClose(found.standardError, standardError!, { tolerance: 1e-10, what: name });
      }
    }
  });

  it('is the same bit for bit when the rows are read again instead of kept', async () => {
    assert.deepEqual(await inParts(pools[0]!, 0), await inParts(pools[0]!, 1e9));
  });

  it('is put together to one table with the codes of its levels', async () => {
    for (const threads of pools) {
      const read = await readParted(file, threads);
      const joined = await read.whole(['kind', 'x'], quiet());
      read.release();
      for (const name of ['kind', 'x']) assert.deepEqual(cellsOf(joined, name), cellsOf(table, name));
    }
  });
});

function cellsOf({ columns }: Table, name: string): readonly (number | string | undefined)[] {
  const column = columns.find((candidate) => candidate.name === name)!;
  if (column.kind === 'number') return column.blocks.flatMap((block) => [...block]);
  if (column.kind === 'ignored') return [];
  return column.blocks.flatMap((block) => Array.from(block, (code) => column.levels[code]));
}

/** `x,kind,z,year,y`: later rows have levels that earlier ones have not, and the other way round. */
function textOf(rowCount: number): string {
  const random = seededRandom(7);
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const third = Math.floor((row * 3) / rowCount);
    const kind = row % 1009 === 0 ? 'NA' : ['c', 'b', 'a', 'd'][third + (random() < 0.5 ? 0 : 1)]!;
    const x = row % 4001 === 4000 ? '-1' : (random() * 100).toFixed(4);
    const year = 2000 + Math.floor(random() * 5);
    const y = row % 5003 === 5002 ? '0' : (random() * 10 + 0.1).toFixed(3);
    return `${x},${kind},${(random() * 3 + 1000).toFixed(3)},${year},${y}`;
  });
  return `x,kind,z,year,y\n${rows.join('\n')}\n`;
}
