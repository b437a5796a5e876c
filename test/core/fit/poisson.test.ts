import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { fitParts } from '../../../src/core/fit/fitParts.js';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { normalCumulative } from '../../../src/core/judge/distributions.js';
import { normalQuantile } from '../../../src/core/judge/normalQuantile.js';
import type { Link } from '../../../src/core/model/family.js';
import type { ModelSpec } from '../../../src/core/model/modelSpec.js';
import type { Table } from '../../../src/core/table/table.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { normalNumbers } from '../plot/handMadeFit.js';
import { assertClose } from './close.js';
import { partsOf } from './parts.js';
import { certifiedTable, spec, tableOf } from './tableOf.js';

const WAYS = [
  ['kernel', loadKernel],
  ['plain loops', undefined],
] as const;

const poisson = (formula: string, link: Link = 'log'): ModelSpec => ({
  ...spec(formula),
  family: { name: 'poisson', link },
});

async function fitted(table: Table, model: ModelSpec, kernel: typeof loadKernel | undefined = loadKernel) {
  return fitLinear(table, model, { confidence: 0.95, loadKernel: kernel });
}

function close(actual: number | null | undefined, expected: number, what: string, tolerance: number): void {
  assertClose(actual, expected, { tolerance, what });
}

type Model = {
  id: string;
  dataset: string;
  formula: string;
  family: string;
  coefNames: string[];
  p: number[];
  ciLow: number[];
  ciHigh: number[];
  nullDeviance: number;
  nullDf: number;
  dfResidual: number;
  maxHatRows: number[];
  maxCookRows: number[];
  exact: Record<'estimates' | 'se' | 'hc0', number[]> &
    Record<'deviance' | 'logLik' | 'aic' | 'bic' | 'pearsonChisq' | 'maxHat' | 'maxCook', number>;
};

const { models } = JSON.parse(readFileSync('test/certified/r/reference.json', 'utf8')) as { models: Model[] };

describe('Poisson fit against R', () => {
  const counted = models.filter(({ family }) => family === 'poisson');

  // `exact`: 50-digit arithmetic from R 4.2.2's model matrix; p, intervals and the null deviance are R's own.
  for (const [how, kernel] of WAYS)
    for (const reference of counted)
      it(`${reference.id}, ${how}`, async () => {
        const table = certifiedTable(`r/${reference.dataset}.csv`);
        const family = { name: 'poisson', link: 'log' } as const;
        const options = { confidence: 0.95, loadKernel: kernel, family };
        const { coefficients, summary } = (await fitFormula(table, reference.formula, options)).fit;
        const { exact } = reference;
        assert.deepEqual(
          coefficients.map(({ name }) => name),
          reference.coefNames,
        );
        for (const [k, row] of coefficients.entries()) {
          const expect = (
            actual: number | null | undefined,
            expected: number,
            what: string,
            tolerance = 1e-9,
          ) => close(actual, expected, `${row.name} ${what}`, tolerance);
          expect(row.estimate, exact.estimates[k]!, 'estimate');
          expect(row.standardError, exact.se[k]!, 'standard error');
          expect(row.statistic, exact.estimates[k]! / exact.se[k]!, 'z');
          expect(row.robustStandardError, exact.hc0[k]!, 'HC0');
          if (reference.p[k]! > 0) expect(row.pValue, reference.p[k]!, 'p', 1e-7);
          expect(row.confidenceInterval?.[0], reference.ciLow[k]!, 'interval low', 1e-7);
          expect(row.confidenceInterval?.[1], reference.ciHigh[k]!, 'interval high', 1e-7);
          // Recomputed from `exact`, by distributions that are held against mpmath (distributions.test.ts).
          const z = exact.estimates[k]! / exact.se[k]!;
          expect(row.pValue, 2 * normalCumulative(-Math.abs(z)), 'exact p');
          for (const [side, probability] of [0.025, 0.975].entries())
            expect(
              row.confidenceInterval?.[side],
              exact.estimates[k]! + normalQuantile(probability) * exact.se[k]!,
              'exact interval',
            );
        }
        const { counts, diagnostics } = summary;
        close(summary.deviance, exact.deviance, 'deviance', 1e-9);
        close(summary.logLikelihood, exact.logLik, 'log-likelihood', 1e-9);
        close(summary.aic, exact.aic, 'AIC', 1e-9);
        close(summary.bic, exact.bic, 'BIC', 1e-9);
        close(counts?.pearson, exact.pearsonChisq, 'Pearson', 1e-9);
        close(counts?.nullDeviance, reference.nullDeviance, 'null deviance', 1e-9);
        assert.equal(counts?.dfNull, reference.nullDf);
        assert.equal(summary.dfResidual, reference.dfResidual);
        close(diagnostics.maxLeverage?.value, exact.maxHat, 'largest leverage', 1e-9);
        close(diagnostics.maxCooksDistance?.value, exact.maxCook, "Cook's distance", 1e-9);
        assert.ok(reference.maxHatRows.includes(diagnostics.maxLeverage!.line - 1));
        assert.ok(reference.maxCookRows.includes(diagnostics.maxCooksDistance!.line - 1));
      });
});

/** What R 4.2.2 prints for `glm(..., family = poisson, control = glm.control(epsilon = 1e-15, maxit = 200))`. */
type Printed = {
  coef: number[];
  se: number[];
  hc0: number[];
  deviance: number;
  nullDeviance: number;
  logLik: number;
  bic: number;
  pearson: number;
  rstudent: number[];
  cook: number;
  residuals: number[];
};

const PRINTED: Record<string, { model: ModelSpec; printed: Printed }> = {
  'log link': {
    model: poisson('carb ~ wt + hp'),
    printed: {
      coef: [0.13878829095032036, 0.004481935795756584, 0.0054872402491425425],
      se: [0.3986680920016935, 0.1309720440702774, 0.0016441480510662272],
      hc0: [0.21401094252807162, 0.05149756904106419, 0.0007228956258355479],
      deviance: 12.278038836717874,
      nullDeviance: 27.043357450132145,
      logLik: -50.82184424706283,
      bic: 112.04089620252483,
      pearson: 13.32585999051959,
      rstudent: [1.1788822958684602, 1.1732107943902752, -0.7591496898220035],
      cook: 0.06254276092659761,
      residuals: [1.144048637319979, 1.1421759666025857, -0.7407090162775344],
    },
  },
  'identity link': {
    model: poisson('carb ~ wt + hp', 'identity'),
    printed: {
      coef: [0.5042454383532352, -0.08174362273583442, 0.017528720796888813],
      se: [0.9239218684358054, 0.4260627643557021, 0.00667072722510995],
      hc0: [0.41576030313311513, 0.23314675296347667, 0.004268778188488518],
      deviance: 12.476861828233481,
      nullDeviance: 27.043357450132145,
      logLik: -50.921255742820634,
      bic: 112.23971919404045,
      pearson: 13.179756188431094,
      rstudent: [1.1003718841941517, 1.1146157213765937, -0.7662559580734505],
      cook: 0.099591990163585,
      residuals: [1.073837933574674, 1.0894813347345782, -0.7478327322435331],
    },
  },
  weights: {
    model: { ...poisson('carb ~ wt + hp'), weights: 'qsec' },
    printed: {
      coef: [0.09589219705408536, 0.012804004785950254, 0.005527601967252419],
      se: [0.09438238580911193, 0.03169433329601186, 0.00041309617669193046],
      hc0: [0.2069331994964202, 0.051249423346296195, 0.0007462181107823758],
      deviance: 216.48420785138805,
      nullDeviance: 468.5373981513187,
      logLik: -895.8509279623144,
      bic: 1802.099063633028,
      pearson: 235.4369491635541,
      rstudent: [4.882154315553518, 4.931257534905332, -3.166123469121247],
      cook: 0.9382511303827187,
      residuals: [4.751919174287803, 4.810108808942222, -3.0878838550145877],
    },
  },
  'no intercept': {
    model: poisson('carb ~ wt + hp - 1'),
    printed: {
      coef: [0.038140379798751727, 0.005557994789563229],
      se: [0.08701676070883034, 0.001633474990487937],
      hc0: [0.04051039569871511, 0.0006891785749347758],
      deviance: 12.398338536312902,
      nullDeviance: 97.17663560562906,
      logLik: -50.88199409686034,
      bic: 108.69545999932014,
      pearson: 13.855531796474672,
      rstudent: [1.2251794295390426, 1.2143541294606575, -0.6763082088589589],
      cook: 0.07629254111199604,
      residuals: [1.2137548615966824, 1.197999953801453, -0.6731531007735029],
    },
  },
};

describe('Poisson fit of mtcars', () => {
  // R's standard errors, hat values and what comes of them are those of its last step: nine digits.
  for (const [how, kernel] of WAYS)
    for (const [name, { model, printed }] of Object.entries(PRINTED))
      it(`gives what R's glm gives: ${name}, ${how}`, async () => {
        const { coefficients, summary, rows } = await fitted(certifiedTable('r/mtcars.csv'), model, kernel);
        for (const [k, row] of coefficients.entries()) {
          close(row.estimate, printed.coef[k]!, `${row.name} estimate`, 1e-7);
          close(row.standardError, printed.se[k]!, `${row.name} standard error`, 1e-7);
          close(row.robustStandardError, printed.hc0[k]!, `${row.name} HC0`, 1e-7);
        }
        close(summary.deviance, printed.deviance, 'deviance', 1e-11);
        close(summary.counts?.nullDeviance, printed.nullDeviance, 'null deviance', 1e-12);
        close(summary.logLikelihood, printed.logLik, 'log-likelihood', 1e-11);
        close(summary.bic, printed.bic, 'BIC', 1e-11);
        close(summary.counts?.pearson, printed.pearson, 'Pearson', 1e-7);
        close(summary.diagnostics.maxCooksDistance?.value, printed.cook, "Cook's distance", 1e-7);
        for (let i = 0; i < 3; i++) {
          close(rows.studentised[i], printed.rstudent[i]!, `rstudent ${i}`, 1e-7);
          close(rows.devianceResidual[i], printed.residuals[i]!, `deviance residual ${i}`, 1e-7);
        }
      });
});

describe('Poisson fit', () => {
  const n = 9000;
  const x = Float64Array.from(normalNumbers(n, 1));
  const y = Float64Array.from(normalNumbers(n, 2), (noise, i) =>
    Math.max(0, Math.round(Math.exp(1 + 0.3 * x[i]!) + noise)),
  );

  it('of the constant model gives the mean, and its error from the mean alone', async () => {
    for (const link of ['log', 'identity'] as const) {
      const { coefficients, summary } = await fitted(tableOf({ y }), poisson('y ~ 1', link));
      const mean = y.reduce((sum, value) => sum + value, 0) / n;
      const found = coefficients[0]!;
      close(link === 'log' ? Math.exp(found.estimate!) : found.estimate, mean, 'mean', 1e-13);
      // The variance of a mean of n counts is mean / n; of its logarithm 1 / (n mean).
      const error = link === 'log' ? Math.sqrt(1 / (n * mean)) : Math.sqrt(mean / n);
      close(found.standardError, error, 'standard error', 1e-12);
      close(summary.deviance, summary.counts!.nullDeviance, 'deviance', 1e-12);
    }
  });

  it('gives the same over parts and for a crowd, in the kernel and in plain loops', async () => {
    const model = poisson('y ~ x');
    const options = { confidence: 0.95 };
    const one = await fitParts(await partsOf({ x, y }, []), model, options);
    const others: Fit[] = [
      await fitParts(await partsOf({ x, y }, [2500, 7001]), model, options),
      await fitParts(await partsOf({ x, y }, [4096], 'plain'), model, options),
      await fitParts(await partsOf({ x, y }, [2500, 7001]), model, { ...options, markLimit: 100 }),
    ];
    for (const other of others) {
      for (const [k, row] of one.coefficients.entries()) {
        close(other.coefficients[k]!.estimate, row.estimate!, 'estimate', 1e-13);
        close(other.coefficients[k]!.standardError, row.standardError!, 'standard error', 1e-12);
        close(other.coefficients[k]!.robustStandardError, row.robustStandardError!, 'HC0', 1e-12);
      }
      close(other.summary.logLikelihood, one.summary.logLikelihood!, 'log-likelihood', 1e-13);
      assert.equal(other.summary.method, one.summary.method);
    }
  });

  it('drops what is collinear and names it', async () => {
    const { coefficients, summary } = await fitted(
      tableOf({ x, y, twice: x.map((value) => 2 * value) }),
      poisson('y ~ x + twice'),
    );
    assert.deepEqual(summary.aliased, ['twice']);
    assert.equal(coefficients[2]!.estimate, null);
    const alone = await fitted(tableOf({ x, y }), poisson('y ~ x'));
    close(coefficients[1]!.estimate, alone.coefficients[1]!.estimate!, 'estimate', 1e-12);
  });

  it('keeps the means of an identity link positive by halving its steps', async () => {
    const table = tableOf({ x: [0, 1, 2, 3, 4, 5, 6, 7], y: [30, 18, 10, 6, 2, 1, 0, 1] });
    const { rows, summary } = await fitted(table, poisson('y ~ x', 'identity'));
    assert.ok(rows.fitted.every((mean) => mean > 0));
    assert.ok(Number.isFinite(summary.deviance));
  });

  it('refuses negative counts with their lines, and counts of nothing', async () => {
    const model = poisson('y ~ x');
    await assert.rejects(fitted(tableOf({ x: [1, 2, 3, 4], y: [1, -2, 3, -4] }), model), {
      code: 'fit/negative-counts',
      message: /lines 3, 5;/,
    });
    await assert.rejects(fitted(tableOf({ x: [1, 2, 3, 4], y: [0, 0, 0, 0] }), model), {
      code: 'fit/no-counts',
    });
  });

  it('says which targets are no counts, and has no likelihood of them', async () => {
    const { summary, warnings } = await fitted(
      tableOf({ x: [1, 2, 3, 4, 5], y: [1, 2.5, 3, 4.5, 4] }),
      poisson('y ~ x'),
    );
    assert.equal(summary.logLikelihood, null);
    assert.ok(warnings.some(({ code, message }) => code === 'fit/not-counts' && /lines 3, 5/.test(message)));
  });

  it('says what has no finite estimate where a group counts nothing, and keeps the rest', async () => {
    const group = [0, 0, 0, 0, 1, 1, 1, 1];
    const [y1, z] = [
      [3, 5, 4, 7, 0, 0, 0, 0],
      [1, 2, 3, 4, 1, 2, 3, 4],
    ];
    const { coefficients, warnings, rows } = await fitted(
      tableOf({ group, z, y: y1 }),
      poisson('y ~ group + z'),
    );
    const others = await fitted(tableOf({ z: z.slice(0, 4), y: y1.slice(0, 4) }), poisson('y ~ z'));
    assert.equal(coefficients[1]!.estimate, null);
    assert.equal(coefficients[1]!.standardError, null);
    close(coefficients[0]!.estimate, others.coefficients[0]!.estimate!, 'intercept', 1e-9);
    close(coefficients[2]!.estimate, others.coefficients[1]!.estimate!, 'slope', 1e-9);
    close(coefficients[2]!.standardError, others.coefficients[1]!.standardError!, 'standard error', 1e-9);
    const told = warnings.find(({ code }) => code === 'fit/separation')!;
    assert.match(told.message, /`group` has no finite estimate: `y` is 0 on lines 6, 7, 8, 9,/);
    assert.ok(rows.fitted.subarray(4).every((mean) => mean < 1e-8));
  });

  it('says how much wider than Poisson counts scatter', async () => {
    const [wide, narrow] = await Promise.all([
      fitted(tableOf({ y: [0, 40, 2, 35, 1, 50, 0, 44] }), poisson('y ~ 1')),
      fitted(tableOf({ y: [4, 6, 5, 7, 3, 5, 6, 4] }), poisson('y ~ 1')),
    ]);
    assert.ok(wide.warnings.some(({ code }) => code === 'fit/overdispersed'));
    assert.ok(!narrow.warnings.some(({ code }) => code === 'fit/overdispersed'));
  });
});
