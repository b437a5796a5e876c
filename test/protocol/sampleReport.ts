import { type FitReport, type Sentence, specFromColumns } from '../../src/protocol/index.js';

const sentence: Sentence = {
  verdict: 'look',
  parts: ['A line like ', { strong: 'this' }, ' at ', { line: 4, lastLine: 5 }, ' of ', { column: 'y' }],
};
const label = (name: string) => ({ name, label: name, unit: null });
const cloud = {
  x: Float64Array.of(1, 2, Number.NaN),
  y: Float64Array.of(-0, 1 / 3, 5e-324),
  mark: Uint32Array.of(0, 1, 4294967295),
  cells: null,
};
const smooth = { x: Float64Array.of(1, 2), y: Float64Array.of(3, 4) };

/** A report by hand, with one of every kind of value it may hold. The numbers mean nothing. */
export function sampleReport(fingerprint = '0123456789abcdef'): FitReport {
  const cells = {
    width: 0.5,
    height: 0.25,
    left: Float64Array.of(1),
    bottom: Float64Array.of(2),
    count: Uint32Array.of(7),
  };
  return {
    source: {
      name: 'plain.csv',
      dialect: {
        delimiter: ';',
        quote: '"',
        escape: 'doubled',
        decimal: ',',
        thousands: null,
        hasHeader: true,
        encoding: 'utf-8',
        hasByteOrderMark: false,
        missingTokens: ['NA'],
      },
      layout: { preambleLines: 1, headerRecords: 1, endLine: 7 },
      notes: [
        {
          ...{ field: 'decimal', isGuess: true, isAmbiguous: true, example: '0,435 read as 0.435' },
          others: [{ label: 'decimal point', example: null, change: { decimal: '.', thousands: null } }],
        },
      ],
      rowCount: 3,
      byteCount: 40,
      fingerprint,
      headerLine: undefined,
      columns: [
        {
          ...{ ...label('x'), kind: 'number', form: 'date', firstDay: '2024-02-29' },
          ...{ missingCount: 1, oddCount: 2, distinctCount: null },
          shape: [1, 0, 2],
          preview: [
            { raw: '0,5', read: 0.5 },
            { raw: 'NA', read: null },
          ],
        },
      ],
    },
    spec: specFromColumns('y', ['x']),
    target: { name: 'y (m)', label: 'y', unit: 'm' },
    confidence: 0.95,
    leftOut: {
      count: 1,
      byReason: { 'missing value': 1 },
      rows: [{ row: 1, line: 3, lastLine: 3, reason: 'missing value', column: 'x', cell: 'NA' }],
    },
    leftOutColumns: [{ name: '<img src=x onerror=alert(1)>', reason: 'text column' }],
    summary: {
      ridge: null,
      covariance: 'hc3',
      n: 3,
      rank: 2,
      aliased: ['z'],
      dfResidual: 1,
      residualStandardError: 0.1,
      rootMeanSquaredError: 0.05,
      meanAbsoluteError: 0.04,
      rSquared: 1 / 3,
      adjustedRSquared: null,
      fStatistic: { value: Number.POSITIVE_INFINITY, dfModel: 1, dfResidual: 1, pValue: 1e-300 },
      rss: 0.1 + 0.2,
      deviance: 0.3,
      logLikelihood: null,
      aic: Number.NEGATIVE_INFINITY,
      bic: Number.NaN,
      diagnostics: {
        durbinWatson: 2,
        jarqueBera: { statistic: 1, pValue: 0.5 },
        breuschPagan: null,
        maxLeverage: { value: 0.9, line: 2 },
        maxCooksDistance: null,
        conditionNumber: null,
      },
      method: 'QR, double precision',
      estimatedDigits: 13.5,
      isPerfectFit: false,
      robust: null,
      targetMean: -0,
      leaveOneOutError: null,
      counts: null,
    },
    coefficients: [
      {
        name: 'x',
        estimate: Math.PI,
        standardError: null,
        statistic: null,
        pValue: null,
        confidenceInterval: [3, 3.3],
        robustStandardError: null,
        vif: null,
        featureSd: 1,
        standardisedEstimate: 0.5,
        label: label('x'),
        rateRatio: null,
      },
    ],
    ridgePath: null,
    terms: [
      {
        name: 'x',
        sequential: { df: 1, sumOfSquares: 0.1, meanSquare: 0.1, fStatistic: 2, pValue: 1e-300 },
        dropOne: null,
        inflation: 1,
        inflationPerDf: null,
      },
    ],
    marks: {
      row: Uint32Array.of(0, 1, 2),
      firstLine: Uint32Array.of(2, 3, 4),
      lastLine: Uint32Array.of(2, 3, 5),
      actual: new Float64Array(3),
      fitted: new Float64Array(3),
      residual: new Float64Array(3),
      devianceResidual: new Float64Array(3),
      leverage: new Float64Array(3),
      studentised: new Float64Array(3).fill(Number.NaN),
      cooksDistance: new Float64Array(3),
      isComplete: true,
      flagged: [2],
    },
    fitView: {
      kind: 'several',
      cloud: { ...cloud, cells },
      partials: [{ feature: label('x'), cloud, x: [0, 1], y: [2, 3] }],
      sentence,
    },
    residualsView: {
      kind: 'raw',
      counts: null,
      shape: { edges: Float64Array.of(0, 1), density: Float64Array.of(1), curve: null, sentence },
      tails: { cloud, band: null, sentence },
      trend: { cloud, smooth, sentence },
      spread: { cloud, smooth: null, level: 0.8, sentence },
    },
    influenceView: {
      kind: 'counts',
      pearson: Float64Array.of(0.5, Number.NaN),
      contours: [{ level: 0.5, x: Float64Array.of(0.1, 0.2), y: Float64Array.of(2, 1) }],
      sample: { leverage: Float64Array.of(0.1), upright: Float64Array.of(-1), of: 50_000 },
      top: [2, 0],
      sentence,
    },
    warnings: [
      { code: 'fit/collinear', message: 'z = x', hint: 'Drop one.' },
      { code: 'fit/perfect', message: 'm' },
    ],
    elapsed: { readMs: 1.5, fitMs: 0.5 },
  };
}
