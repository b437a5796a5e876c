import assert from 'node:assert/strict';
import {
  AUTO_SETTINGS,
  type FitReport,
  type PredictionForm,
  type ShownForm,
} from '../../src/protocol/index.js';
import { PredictionClient, rowFor } from '../../webview/predictionClient.js';
import { fieldText, numberOf, predictionFormat, stepOf } from '../../webview/predictionNumbers.js';
import { reduce } from '../../webview/reduce.js';
import { FIRST_MODEL, type PanelModel } from '../../webview/state.js';
import { analysed } from './analysed.js';

const FORM: PredictionForm = {
  target: { name: 'y', label: 'y', unit: null },
  ...{ measure: 'mean', confidence: 0.95, rowCount: 3, targetBars: null, notes: [] },
  fields: [
    {
      ...{ name: 'x', label: 'x', unit: null, kind: 'number' },
      ...{ low: 0, high: 10, mean: 4, isWhole: false, bars: null },
    },
    {
      ...{ name: 'g', label: 'g', unit: null, kind: 'level', isNumeric: false },
      levels: [
        { level: 'a', count: 1 },
        { level: 'b', count: 2 },
      ],
    },
  ],
  averages: { x: 4, g: 'b' },
};

describe('numbers of the Predict view', () => {
  it('shows every digit of a value, and reads it back', () => {
    for (const [value, text] of [
      [1850, '1,850'],
      [-1234567.25, '\u22121,234,567.25'],
      [0.1, '0.1'],
      [1e-9, '1e-9'],
    ] as const) {
      assert.equal(fieldText(value), text);
      assert.equal(numberOf(text), value);
    }
    assert.deepEqual([numberOf(' 2 000 '), numberOf(''), numberOf('ten')], [2000, null, null]);
  });

  it('moves in round steps of about a thousandth of the range', () => {
    assert.equal(stepOf({ low: 611, high: 4310, isWhole: false }), 10);
    assert.equal(stepOf({ low: 0, high: 117, isWhole: true }), 1);
    assert.equal(stepOf({ low: 3, high: 3, isWhole: false }), null);
  });

  it('ends a prediction where the uncertainty of its average begins', () => {
    const format = predictionFormat([392.6, 401.7]);
    assert.deepEqual([397.138, 392.6, 338.9].map(format), ['397', '393', '339']);
    assert.equal(predictionFormat(null)(2.5), '2.5');
  });
});

describe('a new row', () => {
  it('keeps what stood in the form as far as it still makes sense', () => {
    assert.deepEqual(rowFor(FORM, null), { x: 4, g: 'b' });
    assert.deepEqual(rowFor(FORM, { x: 7, g: 'a', other: 1 }), { x: 7, g: 'a' });
    assert.deepEqual(rowFor(FORM, { x: 'seven', g: 'gone' }), { x: 4, g: 'b' });
  });

  it('is asked for one at a time, and the newest in the end', async () => {
    const report = await analysed('x,y\n1,2\n2,4.1\n4,7.9\n7,14.2\n');
    let model: PanelModel = shownModel(report);
    const asked: unknown[] = [];
    const shown: ShownForm = { form: FORM, hasEmptyRows: false };
    const answers: ((value: unknown) => void)[] = [];
    const call = (name: string, args: unknown) => {
      if (name === 'openPrediction') return Promise.resolve(shown);
      asked.push(args);
      return new Promise((resolve) => answers.push(resolve));
    };
    const client = new PredictionClient(
      { call: call as never },
      () => model,
      (change) => {
        model = reduce(model, { kind: 'predict', change });
      },
      (error) => assert.fail(String(error)),
    );
    client.open();
    client.open();
    await settled();
    for (const x of [5, 6, 7]) client.setRow({ x, g: 'a' });
    assert.deepEqual(asked, [{ row: { x: 4, g: 'b' } }]);
    answers[0]!({ prediction: 'of averages' });
    await settled();
    assert.deepEqual(asked.slice(1), [{ row: { x: 7, g: 'a' } }]);
    answers[1]!({ prediction: 'of the last' });
    await settled();
    assert.deepEqual(model.predict.answer, { prediction: 'of the last' });
    assert.equal(asked.length, 2);
  });

  it('outlives the fit, but not the file', async () => {
    const report = await analysed('x,y\n1,2\n2,4.1\n4,7.9\n7,14.2\n');
    const other = await analysed('x,y\n1,2\n2,5\n4,7.9\n7,14.2\n');
    const model = { ...shownModel(report) };
    const filled = reduce(model, { kind: 'predict', change: { row: { x: 3 }, report } });
    const { snapshot } = filled;
    const refitted = reduce(filled, {
      kind: 'snapshot',
      snapshot: { ...snapshot!, phase: { kind: 'fitted', report: other, stale: null } },
    });
    assert.deepEqual([refitted.predict.row, refitted.predict.report], [{ x: 3 }, null]);
    const moved = reduce(filled, {
      kind: 'snapshot',
      snapshot: { ...snapshot!, file: { uri: 'file:///other.csv', name: 'other.csv' } },
    });
    assert.equal(moved.predict.row, null);
  });
});

function shownModel(report: FitReport): PanelModel {
  const snapshot = {
    file: { uri: 'file:///points.csv', name: 'points.csv' },
    phase: { kind: 'fitted', report, stale: null },
    training: { settings: AUTO_SETTINGS },
  } as NonNullable<PanelModel['snapshot']>;
  return { ...FIRST_MODEL, view: 'predict', report, snapshot };
}

const settled = () => new Promise((next) => setTimeout(next));
