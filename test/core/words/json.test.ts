import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { fitToJson } from '../../../src/core/words/json.js';
import { fitSummary } from '../../../src/core/words/summary.js';
import { handMadeTable } from '../model/handMadeTable.js';

/** The keys of the headless contract (design section 10), in its order. */
const KEYS = [
  'formula',
  'family',
  'n',
  'leftOut',
  'standardErrors',
  'coefficients',
  'terms',
  'ridge',
  'rank',
  'aliased',
  'dfResidual',
  'residualStandardError',
  'rootMeanSquaredError',
  'meanAbsoluteError',
  'rSquared',
  'adjustedRSquared',
  'fStatistic',
  'rss',
  'deviance',
  'logLikelihood',
  'aic',
  'bic',
  'diagnostics',
  'method',
  'estimatedDigits',
  'warnings',
];
const COEFFICIENT_KEYS = [
  'name',
  'estimate',
  'standardError',
  'statistic',
  'pValue',
  'confidenceInterval',
  'robustStandardError',
  'vif',
  'standardisedEstimate',
];
const DIAGNOSTIC_KEYS = [
  'durbinWatson',
  'jarqueBera',
  'breuschPagan',
  'maxLeverage',
  'maxCooksDistance',
  'conditionNumber',
];

type Shape = Record<string, never> & {
  coefficients: Record<string, never>[];
  diagnostics: Record<string, never>;
  leftOut: Record<string, never>;
  warnings: { code: string; message: string }[];
};

async function carsFit() {
  const table = await readTable(memorySource('cars.csv', readFileSync('test/certified/r/cars.csv')));
  return (await fitFormula(table, null, { confidence: 0.95 })).fit;
}

const asShape = (value: unknown) => JSON.parse(JSON.stringify(value)) as Shape;

describe('fitToJson', () => {
  it('has exactly the keys of the contract, in its order', async () => {
    const json = asShape(fitToJson(await carsFit(), []));
    assert.deepEqual(Object.keys(json), KEYS);
    assert.deepEqual(Object.keys(json.leftOut), ['count', 'byReason', 'lines']);
    for (const row of json.coefficients) assert.deepEqual(Object.keys(row), COEFFICIENT_KEYS);
    assert.deepEqual(Object.keys(json.diagnostics), DIAGNOSTIC_KEYS);
    assert.deepEqual(Object.keys(json.fStatistic!), ['value', 'dfModel', 'dfResidual', 'pValue']);
    assert.deepEqual(Object.keys(json.diagnostics.maxLeverage!), ['value', 'line']);
    assert.deepEqual(Object.keys(json.diagnostics.jarqueBera!), ['statistic', 'pValue']);
  });

  // Expected: the `exact` block of test/certified/r/reference.json (50-digit arithmetic).
  it('holds the certified numbers of cars at full precision', async () => {
    const json = asShape(fitToJson(await carsFit(), []));
    const reference = JSON.parse(readFileSync('test/certified/r/reference.json', 'utf8'));
    const model = reference.models.find(({ id }: { id: string }) => id === 'cars: dist ~ speed');
    const { exact } = model;
    const pairs: [string, unknown, number][] = [
      ['rss', json.rss, exact.rss],
      ['sigma', json.residualStandardError, exact.sigma],
      ['r2', json.rSquared, exact.r2],
      ['F', (json.fStatistic as { value: number }).value, exact.F],
      ['durbinWatson', json.diagnostics.durbinWatson, exact.durbinWatson],
      ['jarqueBera', (json.diagnostics.jarqueBera as { statistic: number }).statistic, exact.jarqueBera],
      ['maxHat', (json.diagnostics.maxLeverage as { value: number }).value, exact.maxHat],
      ['maxCook', (json.diagnostics.maxCooksDistance as { value: number }).value, exact.maxCook],
      ['logLik', json.logLikelihood, exact.logLik],
      ['aic', json.aic, exact.aic],
      ['bic', json.bic, exact.bic],
    ];
    json.coefficients.forEach((row, k) => {
      pairs.push(['estimate', row.estimate, exact.estimates[k]], ['se', row.standardError, exact.se[k]]);
      pairs.push(['hc3', row.robustStandardError, exact.hc3[k]]);
    });
    for (const [name, found, expected] of pairs) {
      assert.equal(typeof expected, 'number', name);
      assert.ok(
        Math.abs((found as number) - expected) <= 1e-10 * Math.abs(expected),
        `${name}: ${found}, ${expected}`,
      );
    }
  });

  it('gives null for what is not finite, and says what', async () => {
    const fit = await carsFit();
    const broken = { ...fit, summary: { ...fit.summary, aic: Number.NaN, rss: Infinity } };
    const json = asShape(fitToJson(broken, [{ code: 'fit/perfect', message: 'first' }]));
    assert.equal(json.aic, null);
    assert.equal(json.rss, null);
    assert.deepEqual(
      json.warnings.map(({ code }) => code),
      ['fit/perfect', 'fit/statistic-undefined'],
    );
    assert.match(json.warnings[1]!.message, /rss, aic/);
  });

  it('keeps every key where nothing is defined', async () => {
    const table = handMadeTable({ x: [5, 2, 3, 4], twice: [10, 4, 6, 8], y: [9, 3, 5, 7] });
    const { fit } = await fitFormula(table, null, { confidence: 0.95 });
    const json = asShape(fitToJson(fit, fit.warnings));
    assert.deepEqual(Object.keys(json), KEYS);
    assert.deepEqual(json.aliased, ['twice']);
    assert.deepEqual(Object.keys(json.coefficients[2]!), COEFFICIENT_KEYS);
    assert.equal(json.coefficients[2]!.estimate, null);
    assert.ok(json.warnings.length > 0);
  });

  it('lists the first 100 lines left out', async () => {
    const y = Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? Number.NaN : i ** 1.1));
    const { fit } = await fitFormula(handMadeTable({ y }), 'y ~ 1', { confidence: 0.95 });
    const { leftOut } = asShape(fitToJson(fit, []));
    assert.equal(leftOut.count, 150);
    assert.deepEqual(leftOut.byReason, { 'missing value': 150 });
    assert.equal((leftOut.lines as number[]).length, 100);
    assert.deepEqual((leftOut.lines as number[]).slice(0, 2), [2, 4]);
  });
});

describe('fitSummary', () => {
  // Expected: R 4.2.2, summary(lm(dist ~ speed, cars)), rounded by the rules of the look.
  it('is a table a person reads', async () => {
    const text = fitSummary(await carsFit(), { fileName: 'cars.csv', confidence: 0.95, warnings: [] });
    assert.match(
      text,
      /^dist ~ speed {3}\(cars\.csv\)\n50 rows, none left out\n\nterm +estimate +std\. error +t +p +95 % interval\n/,
    );
    assert.match(text, /\(Intercept\) +−17\.6 +6\.8 +−2\.6 +0\.012 +−31\.2 to −4\.0\n/);
    assert.match(text, /speed +3\.93 +0\.42 +9\.5 +1\.5e-12 +3\.10 to 4\.77\n/);
    assert.match(text, /R² 0\.651 {3}adjusted R² 0\.644\n/);
    assert.match(
      text,
      /sigma 15\.4 on 48 degrees of freedom\nF 89\.6 on 1 and 48 degrees of freedom, p = 1\.5e-12\n/,
    );
    assert.match(text, /\nroot mean squared error 15\.1 {3}mean absolute error 11\.6\n/);
    assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
    assert.ok(!/[ \t]\n/.test(text));
  });

  it('shows dropped columns, left-out rows and warnings', async () => {
    const table = handMadeTable({
      x: [6, 2, 3, 4, 5],
      twice: [12, 4, 6, 8, 10],
      y: [1, 3, 4, 7, Number.NaN],
    });
    const { fit } = await fitFormula(table, null, { confidence: 0.95 });
    const text = fitSummary(fit, { fileName: 'a.csv', confidence: 0.95, warnings: fit.warnings });
    assert.match(text, /4 rows, 1 left out: missing value 1 \(line 6\)/);
    assert.match(text, /twice +none +dropped/);
    assert.match(text, /warning fit\/collinear: /);
  });
});
