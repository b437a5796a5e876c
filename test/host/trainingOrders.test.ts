import { strict as assert } from 'node:assert';
import { type OrderingPanel, TrainingOrders } from '../../src/host/trainingOrders.js';
import { AUTO_SETTINGS, type PanelPhase, type StudyWish } from '../../src/protocol/index.js';
import { sampleReport } from '../protocol/sampleReport.js';

const settings = AUTO_SETTINGS;

/** A panel that shows a fit of this formula; what it is told to fit works, or does not. */
function makePanel(formula: string, { stale = null as string | null, works = true } = {}) {
  const done: unknown[] = [];
  const note = (word: string) => async (what: unknown) => void done.push([word, what]);
  const show = (shown: string): PanelPhase => {
    const report = sampleReport();
    return { kind: 'fitted', report: { ...report, spec: { ...report.spec, formula: shown } }, stale };
  };
  const state = {
    phase: show(formula),
    get shownFormula() {
      return this.phase.kind === 'fitted' ? this.phase.report.spec.formula : null;
    },
  };
  const panel: OrderingPanel = {
    state,
    training: {
      start: note('start'),
      makePlan: async (...what) => void done.push(['plan', ...what]),
    },
    studies: { start: note('study') },
    fit: async (wanted) => {
      done.push(['fit', wanted]);
      state.phase = works ? show(wanted ?? 'y ~ .') : { kind: 'cancelled', previous: null };
    },
  };
  return { orders: new TrainingOrders(panel), done };
}

describe('TrainingOrders', () => {
  it('trains the fit on screen as it is', async () => {
    const { orders, done } = makePanel('y ~ x');
    const order = { formula: 'y ~ x', settings, isStepwise: true };
    await orders.train(order);
    assert.deepEqual(done, [['start', order]]);
  });

  it('fits first what is of another formula, or of the text as it was', async () => {
    const other = makePanel('y ~ x');
    await other.orders.train({ formula: 'y ~ z', settings, isStepwise: false });
    const stale = makePanel('y ~ x', { stale: 'The text has changed since this fit.' });
    await stale.orders.train({ formula: 'y ~ x', settings, isStepwise: false });
    assert.deepEqual(other.done, [
      ['fit', 'y ~ z'],
      ['start', { formula: 'y ~ z', settings, isStepwise: false }],
    ]);
    assert.deepEqual(stale.done[0], ['fit', 'y ~ x']);
  });

  it('leaves an empty formula to the fit, and studies what came of it', async () => {
    const { orders, done } = makePanel('y ~ x');
    const wish: StudyWish = { formula: '', settings, order: { kind: 'two-starts' } };
    await orders.study(wish);
    assert.deepEqual(done, [
      ['fit', null],
      ['study', { ...wish, formula: 'y ~ .' }],
    ]);
  });

  it('trains nothing where the fit fails', async () => {
    const { orders, done } = makePanel('y ~ x', { works: false });
    await orders.train({ formula: 'y ~ z', settings, isStepwise: false });
    await orders.plan(settings);
    assert.deepEqual(done, [['fit', 'y ~ z']]);
  });

  it('plans a run of the fit on screen', async () => {
    const { orders, done } = makePanel('y ~ x');
    await orders.plan(settings);
    assert.deepEqual(done, [['plan', 'y ~ x', settings]]);
  });
});
