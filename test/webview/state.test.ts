import assert from 'node:assert/strict';
import {
  AUTO_SETTINGS,
  type FitReport,
  NOTHING_SETTLED,
  type PanelPhase,
  type PanelSnapshot,
} from '../../src/protocol/index.js';
import { reduce } from '../../webview/reduce.js';
import { FIRST_MODEL, isSameFit, type PanelModel } from '../../webview/state.js';
import { analysed } from './analysed.js';

const NO_TRAINING = { settings: AUTO_SETTINGS, pace: 'watch', plan: null, error: null, runs: [] } as const;
const FILE = { uri: 'file:///points.csv', name: 'points.csv' };

function snapshotOf(phase: PanelPhase, formula = 'y ~ x'): PanelSnapshot {
  return {
    file: FILE,
    formula,
    phase,
    fitChoices: {},
    reading: NOTHING_SETTLED,
    training: NO_TRAINING,
    samples: [],
    truth: null,
    dismissedAdvice: [],
    fits: [],
    studies: [],
  };
}

function shown(model: PanelModel, phase: PanelPhase, formula?: string): PanelModel {
  return reduce(model, { kind: 'snapshot', snapshot: snapshotOf(phase, formula) });
}

describe('panel state', () => {
  let report: FitReport;
  before(async () => {
    report = await analysed('x,y\n1,2\n2,4.1\n4,7.9\n7,14.2\n');
  });

  it('keeps the object on screen when a copy of the same fit arrives', () => {
    const first = shown(FIRST_MODEL, { kind: 'fitted', report, stale: null });
    const copy = structuredClone(report);
    const working = shown(first, { kind: 'working', progress: null, previous: copy });
    assert.equal(working.report, report);
    assert.ok(isSameFit(report, copy));
  });

  it('takes another fit of the same file', () => {
    const first = shown(FIRST_MODEL, { kind: 'fitted', report, stale: null });
    const other = { ...report, spec: { ...report.spec, formula: 'y ~ 1' } };
    assert.equal(shown(first, { kind: 'fitted', report: other, stale: null }).report, other);
  });

  it('shows the last fit that worked beside an error', () => {
    const error = { code: 'formula/syntax', message: 'wrong', hint: null, details: {} };
    assert.equal(
      shown(FIRST_MODEL, { kind: 'failed', error, previous: report, source: null }).report,
      report,
    );
  });

  it('leaves what is being typed alone, and takes the canonical form of what was sent', () => {
    const first = shown(FIRST_MODEL, { kind: 'fitted', report, stale: null });
    const typing = reduce(first, { kind: 'draft', formula: 'y ~ .' });
    assert.equal(shown(typing, { kind: 'fitted', report, stale: 'edited' }).draft, 'y ~ .');
    const sent = reduce(typing, { kind: 'submit', formula: 'y ~ .' });
    const working = shown(sent, { kind: 'working', progress: null, previous: report }, 'y ~ .');
    assert.equal(shown(working, { kind: 'fitted', report, stale: null }, 'y ~ x').draft, 'y ~ x');
  });

  it('is slow only while work goes on', () => {
    const working = shown(FIRST_MODEL, { kind: 'working', progress: null, previous: null });
    const slow = reduce(working, { kind: 'slow' });
    assert.equal(slow.isSlow, true);
    assert.equal(shown(slow, { kind: 'fitted', report, stale: null }).isSlow, false);
    assert.equal(
      reduce(shown(slow, { kind: 'fitted', report, stale: null }), { kind: 'slow' }).isSlow,
      false,
    );
  });

  it('shows progress of the running work only', () => {
    const progress = {
      ...({ token: 1, stage: 'reading', bytesRead: 5, bytesTotal: 10, rows: 3 } as const),
      ...{ rowsPerSecond: null, secondsLeft: null },
    };
    const working = shown(FIRST_MODEL, { kind: 'working', progress: null, previous: null });
    const { snapshot } = reduce(working, { kind: 'progress', progress });
    assert.deepEqual(snapshot?.phase, { kind: 'working', progress, previous: null });
    const done = shown(working, { kind: 'fitted', report, stale: null });
    assert.equal(reduce(done, { kind: 'progress', progress }), done);
  });

  it('keeps view and selection of before a reload, and drops the selection with another file', () => {
    const kept: PanelModel = { ...FIRST_MODEL, view: 'residuals', selectedLine: 3 };
    const first = shown(kept, { kind: 'fitted', report, stale: null });
    assert.equal(first.selectedLine, 3);
    assert.equal(first.view, 'residuals');
    const other = {
      ...snapshotOf({ kind: 'fitted', report, stale: null }),
      file: { uri: 'b', name: 'b.csv' },
    };
    assert.equal(reduce(first, { kind: 'snapshot', snapshot: other }).selectedLine, null);
  });
});
