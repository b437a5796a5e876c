import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { partOf } from '../../../src/core/fit/partOf.js';
import { plainArithmetic } from '../../../src/core/fit/plainArithmetic.js';
import { tableRows } from '../../../src/core/fit/tableRows.js';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { describeRows, type FitWithout, fitWithout } from '../../../src/core/fitWithout.js';
import { inputsOf } from '../../../src/core/model/designColumn.js';
import { BLOCK_ROWS, type NumberColumn, type Table } from '../../../src/core/table/table.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable, tableOf } from '../fit/tableOf.js';

type Model = { id: string; dataset: string; formula: string; family: string };
type Measured = {
  dataset: string;
  formula: string;
  leverage: number[];
  studentised: (number | null)[];
  cook: (number | null)[];
  dffits: (number | null)[];
  dfbetas: (number | null)[][];
};
type Left = {
  dataset: string;
  formula: string;
  family: 'gaussian' | 'poisson';
  rows: number[];
  estimates: number[];
  errors: number[];
  sigma: number | null;
  rSquared: number | null;
};

const { models } = JSON.parse(readFileSync('test/certified/r/reference.json', 'utf8')) as { models: Model[] };
// R 4.2.2's influence.measures, lm and glm: see influence.R beside it.
const ofR = JSON.parse(readFileSync('test/certified/r/influence.json', 'utf8')) as {
  models: Measured[];
  without: Left[];
};

/** A refit is the same arithmetic on fewer rows: what is asked for is the bound. */
const REFIT = 1e-10;
const OF_R = 1e-8;

function partsOfTable(table: Table) {
  return [partOf(tableRows(table), { arithmetic: plainArithmetic })];
}

/** The table with the target of some rows missing. */
function emptied(table: Table, fit: Fit, rows: readonly number[]): Table {
  const [target] = inputsOf(fit.spec.target);
  const columns = table.columns.map((column) => {
    if (column.name !== target) return column;
    const { blocks } = column as NumberColumn;
    const copies = blocks.map((block) => block.slice());
    for (const row of rows) copies[Math.floor(row / BLOCK_ROWS)]![row % BLOCK_ROWS] = Number.NaN;
    return { ...(column as NumberColumn), blocks: copies };
  });
  return { ...table, columns };
}

/** Coefficients agree relative to their size or that of their standard error, whichever is larger. */
function assertSame(found: FitWithout, refit: Fit, what: string): void {
  const kept = refit.coefficients.filter(({ estimate }) => estimate !== null);
  assert.equal(found.coefficients.length, kept.length, what);
  for (const [k, { name, without, standardErrorWithout }] of found.coefficients.entries()) {
    const { estimate, standardError } = kept[k]!;
    const size = Math.max(Math.abs(estimate!), standardError ?? 0);
    const error = Math.abs(without - estimate!) / size;
    assert.ok(error <= REFIT, `${what}, ${name}: ${without}, refit ${estimate}, off by ${error}`);
    if (!found.isPerfectFit && standardErrorWithout !== null)
      assertClose(standardErrorWithout, standardError!, {
        tolerance: REFIT,
        what: `${what}, error of ${name}`,
      });
  }
  assert.equal(found.n, refit.summary.n);
  assert.equal(found.dfResidual, refit.summary.dfResidual);
  if (found.isPerfectFit) return;
  assertClose(found.sigma!.after, refit.summary.residualStandardError!, {
    tolerance: REFIT,
    what: `${what}, sigma`,
  });
  if (refit.summary.rSquared !== null)
    assert.ok(Math.abs(found.rSquared!.after! - refit.summary.rSquared) <= REFIT, `${what}, R²`);
}

describe('fitWithout', () => {
  for (const model of models.filter(({ family }) => family === 'gaussian'))
    it(`leaves out each row of ${model.id} as a refit does`, async () => {
      const table = certifiedTable(`r/${model.dataset}.csv`);
      const { fit } = await fitFormula(table, model.formula, { confidence: 0.95 });
      for (const row of fit.rows.row) {
        const found = await fitWithout(fit, partsOfTable(table), [row]);
        const refit = await fitLinear(emptied(table, fit, [row]), fit.spec, { confidence: 0.95 });
        if ('undetermined' in found) assert.ok(refit.summary.rank < fit.summary.rank, `row ${row}`);
        else assertSame(found, refit, `row ${row}`);
      }
    });

  for (const left of ofR.without)
    it(`leaves out rows ${left.rows} of ${left.formula}, ${left.family}, as R does`, async () => {
      const table = certifiedTable(`r/${left.dataset}.csv`);
      const family = left.family === 'poisson' ? ({ name: 'poisson', link: 'log' } as const) : undefined;
      const { fit } = await fitFormula(table, left.formula, { confidence: 0.95, family });
      const found = await fitWithout(fit, partsOfTable(table), left.rows);
      assert.ok('coefficients' in found);
      for (const [k, { name, without, standardErrorWithout }] of found.coefficients.entries()) {
        assertClose(without, left.estimates[k]!, { tolerance: OF_R, what: name });
        assertClose(standardErrorWithout, left.errors[k]!, { tolerance: OF_R, what: `error of ${name}` });
      }
      if (left.sigma === null) return;
      assertClose(found.sigma!.after, left.sigma, { tolerance: OF_R, what: 'sigma' });
      assertClose(found.rSquared!.after, left.rSquared!, { tolerance: OF_R, what: 'R²' });
    });

  for (const measured of ofR.models)
    it(`has R's leverages, dffits and dfbetas of ${measured.formula}`, async () => {
      const table = certifiedTable(`r/${measured.dataset}.csv`);
      const { fit } = await fitFormula(table, measured.formula, { confidence: 0.95 });
      const rows = [...fit.rows.row];
      const described = await describeRows(fit, partsOfTable(table), { rows, inputs: [] });
      for (const [i, row] of rows.entries()) {
        const what = `row ${row}`;
        assertClose(fit.rows.leverage[i], measured.leverage[i]!, { tolerance: OF_R, what });
        assertNear(fit.rows.studentised[i]!, measured.studentised[i]!, what);
        assertNear(fit.rows.cooksDistance[i]!, measured.cook[i]!, what);
        assertNear(described[i]!.dffits!, measured.dffits[i]!, what);
        const found = await fitWithout(fit, partsOfTable(table), [row]);
        assert.ok('coefficients' in found);
        for (const [k, { dfbetas }] of found.coefficients.entries())
          assertNear(dfbetas!, measured.dfbetas[i]![k]!, `${what}, coefficient ${k}`);
      }
    });

  it('does the same for weighted rows as a refit', async () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    const y = [1.1, 2.3, 2.7, 4.4, 4.6, 6.5, 6.8, 12.2];
    const w = [1, 2, 0.5, 3, 1, 4, 1, 0.25];
    const table = tableOf({ x, y, w });
    const { fit } = await fitFormula(table, 'y ~ x', { confidence: 0.95, weights: 'w' });
    for (const rows of [[0], [7], [1, 5], [0, 2, 4]]) {
      const found = await fitWithout(fit, partsOfTable(table), rows);
      assert.ok('coefficients' in found);
      const refit = await fitLinear(emptied(table, fit, rows), fit.spec, { confidence: 0.95 });
      assertSame(found, refit, `rows ${rows}`);
    }
  });

  it('says which coefficient a row alone determines', async () => {
    const table = tableOf({ y: [1, 2, 3.5, 4, 9], x: [1, 2, 3, 4, 5], d: [0, 0, 0, 0, 1] });
    const { fit } = await fitFormula(table, 'y ~ x + d', { confidence: 0.95 });
    const found = await fitWithout(fit, partsOfTable(table), [4]);
    assert.deepEqual(found, { rows: [4], undetermined: ['d'] });
    const [described] = await describeRows(fit, partsOfTable(table), { rows: [4], inputs: ['x', 'd'] });
    assert.deepEqual(described, { row: 4, values: [5, 1], dffits: null, moved: null });
  });

  it('leaves a perfect fit perfect, and one of n = p + 1 rows', async () => {
    const table = tableOf({ y: [2, 4, 6, 8, 10], x: [1, 2, 3, 4, 5] });
    const { fit } = await fitFormula(table, 'y ~ x', { confidence: 0.95 });
    const found = await fitWithout(fit, partsOfTable(table), [2]);
    assert.ok('coefficients' in found && found.isPerfectFit);
    assert.deepEqual(
      found.coefficients.map(({ changeInErrors }) => changeInErrors),
      [null, null],
    );
    const few = tableOf({ y: [1, 3, 4], x: [1, 2, 4] });
    const { fit: tight } = await fitFormula(few, 'y ~ x', { confidence: 0.95 });
    const exact = await fitWithout(tight, partsOfTable(few), [1]);
    assert.ok('coefficients' in exact && exact.isPerfectFit && exact.dfResidual === 0);
    assert.equal(exact.sigma!.after, null);
    // Through (1, 1) and (4, 4).
    assertClose(exact.coefficients[1]!.without, 1, { tolerance: 1e-14, what: 'slope' });
  });

  it('has nothing to say of a median', async () => {
    const table = tableOf({ y: [1, 3, 4, 9, 7], x: [1, 2, 4, 5, 6] });
    const { fit } = await fitFormula(table, 'y ~ x', {
      confidence: 0.95,
      family: { name: 'laplace', quantile: 0.5 },
    });
    await assert.rejects(() => fitWithout(fit, partsOfTable(table), [1]), { code: 'influence/not-defined' });
  });

  it('refuses to leave fewer rows than coefficients', async () => {
    const table = tableOf({ y: [1, 3, 4], x: [1, 2, 4] });
    const { fit } = await fitFormula(table, 'y ~ x', { confidence: 0.95 });
    await assert.rejects(() => fitWithout(fit, partsOfTable(table), [0, 1]), {
      code: 'influence/too-few-rows',
    });
  });
});

/** Relative to what is expected, or to one where that is small. */
function assertNear(actual: number, expected: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.max(1e-3, Math.abs(expected));
  assert.ok(error <= OF_R, `${what}: expected ${expected}, found ${actual}`);
}
