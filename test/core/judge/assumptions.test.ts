import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { testAssumptions } from '../../../src/core/assumptions.js';
import type { Fit } from '../../../src/core/fit/fit.js';
import { partOf } from '../../../src/core/fit/partOf.js';
import { plainArithmetic } from '../../../src/core/fit/plainArithmetic.js';
import { tableRows } from '../../../src/core/fit/tableRows.js';
import { type FormulaOptions, fitFormula } from '../../../src/core/fitFormula.js';
import type { Table } from '../../../src/core/table/table.js';
import type { AssumptionTest, TestName } from '../../../src/core/words/assumptionWords.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable, tableOf } from '../fit/tableOf.js';
import { normalNumbers, poissonNumbers } from '../plot/handMadeFit.js';

type OfR = { dataset: string; formula: string; shapiro: number[]; durbinWatson: number[] };
type OfPython = {
  dataset: string;
  formula: string;
  k2: number[];
  andersonDarling: number[];
  white: number[] | null;
  reset: number[];
};

const read = (name: string) => JSON.parse(readFileSync(`test/certified/diagnostics/${name}`, 'utf8'));
// R 4.2.2's shapiro.test, and the formulas of lmtest::dwtest in base R: see tests.R beside it.
const ofR: OfR[] = read('ofR.json').models;
// scipy 1.17.1 and statsmodels 0.15.0: see tests.py beside it.
const ofPython: OfPython[] = read('ofPython.json').models;
const TOLERANCE = 1e-8;

async function assumptionsOf(
  table: Table,
  formula: string,
  options: Partial<FormulaOptions> = {},
): Promise<{ fit: Fit; tests: AssumptionTest[] }> {
  const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...options });
  const parts = [partOf(tableRows(table), { arithmetic: plainArithmetic })];
  return { fit, tests: await testAssumptions(fit, parts) };
}

const named = (tests: readonly AssumptionTest[], name: TestName) => tests.find((test) => test.name === name)!;

function assertTest(
  tests: readonly AssumptionTest[],
  name: TestName,
  [statistic, pValue]: readonly number[],
) {
  const found = named(tests, name);
  assertClose(found.statistic?.value, statistic!, { tolerance: TOLERANCE, what: name });
  assertClose(found.pValue, pValue!, { tolerance: TOLERANCE, what: `p of ${name}` });
}

describe('tests of assumptions', () => {
  for (const [k, model] of ofPython.entries())
    it(`are those of scipy, statsmodels and R for ${model.formula}`, async () => {
      const { tests } = await assumptionsOf(certifiedTable(`r/${model.dataset}.csv`), model.formula);
      assertTest(tests, 'dagostinoK2', model.k2);
      assertTest(tests, 'andersonDarling', model.andersonDarling);
      assertTest(tests, 'reset', model.reset);
      assert.equal(named(tests, 'reset').statistic!.df, `${model.reset[2]}, ${model.reset[3]}`);
      if (model.white !== null) assertTest(tests, 'white', model.white);
      assertTest(tests, 'shapiroWilk', ofR[k]!.shapiro);
      assertTest(tests, 'durbinWatson', ofR[k]!.durbinWatson);
    });

  it('say why there is none', async () => {
    const y = [1, 3, 2, 5, 4];
    const { tests } = await assumptionsOf(tableOf({ x: [1, 2, 3, 4, 6], w: [1, 2, 1, 2, 1], y }), 'y ~ x', {
      weights: 'w',
    });
    assert.match(named(tests, 'white').words, /rows that weigh alike/);
    assert.match(named(tests, 'reset').words, /rows that weigh alike/);
    assert.match(named(tests, 'dagostinoK2').words, /needs 8 rows/);
    assert.match(named(tests, 'andersonDarling').words, /needs 8 rows/);
    const alone = await assumptionsOf(tableOf({ y }), 'y ~ 1');
    assert.match(named(alone.tests, 'white').words, /Without a feature/);
    assert.match(named(alone.tests, 'reset').words, /so few/);
    const origin = await assumptionsOf(tableOf({ x: [1, 2, 3, 4, 6], y }), 'y ~ x - 1');
    assert.match(named(origin.tests, 'white').words, /with an intercept|Without a feature/);
    const few = await assumptionsOf(tableOf({ x: [1, 2, 3, 4, 6], z: [1, 0, 0, 2, 1], y }), 'y ~ x + z');
    assert.match(named(few.tests, 'white').words, /more rows than the 6 squares/);
    assert.ok(
      few.tests.every(({ words, statistic }) => words !== '' && (statistic !== null || words !== '')),
    );
  });

  it('are none for a perfect fit, a fit of one row more than coefficients has what is defined, counts have none', async () => {
    const x = [1, 2, 3, 4];
    assert.deepEqual((await assumptionsOf(tableOf({ x, y: x }), 'y ~ x')).tests, []);
    const tight = await assumptionsOf(tableOf({ x: [1, 2, 4], y: [1, 5, 3] }), 'y ~ x');
    assert.equal(named(tight.tests, 'reset').statistic, null);
    for (const { pValue } of tight.tests) assert.ok(pValue === null || (pValue >= 0 && pValue <= 1));
    const means = Array.from({ length: 40 }, (_, i) => 2 + i / 10);
    const counts = await assumptionsOf(tableOf({ x: means, y: poissonNumbers(means, 5) }), 'y ~ x', {
      family: { name: 'poisson', link: 'log' },
    });
    assert.deepEqual(counts.tests, []);
    const robust = await assumptionsOf(tableOf({ x: means, y: normalNumbers(40, 2) }), 'y ~ x', {
      family: { name: 'huber' },
    });
    assert.deepEqual(robust.tests, []);
  });

  it('keep to what sums tell of very many rows', async () => {
    const x = normalNumbers(3000, 3);
    const y = normalNumbers(3000, 4).map((value, i) => value + x[i]!);
    const { tests } = await assumptionsOf(tableOf({ x, y }), 'y ~ x', { markLimit: 1000 });
    for (const name of ['reset', 'white', 'andersonDarling'] as const)
      assert.match(named(tests, name).words, /up to 20,000 rows/);
    assert.ok(named(tests, 'dagostinoK2').pValue !== null && named(tests, 'jarqueBera').pValue !== null);
    assert.deepEqual(
      [named(tests, 'durbinWatson').pValue, named(tests, 'durbinWatson').verdict],
      [null, 'good'],
    );
  });

  it('say what is wrong and what to do', async () => {
    const x = Array.from({ length: 60 }, (_, i) => i / 10);
    const noise = normalNumbers(60, 8);
    const bent = await assumptionsOf(tableOf({ x, y: x.map((value, i) => value ** 2 + noise[i]!) }), 'y ~ x');
    assert.equal(named(bent.tests, 'reset').verdict, 'look');
    assert.match(named(bent.tests, 'reset').words, /Try quadratic terms/);
    assert.match(named(bent.tests, 'durbinWatson').words, /err alike/);
    const wide = await assumptionsOf(
      tableOf({ x, y: x.map((value, i) => value + value * noise[i]!) }),
      'y ~ x',
    );
    assert.match(named(wide.tests, 'breuschPagan').words, /robust standard errors/);
    assert.doesNotMatch(named(wide.tests, 'white').words, /robust/);
    const heavy = await assumptionsOf(
      tableOf({ x, y: x.map((value, i) => value + noise[i]! ** 5) }),
      'y ~ x',
    );
    for (const name of ['jarqueBera', 'dagostinoK2', 'andersonDarling', 'shapiroWilk'] as const)
      assert.equal(named(heavy.tests, name).verdict, 'look', name);
  });
});
