import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { fitParts } from '../../../src/core/fit/fitParts.js';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { normalNumbers } from '../plot/handMadeFit.js';
import { assertClose } from './close.js';
import { partsOf } from './parts.js';
import { certifiedTable, spec, tableOf } from './tableOf.js';

const WAYS = [
  ['kernel', loadKernel],
  ['plain loops', undefined],
] as const;

const OPTIONS = { confidence: 0.95 };

function close(actual: number | null | undefined, expected: number, what: string, tolerance = 1e-11): void {
  assertClose(actual, expected, { tolerance, what });
}

function assertColumn(
  rows: Fit['coefficients'],
  key: 'estimate' | 'standardError',
  expected: number[],
): void {
  assert.equal(rows.length, expected.length);
  for (const [k, value] of expected.entries()) close(rows[k]![key], value, `${rows[k]!.name} ${key}`);
}

// Numbers of R 4.2.2: `f <- lm(mpg ~ wt + hp, mtcars, weights = qsec)` and its summary, logLik, AIC, BIC, rstudent,
// hatvalues and cooks.distance; Durbin-Watson and Jarque-Bera by their formulas from `weighted.residuals(f)`, HC3 from
// `B X' diag((w r / (1 - h))^2) X B` with `B = (X'WX)^-1`.
describe('weights', () => {
  for (const [how, kernel] of WAYS)
    it(`give what R's lm gives, ${how}`, async () => {
      const model = { ...spec('mpg ~ wt + hp'), weights: 'qsec' };
      const fit = await fitLinear(certifiedTable('r/mtcars.csv'), model, { ...OPTIONS, loadKernel: kernel });
      const { coefficients, summary, rows } = fit;
      assertColumn(coefficients, 'estimate', [37.41418479301849, -3.89289050630474, -0.03253296929408825]);
      assertColumn(
        coefficients,
        'standardError',
        [1.6102836811478838, 0.6543867232576531, 0.009637002795323691],
      );
      const hc3 = [2.2748729448589797, 0.7601536534991411, 0.009119658393002463];
      for (const [k, row] of coefficients.entries())
        close(row.robustStandardError, hc3[k]!, `${row.name} HC3`);
      close(summary.residualStandardError, 11.102122845411587, 'sigma');
      close(summary.rSquared, 0.8249641124380107, 'R²');
      close(summary.adjustedRSquared, 0.8128926719164942, 'adjusted R²');
      close(summary.fStatistic?.value, 68.34015467893572, 'F');
      close(summary.logLikelihood, -74.82536889721034, 'log-likelihood');
      close(summary.aic, 157.65073779442068, 'AIC');
      close(summary.bic, 163.5136814056196, 'BIC');
      close(summary.rss, 3574.4568185636867, 'rss');
      const { diagnostics } = summary;
      close(diagnostics.durbinWatson, 1.392337151671877, 'Durbin-Watson');
      close(diagnostics.jarqueBera?.statistic, 4.404463855862877, 'Jarque-Bera');
      assert.equal(diagnostics.breuschPagan, null);
      close(diagnostics.maxLeverage?.value, 0.37021245117120544, 'largest leverage');
      assert.equal(diagnostics.maxLeverage?.line, 32);
      close(diagnostics.maxCooksDistance?.value, 0.4003327752490698, "Cook's distance");
      assert.equal(diagnostics.maxCooksDistance?.line, 18);
      for (const [i, value] of [-0.9824215138832855, -0.6156115060125368, -1.026170941456764].entries())
        close(rows.studentised[i], value, `studentised residual ${i}`);
      for (const [i, residual] of rows.residual.entries()) {
        close(residual, rows.actual[i]! - rows.fitted[i]!, `residual ${i}`, 1e-9);
        const weight = certifiedTable('r/mtcars.csv').columns.find(({ name }) => name === 'qsec')!;
        const root = Math.sqrt(weight.kind === 'number' ? weight.blocks[0]![i]! : Number.NaN);
        close(rows.devianceResidual[i], root * residual, `weighted residual ${i}`);
      }
    });

  // R: `B X' diag((w r)^2) X B`, divided by 1 - h for HC2; `anova` and `drop1`.
  it('give robust errors and an analysis of variance as R does', async () => {
    const model = { confidence: 0.95, loadKernel, weights: 'qsec' };
    const table = certifiedTable('r/mtcars.csv');
    const errors = {
      hc0: [1.9815473851377026, 0.6207644584966736, 0.006696198178017642],
      hc2: [2.121720239870196, 0.6849821058955531, 0.007754685037679043],
    };
    for (const covariance of ['hc0', 'hc2'] as const) {
      const { fit } = await fitFormula(table, 'mpg ~ wt + hp', { ...model, covariance });
      assertColumn(fit.coefficients, 'standardError', errors[covariance]);
    }
    const { terms } = (await fitFormula(table, 'mpg ~ wt + hp', model)).fit;
    const [wt, hp] = terms;
    close(wt?.sequential.sumOfSquares, 15442.14905021222, 'wt');
    close(wt?.sequential.fStatistic, 125.2840208141335, 'F of wt');
    close(hp?.sequential.sumOfSquares, 1404.673837637357, 'hp');
    close(wt?.dropOne?.sumOfSquares, 4362.018222296791, 'wt dropped');
  });

  // R: `lm(mpg ~ wt + hp - 1, mtcars, weights = qsec)`.
  for (const [how, kernel] of WAYS)
    it(`give what R's lm gives without intercept, ${how}`, async () => {
      const model = { ...spec('mpg ~ wt + hp - 1'), weights: 'qsec' };
      const fit = await fitLinear(certifiedTable('r/mtcars.csv'), model, { ...OPTIONS, loadKernel: kernel });
      assertColumn(fit.coefficients, 'estimate', [7.133743765851497, -0.039521343331298656]);
      assertColumn(fit.coefficients, 'standardError', [1.9619126235230977, 0.04194363755623485]);
      close(fit.summary.rSquared, 0.7267696299265648, 'R²');
      close(fit.summary.logLikelihood, -122.44631824076977, 'log-likelihood');
    });

  // R: `lm(mpg ~ wt + hp, mtcars, weights = vs * qsec)`, which has 14 rows with a weight above 0.
  for (const [how, kernel] of WAYS)
    it(`of zero leave rows out as R does, ${how}`, async () => {
      const cars = certifiedTable('r/mtcars.csv');
      const column = (name: string) => {
        const found = cars.columns.find((candidate) => candidate.name === name)!;
        return found.kind === 'number' ? [...found.blocks[0]!.subarray(0, 32)] : [];
      };
      const [vs, qsec] = [column('vs'), column('qsec')];
      const w = vs.map((value, i) => value * qsec[i]!);
      const table = tableOf({ mpg: column('mpg'), wt: column('wt'), hp: column('hp'), w });
      const model = { ...spec('mpg ~ wt + hp'), weights: 'w' };
      const { coefficients, summary, leftOut, warnings } = await fitLinear(table, model, {
        ...OPTIONS,
        loadKernel: kernel,
      });
      assertColumn(coefficients, 'estimate', [44.70806744615252, -4.85194132006299, -0.08178556704201069]);
      assertColumn(
        coefficients,
        'standardError',
        [3.0301245988243877, 1.195332473509389, 0.034967312325792685],
      );
      assert.equal(summary.n, 14);
      assert.equal(summary.dfResidual, 11);
      close(summary.residualStandardError, 11.064125322747792, 'sigma');
      close(summary.logLikelihood, -31.111440314886853, 'log-likelihood');
      close(summary.bic, 72.77910994823473, 'BIC');
      close(summary.diagnostics.maxCooksDistance?.value, 0.6444482773862286, "Cook's distance");
      assert.deepEqual(leftOut.byReason, { 'weight is zero': 18 });
      assert.ok(
        warnings.some(({ code, message }) => code === 'fit/zero-weights' && /18|13 more/.test(message)),
      );
    });

  it('that are missing leave the row out, and negative ones are refused with their lines', async () => {
    const table = (w: number[]) => tableOf({ x: [1, 2, 3, 4, 5], y: [1, 2, 4, 3, 5], w });
    const model = { ...spec('y ~ x'), weights: 'w' };
    const { leftOut } = await fitLinear(table([1, Number.NaN, 2, 1, 3]), model, OPTIONS);
    assert.deepEqual(leftOut.rows, [
      { row: 1, line: 3, lastLine: 3, reason: 'missing value', column: 'w', cell: '' },
    ]);
    await assert.rejects(fitLinear(table([1, -1, 2, -0.5, 3]), model, OPTIONS), {
      code: 'fit/negative-weights',
      message: /lines 3, 5;/,
    });
  });

  it('that are whole numbers give the coefficients of repeated rows', async () => {
    const row = fc.record({
      x: fc.integer({ min: -50, max: 50 }),
      z: fc.integer({ min: -50, max: 50 }),
      y: fc.integer({ min: -1000, max: 1000 }),
      w: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 12, maxLength: 40 }), async (rows) => {
        const table = (list: typeof rows) =>
          tableOf({
            x: list.map(({ x }, i) => x + i),
            z: list.map(({ z }) => z),
            y: list.map(({ y }) => y),
            w: list.map(({ w }) => w),
          });
        const plain = spec('y ~ x + z');
        const numbered = rows.map((one, i) => ({ ...one, x: one.x + i }));
        const repeated = numbered.flatMap((one) => Array<typeof one>(one.w).fill(one));
        const again = tableOf({
          x: repeated.map(({ x }) => x),
          z: repeated.map(({ z }) => z),
          y: repeated.map(({ y }) => y),
        });
        const weighed = await fitLinear(table(rows), { ...plain, weights: 'w' }, { ...OPTIONS, loadKernel });
        const expected = await fitLinear(again, plain, { ...OPTIONS, loadKernel });
        for (const [k, { estimate, name }] of expected.coefficients.entries()) {
          const found = weighed.coefficients[k]!.estimate;
          if (estimate === null) assert.equal(found, null);
          else
            assert.ok(
              Math.abs(found! - estimate) <= 1e-9 * (1 + Math.abs(estimate)),
              `${name} ${found} ${estimate}`,
            );
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it('give the same over parts, in the kernel and in plain loops', async () => {
    const n = 9000;
    const [a, e] = [normalNumbers(n, 1), normalNumbers(n, 2)];
    const columns = {
      a: Float64Array.from(a),
      w: Float64Array.from(normalNumbers(n, 3), (value) => value * value + 0.1),
      y: Float64Array.from(a, (value, i) => 3 + 2 * value + e[i]!),
    };
    const model = { ...spec('y ~ a'), weights: 'w' };
    const one = await fitParts(await partsOf(columns, []), model, OPTIONS);
    const others = [
      await fitParts(await partsOf(columns, [2500, 7001]), model, OPTIONS),
      await fitParts(await partsOf(columns, [2500], 'plain'), model, OPTIONS),
    ];
    for (const other of others) {
      for (const [k, row] of one.coefficients.entries()) {
        close(other.coefficients[k]!.estimate, row.estimate!, 'estimate', 1e-12);
        close(other.coefficients[k]!.robustStandardError, row.robustStandardError!, 'HC3', 1e-12);
      }
      close(other.summary.logLikelihood, one.summary.logLikelihood!, 'log-likelihood', 1e-12);
      close(other.totalWeight, one.totalWeight, 'weight', 1e-12);
      for (let i = 0; i < n; i += 371)
        close(other.rows.cooksDistance[i], one.rows.cooksDistance[i]!, 'Cook', 1e-9);
    }
  });
});
