import assert from 'node:assert/strict';
import { analyse } from '../../../src/core/buildReport.js';
import { fitFormula, type ModelChoices } from '../../../src/core/fitFormula.js';
import type { FitReport } from '../../../src/core/report.js';
import { fitToJson } from '../../../src/core/words/json.js';
import { fitSummary } from '../../../src/core/words/summary.js';
import { certifiedTable, tableOf } from '../fit/tableOf.js';
import { sentenceWords } from './sentenceWords.js';

const POISSON: ModelChoices = { family: { name: 'poisson', link: 'log' } };

const cars = certifiedTable('r/mtcars.csv');

function reportOf(formula: string, choices: ModelChoices, table = cars): Promise<FitReport> {
  return analyse(table, formula, { confidence: 0.95, readMs: 0, ...choices });
}

// The numbers in these words are tested against R in test/core/fit/poisson.test.ts.
describe('words for counts', () => {
  it('make a table with rate ratios and without what squares would say', async () => {
    const { fit } = await fitFormula(cars, 'carb ~ wt + hp', { confidence: 0.95, ...POISSON });
    const text = fitSummary(fit, { fileName: 'mtcars.csv', confidence: 0.95, warnings: [] });
    assert.match(text, /^carb ~ wt \+ hp {3}\(mtcars\.csv, Poisson with log link\)/);
    assert.match(text, /term +estimate +std\. error +z +p +95 % interval +rate ratio +95 % interval/);
    assert.match(text, /deviance 12\.3 on 29 degrees of freedom {3}null deviance 27\.0 on 31/);
    assert.match(text, /Pearson chi² 13\.3, 0\.460 per degree of freedom/);
    assert.match(text, /IRLS, \d steps, double precision/);
    assert.doesNotMatch(text, /R²|sigma|Durbin|squares/);
  });

  it('name the weights', async () => {
    const { fit } = await fitFormula(cars, 'mpg ~ wt', { confidence: 0.95, weights: 'qsec' });
    const text = fitSummary(fit, { fileName: 'mtcars.csv', confidence: 0.95, warnings: [] });
    assert.match(text, /\(mtcars\.csv, weights qsec\)/);
  });

  it('keep every key of the contract, null for what belongs to squares', async () => {
    const options = { confidence: 0.95 };
    const plain = (await fitFormula(cars, 'carb ~ wt', options)).fit;
    const { fit } = await fitFormula(cars, 'carb ~ wt', { ...options, ...POISSON });
    const [least, counts] = [fitToJson(plain, []), fitToJson(fit, fit.warnings)] as Record<string, unknown>[];
    assert.deepEqual(Object.keys(counts!), Object.keys(least!));
    assert.equal(counts!.family, 'poisson');
    for (const key of ['residualStandardError', 'rSquared', 'adjustedRSquared', 'fStatistic', 'rss'])
      assert.equal(counts![key], null, key);
    const [first] = counts!.coefficients as { robustStandardError: unknown }[];
    assert.equal(first!.robustStandardError, null);
    assert.match(JSON.stringify(counts!.warnings), /A Poisson fit is not judged by squares/);
  });

  it('say why several features have no charts of their own', async () => {
    const { fitView } = await reportOf('carb ~ wt + hp', POISSON);
    assert.ok(fitView.kind === 'several' && fitView.partials.length === 0);
    assert.match(
      sentenceWords(fitView.sentence),
      / No feature is drawn by itself: how it goes with the count depends/,
    );
  });

  it('draw several features by themselves where they add to the count', async () => {
    const identity: ModelChoices = { family: { name: 'poisson', link: 'identity' } };
    const { fit } = await fitFormula(cars, 'carb ~ wt + hp', { confidence: 0.95, ...identity });
    const [intercept, wt, hp] = fit.coefficients.map(({ estimate }) => estimate!) as [number, number, number];
    const [meanWt, meanHp] = fit.columns.map(({ mean }) => mean) as [number, number];
    assert.equal(fit.charted.length, 2);
    for (const { height } of fit.charted)
      assert.ok(Math.abs(height - (intercept + wt * meanWt + hp * meanHp)) < 1e-12);
    const { fitView } = await reportOf('carb ~ wt + hp', identity);
    assert.doesNotMatch(sentenceWords(fitView.sentence), /drawn by itself/);
  });

  it('say what a feature multiplies, and of which residuals the charts are', async () => {
    const report = await reportOf('carb ~ hp', POISSON);
    assert.equal(report.residualsView.kind, 'deviance');
    assert.equal(report.fitView.kind, 'one');
    assert.match(
      sentenceWords(report.fitView.sentence),
      /^Each extra unit of hp multiplies the expected carb by 1\.01 \(95 % interval 1\.00 to 1\.01\)\. .*curve/,
    );
    assert.match(
      sentenceWords(report.residualsView.shape.sentence),
      /Here counts are small, under 5 on average/,
    );
    assert.equal(report.residualsView.shape.sentence.verdict, null);
    assert.equal(report.residualsView.shape.curve?.sigma, 1);
    assert.equal(report.coefficients[1]!.rateRatio!.value, Math.exp(report.coefficients[1]!.estimate!));
  });

  it('judge the shape of deviance residuals where counts are large', async () => {
    const breaks = await reportOf('breaks ~ wool + tension', POISSON, certifiedTable('r/warpbreaks.csv'));
    assert.match(
      sentenceWords(breaks.residualsView.shape.sentence),
      /^Bars should follow the curve\. Here lines/,
    );
    assert.match(sentenceWords(breaks.fitView.sentence), /multiplies the expected breaks by/);
    assert.ok(breaks.warnings.some(({ code }) => code === 'fit/overdispersed'));
  });

  it('draw the expected count with the quantiles of new ones', async () => {
    const x = Array.from({ length: 40 }, (_, i) => i / 10);
    const y = x.map((value, i) => Math.round(Math.exp(1 + 0.4 * value)) + (i % 3) - 1);
    const { fitView, coefficients } = await reportOf('y ~ x', POISSON, tableOf({ x, y }));
    assert.ok(fitView.kind === 'one' && fitView.line !== null);
    const { line } = fitView;
    const [a, b] = coefficients.map(({ estimate }) => estimate!) as [number, number];
    assert.ok(Math.abs(line.fitted.at(-1)! / Math.exp(a + b * 3.9) - 1) < 1e-12);
    for (let i = 0; i < line.x.length; i++) {
      assert.ok(
        line.bands!.averageLow[i]! < line.fitted[i]! && line.fitted[i]! < line.bands!.averageHigh[i]!,
      );
      assert.ok(Number.isInteger(line.bands!.newRowLow[i]!) && line.bands!.newRowLow[i]! <= line.fitted[i]!);
      assert.ok(line.bands!.newRowHigh[i]! > line.bands!.averageHigh[i]! - 1);
    }
  });

  it('take weighted residuals for the charts of a weighted fit', async () => {
    const report = await reportOf('mpg ~ wt', { weights: 'qsec' });
    assert.equal(report.residualsView.kind, 'weighted');
    assert.equal(report.residualsView.shape.curve?.sigma, report.summary.residualStandardError);
    assert.deepEqual(report.residualsView.trend.cloud.y, report.marks.devianceResidual);
  });

  it('leave the weights out of a proposed model, and refuse those that are no numbers', async () => {
    const table = tableOf({ a: [1, 2, 3, 5, 4], w: [1, 1, 2, 1, 3], y: [2, 1, 4, 5, 3] });
    const { fit, leftOutColumns } = await fitFormula(table, null, { confidence: 0.95, weights: 'w' });
    assert.equal(fit.spec.formula, 'y ~ a');
    assert.deepEqual(leftOutColumns, [{ name: 'w', reason: 'holds the weights' }]);
    await assert.rejects(fitFormula(table, null, { confidence: 0.95, weights: 'W' }), {
      code: 'formula/unknown-column',
      hint: 'Change it to `w`, the nearest name.',
    });
    await assert.rejects(fitFormula(cars, null, { confidence: 0.95, weights: 'car' }), {
      code: 'formula/not-numeric',
    });
  });
});
