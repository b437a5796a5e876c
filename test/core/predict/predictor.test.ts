import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { modelOfFit } from '../../../src/core/predict/modelOfFit.js';
import { type Prediction, Predictor } from '../../../src/core/predict/predictor.js';
import type { Table } from '../../../src/core/table/table.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable, tableOf } from '../fit/tableOf.js';

type Options = { confidence?: number; weights?: string | undefined; family?: 'poisson'; lambda?: number };

async function predictorOf(
  table: Table,
  formula: string,
  { confidence = 0.95, weights, family, lambda = 0 }: Options = {},
): Promise<Predictor> {
  const { fit } = await fitFormula(table, formula, {
    ...{ confidence, weights, lambda },
    family: family && { name: family, link: 'log' },
  });
  return new Predictor(await modelOfFit(table, fit));
}

/** What R says, see test/certified/r/predictions.R. */
type Reference = {
  dataset: string;
  formula: string;
  family: 'gaussian' | 'poisson';
  weights: string | null;
  confidence: number;
  rows: Record<string, (number | string)[]>;
} & Record<'fit' | 'low' | 'high' | 'newLow' | 'newHigh' | 'mean', number[]>;

const references: Reference[] = JSON.parse(readFileSync('test/certified/r/predictions.json', 'utf8'));

describe('Predictor', () => {
  for (const reference of references) {
    const { dataset, formula, family, weights, confidence } = reference;
    it(`predicts ${family} ${formula} of ${dataset} as R 4.2.2 does`, async () => {
      const options = { confidence, weights: weights ?? undefined, ...(family === 'poisson' && { family }) };
      const predictor = await predictorOf(certifiedTable(`r/${dataset}.csv`), formula, options);
      for (const [i, fit] of reference.fit.entries()) {
        const row = Object.fromEntries(
          Object.entries(reference.rows).map(([name, values]) => [name, values[i]!]),
        );
        const found = predictor.predict(row);
        // R's glm stops where its deviance does, a few digits before its coefficients.
        const tolerance = family === 'poisson' ? 1e-8 : 1e-10;
        const close = (actual: number | null | undefined, expected: number, what: string) =>
          assertClose(actual, expected, { tolerance, what: `${what} of row ${i}` });
        close(found.fit, fit, 'fit');
        close(found.confidenceInterval?.[0], reference.low[i]!, 'average from');
        close(found.confidenceInterval?.[1], reference.high[i]!, 'average to');
        close(found.predictionInterval?.[0], reference.newLow[i]!, 'new row from');
        close(found.predictionInterval?.[1], reference.newHigh[i]!, 'new row to');
        if (reference.mean[i] === 0) assert.equal(found.smearedMean, null);
        else close(found.smearedMean, reference.mean[i]!, 'smeared mean');
      }
    });
  }

  it('names features beyond their range, with the range', async () => {
    const predictor = await predictorOf(certifiedTable('r/cars.csv'), 'dist ~ speed');
    const { extrapolation } = predictor.predict({ speed: 40 });
    assert.deepEqual(extrapolation.outside, [{ column: 'speed', value: 40, low: 4, high: 25 }]);
    assert.equal(predictor.predict({ speed: 25 }).extrapolation.outside.length, 0);
  });

  it('knows the range of a column that only stands in functions', async () => {
    const predictor = await predictorOf(certifiedTable('r/mtcars.csv'), 'mpg ~ poly(hp, 2) + I(wt^2)');
    const { outside } = predictor.predict({ hp: 400, wt: 1 }).extrapolation;
    // Ranges of mtcars: hp 52 to 335, wt 1.513 to 5.424.
    assert.deepEqual(outside, [
      { column: 'hp', value: 400, low: 52, high: 335 },
      { column: 'wt', value: 1, low: 1.513, high: 5.424 },
    ]);
  });

  it('notices a row that is unusual in no feature alone', async () => {
    const x = Array.from({ length: 20 }, (_, i) => i);
    const table = tableOf({ x, z: x.map((i) => i + (i % 2)), y: x.map((i) => i + ((i * 7) % 5)) });
    const predictor = await predictorOf(table, 'y ~ x + z');
    const hidden = predictor.predict({ x: 0, z: 20 }).extrapolation;
    assert.deepEqual([hidden.outside, hidden.isUnusual], [[], true]);
    assert.equal(predictor.predict({ x: 10, z: 10 }).extrapolation.isUnusual, false);
  });

  it('says where a row contradicts what a dropped column was in every row', async () => {
    const a = [1, 2, 3, 4, 5, 7];
    const b = [2, 1, 5, 3, 3, 4];
    const total = a.map((value, i) => value + b[i]!);
    const predictor = await predictorOf(tableOf({ y: [1, 3, 2, 5, 4, 6], a, b, total }), 'y ~ a + b + total');
    assert.deepEqual(predictor.predict({ a: 3, b: 2, total: 5 }).extrapolation.unknown, []);
    assert.deepEqual(predictor.predict({ a: 3, b: 2, total: 6 }).extrapolation.unknown, ['total']);
  });

  it('says so for a combination of levels that no row has', async () => {
    const table = tableOf({
      y: [1, 2, 3, 4, 6, 5],
      f: ['a', 'a', 'b', 'b', 'a', 'b'],
      g: ['u', 'v', 'u', 'u', 'v', 'u'],
    });
    const predictor = await predictorOf(table, 'y ~ f * g');
    assert.deepEqual(predictor.predict({ f: 'b', g: 'v' }).extrapolation.unknown, ['fb:gv']);
    assert.deepEqual(predictor.predict({ f: 'a', g: 'v' }).extrapolation.unknown, []);
  });

  it('has no intervals for a ridge and for a perfect fit', async () => {
    const table = tableOf({ x: [1, 2, 3, 4], y: [2, 4, 6, 8] });
    const noIntervals = ({ confidenceInterval, predictionInterval }: Prediction) =>
      confidenceInterval === null && predictionInterval === null;
    const perfect = await predictorOf(table, 'y ~ x');
    assert.equal(perfect.model.noInterval, 'perfect fit');
    assertClose(perfect.predict({ x: 5 }).fit, 10, { tolerance: 1e-14, what: 'fit' });
    assert.ok(noIntervals(perfect.predict({ x: 5 })));
    const ridge = await predictorOf(certifiedTable('r/cars.csv'), 'dist ~ speed', { lambda: 10 });
    assert.equal(ridge.model.noInterval, 'ridge');
    assert.ok(noIntervals(ridge.predict({ speed: 10 })));
  });

  it('says how often a new row is below 0 where the target never is', async () => {
    const cars = certifiedTable('r/cars.csv');
    const predictor = await predictorOf(cars, 'dist ~ speed');
    // R 4.2.2: m <- lm(dist ~ speed, cars); q <- predict(m, data.frame(speed = ...), se.fit = TRUE);
    // pt(-q$fit / sqrt(q$se.fit^2 + q$residual.scale^2), m$df.residual)
    const expected = [
      [4, 0.54510041894417105],
      [10, 0.086140829128355981],
      [25, 3.5876573879586597e-6],
      [40, 6.0179800579291221e-10],
    ] as const;
    for (const [speed, probability] of expected) {
      const { probabilityBelowZero } = predictor.predict({ speed });
      assertClose(probabilityBelowZero, probability, { tolerance: 1e-10, what: `at ${speed}` });
    }
  });

  it('brings a logit back to a share, of one and of a hundred', async () => {
    const share = [0.12, 0.25, 0.2, 0.44, 0.61, 0.55, 0.83, 0.79, 0.9, 0.95];
    const x = share.map((_, i) => i + 1);
    const predictor = await predictorOf(tableOf({ x, share }), 'log(share / (1 - share)) ~ x');
    assert.deepEqual([predictor.scale.name, predictor.scale.measure], ['share', 'median']);
    // R 4.2.2: plogis(predict(lm(log(s / (1 - s)) ~ x), data.frame(x = ...), interval = "prediction"))
    for (const [at, value] of SHARES)
      assertClose(predictor.predict({ x: at }).fit, value, { tolerance: 1e-12, what: `at ${at}` });
    const [low, high] = predictor.predict({ x: 4.5 }).predictionInterval ?? [0, 0];
    assertClose(low, SHARE_LOW, { tolerance: 1e-11, what: 'low' });
    assertClose(high, SHARE_HIGH, { tolerance: 1e-11, what: 'high' });
    const percent = tableOf({ x, share: share.map((one) => 100 * one) });
    const ofHundred = await predictorOf(percent, 'log(share / (100 - share)) ~ x');
    assertClose(ofHundred.predict({ x: 4.5 }).fit, 100 * SHARES[1]![1], { tolerance: 1e-12, what: 'of 100' });
  });

  it('says nothing of rows below 0 where the target has some, is a function or counts', async () => {
    const cars = certifiedTable('r/cars.csv');
    const isSilent = ({ probabilityBelowZero }: Prediction) => probabilityBelowZero === null;
    assert.ok(isSilent((await predictorOf(cars, 'log(dist) ~ speed')).predict({ speed: 10 })));
    assert.ok(
      isSilent((await predictorOf(cars, 'dist ~ speed', { family: 'poisson' })).predict({ speed: 10 })),
    );
    assert.ok(isSilent((await predictorOf(cars, 'dist ~ speed', { lambda: 10 })).predict({ speed: 10 })));
    const below = tableOf({ x: [1, 2, 3, 4], y: [-1, 0.5, 1, 3] });
    assert.ok(isSilent((await predictorOf(below, 'y ~ x')).predict({ x: 2 })));
  });

  it('has no prediction for a group that counted nothing, and keeps the others', async () => {
    const table = tableOf({
      count: [3, 4, 5, 0, 0, 0, 2, 1],
      group: ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c'],
    });
    const predictor = await predictorOf(table, 'count ~ group', { family: 'poisson' });
    assert.equal(predictor.model.noInterval, 'no finite estimate');
    assert.ok(Number.isNaN(predictor.predict({ group: 'b' }).fit));
    assertClose(predictor.predict({ group: 'c' }).fit, 1.5, { tolerance: 1e-9, what: 'group c' });
  });

  it('keeps its digits far from zero', async () => {
    const x = Array.from({ length: 30 }, (_, i) => i);
    const y = x.map((i) => 3 * i + ((i * 11) % 7));
    const near = await predictorOf(tableOf({ x, y }), 'y ~ x');
    const far = await predictorOf(tableOf({ x: x.map((i) => i + 1e9), y }), 'y ~ x');
    const [a, b] = [near.predict({ x: 12 }), far.predict({ x: 1e9 + 12 })];
    for (const k of [0, 1] as const) {
      const what = `end ${k}`;
      assertClose(b.confidenceInterval?.[k], a.confidenceInterval![k], { tolerance: 1e-12, what });
      assertClose(b.predictionInterval?.[k], a.predictionInterval![k], { tolerance: 1e-12, what });
    }
  });

  const SCALES: readonly [string, number, string, string][] = [
    ['I(y/1000) ~ 1', 2, 'y', 'mean'],
    ['I(10 - y) ~ 1', 2, 'y', 'mean'],
    ['log1p(y) ~ 1', 2, 'y', 'median'],
    ['log(y/1000) ~ 1', 2, 'y', 'median'],
    ['I(y^2) ~ 1', 4, 'I(y^2)', 'mean'],
    ['abs(y) ~ 1', 2, 'abs(y)', 'mean'],
  ];
  for (const [formula, expected, name, measure] of SCALES)
    it(`brings ${formula} back where it can`, async () => {
      const table = tableOf({ y: [2, 2, 2] });
      const predictor = await predictorOf(table, formula);
      assertClose(predictor.predict({}).fit, expected, { tolerance: 1e-14, what: 'fit' });
      assert.deepEqual([predictor.scale.name, predictor.scale.measure], [name, measure]);
      assert.equal(predictor.scale.isTransformed, name !== 'y');
    });

  it('turns an interval round where the target falls', async () => {
    const predictor = await predictorOf(certifiedTable('r/cars.csv'), 'I(100 - dist) ~ speed');
    const plain = await predictorOf(certifiedTable('r/cars.csv'), 'dist ~ speed');
    const [a, b] = [predictor.predict({ speed: 10 }), plain.predict({ speed: 10 })];
    for (const k of [0, 1] as const)
      assertClose(a.predictionInterval![k], b.predictionInterval![k], { tolerance: 1e-12, what: `end ${k}` });
  });
});

const SHARES = [
  [0, 0.077397298089624214],
  [4.5, 0.46883673276683774],
  [20, 0.99965837349706188],
] as const;
const [SHARE_LOW, SHARE_HIGH] = [0.2707951610551772, 0.67720624816365738];
