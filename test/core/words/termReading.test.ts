import assert from 'node:assert/strict';
import type { CoefficientRow } from '../../../src/core/index.js';
import type { DesignColumn, Expression } from '../../../src/core/model/designColumn.js';
import type { Factor, ModelSpec } from '../../../src/core/model/modelSpec.js';
import { termReadings } from '../../../src/core/words/termReading.js';

// Coefficients by hand; what they mean follows from the numbers beside each test.
const column = (name: string): Expression => ({ kind: 'column', name });
const apply = (name: 'log' | 'log2', of: Expression): Expression => ({ kind: 'function', name, of });
const level = (of: string, text: string) => ({ kind: 'level', column: of, level: text }) as const;
const AREA = column('area (sqft)');
const AGE = column('age (years)');
const ZONE: Factor = {
  label: 'zone',
  column: 'zone',
  levels: [
    { level: 'centre', count: 5 },
    { level: 'edge', count: 4 },
  ],
};

function coefficient(estimate: number | null, standardError = 0.001): CoefficientRow {
  const half = 2 * standardError;
  return {
    ...{ name: '', estimate, standardError, statistic: null, pValue: null, robustStandardError: null },
    ...{ vif: null, standardisedEstimate: null, featureSd: 1 },
    confidenceInterval: estimate === null ? null : [estimate - half, estimate + half],
  };
}

function wordsOf(
  features: readonly DesignColumn['factors'][],
  estimates: readonly CoefficientRow[],
  change: Partial<ModelSpec> & { isRate?: boolean } = {},
): string[] {
  const { isRate = false, ...spec } = change;
  const columns = features.map((factors, k) => ({ name: `column ${k}`, factors }));
  const model = {
    ...{ formula: '', target: { name: 'price (kUSD)', factors: [column('price (kUSD)')] } },
    ...{ features: columns, hasIntercept: true, factors: [], isPolynomial: true },
    terms: columns.map((_, k) => ({ label: `term ${k}`, variables: [], features: [k] })),
    ...spec,
  };
  return termReadings({ spec: model, coefficients: estimates, isRate }).map(({ words }) => words);
}

describe('reading of terms', () => {
  it('says what one more unit adds, and where the intercept lies', () => {
    assert.deepEqual(
      wordsOf([[AREA], [AGE]], [coefficient(110.9, 4), coefficient(0.166), coefficient(-0.921)]),
      [
        'the starting point, at zero of everything',
        'each sqft adds 0.166 kUSD',
        'each year takes off 0.921 kUSD',
      ],
    );
  });

  it('calls the constant model a mean', () => {
    assert.deepEqual(wordsOf([], [coefficient(5)]), ['the mean of price']);
  });

  it('tells levels against the reference, and says where a difference cannot be seen', () => {
    const features = [[level('zone', 'edge')]];
    assert.deepEqual(wordsOf(features, [coefficient(5), coefficient(-15.6, 0.1)], { factors: [ZONE] }), [
      'the starting point, for centre',
      'edge is 15.6 kUSD below centre',
    ]);
    const doubtful = wordsOf(features, [coefficient(5), coefficient(0.1, 3)], { factors: [ZONE] });
    assert.equal(doubtful[1], 'no visible difference from centre');
  });

  it('knows a level with an indicator of its own from one against the reference', () => {
    const features = [[level('zone', 'centre')], [level('zone', 'edge')]];
    const terms = [{ label: 'zone', variables: ['zone'], features: [0, 1] }];
    const spec = { factors: [ZONE], terms, hasIntercept: false };
    assert.deepEqual(wordsOf(features, [coefficient(5), coefficient(7)], spec), [
      'the starting point for centre',
      'the starting point for edge',
    ]);
  });

  it('reads logarithms by doublings: 10 times ln 2 is 6.931', () => {
    const [, ofLog, ofLog2] = wordsOf(
      [[apply('log', AREA)], [apply('log2', AGE)]],
      [coefficient(1), coefficient(10, 0.01), coefficient(3, 0.01)],
    );
    assert.equal(ofLog, 'each doubling of area adds 6.931 kUSD');
    assert.equal(ofLog2, 'each doubling of age adds 3.00 kUSD');
  });

  it('reads a logarithm of the target in percent: e to the 0.05 is 1.051, e to the 2 is 7.39', () => {
    const target = { name: 'log(price)', factors: [apply('log', column('price (kUSD)'))] };
    const words = wordsOf([[AREA], [AGE]], [coefficient(1), coefficient(0.05), coefficient(2)], { target });
    assert.equal(words[1], 'each sqft makes price 5.1 % larger');
    assert.equal(words[2], 'each year multiplies price by 7.39');
  });

  it('speaks of the mean where the logarithm of the mean is modelled', () => {
    const words = wordsOf([[AREA]], [coefficient(1), coefficient(-0.05)], { isRate: true });
    assert.equal(words[1], 'each sqft makes the mean of price 4.9 % smaller');
  });

  it('says for what an effect holds that depends on another column', () => {
    const words = wordsOf(
      [[AREA], [AGE], [AREA, AGE]],
      [coefficient(1), coefficient(0.2), coefficient(-1), coefficient(-0.01)],
    );
    assert.equal(words[1], 'each sqft adds 0.200 kUSD, at zero of age');
    assert.equal(words[3], 'each sqft adds 0.0100 kUSD less with each year');
  });

  it('compares the slopes of levels', () => {
    const words = wordsOf(
      [[AREA], [level('zone', 'edge')], [AREA, level('zone', 'edge')]],
      [coefficient(1), coefficient(0.2), coefficient(-1), coefficient(0.02)],
      { factors: [ZONE] },
    );
    assert.equal(words[1], 'each sqft adds 0.200 kUSD, for centre');
    assert.equal(words[2], 'edge is 1.000 kUSD below centre, at zero of area');
    assert.equal(words[3], 'for edge, each sqft adds 0.0200 kUSD more than for centre');
  });

  it('reads a column together with its own square', () => {
    const square: Expression = {
      kind: 'arithmetic',
      operator: '^',
      left: AREA,
      right: { kind: 'number', value: 2 },
    };
    const words = wordsOf([[AREA], [square]], [coefficient(1), coefficient(0.2), coefficient(-1)]);
    assert.equal(words[1], 'read together with column 1');
  });

  it('says that a dropped column is left out', () => {
    assert.equal(
      wordsOf([[AREA]], [coefficient(1), coefficient(null)])[1],
      'left out: the other terms hold it already',
    );
  });
});
