import { strict as assert } from 'node:assert';
import { isDoctorArgs, isLineTextArgs, isPanelState, PANEL_EVENT_SHAPES } from '../../src/protocol/index.js';

describe('what a page sends', () => {
  it('is taken when it is as agreed', () => {
    assert.ok(PANEL_EVENT_SHAPES.fit({ formula: 'y ~ x' }));
    assert.ok(PANEL_EVENT_SHAPES.cancel(null));
    assert.ok(PANEL_EVENT_SHAPES.chooseModel({ formula: 'y ~ x', choices: {} }));
    const references = { zone: 'edge' };
    const family = { name: 'poisson', link: 'log' };
    const choices = { references, covariance: 'hc3', weights: 'w', family };
    assert.ok(PANEL_EVENT_SHAPES.chooseModel({ formula: 'y ~ x', choices }));
    assert.ok(isDoctorArgs({ lambda: null, variance: 0.1, seed: 1 }));
    assert.ok(PANEL_EVENT_SHAPES.goToLines({ firstLine: 2, lastLine: 3, takeFocus: false }));
    assert.ok(PANEL_EVENT_SHAPES.save({ suggestedName: 'a.png', content: new Uint8Array(3) }));
    assert.ok(PANEL_EVENT_SHAPES.save({ suggestedName: 'a.svg', content: '<svg/>' }));
    assert.ok(PANEL_EVENT_SHAPES.drawn({ view: 'residuals', chartCount: 4 }));
    assert.ok(isLineTextArgs({ firstLine: 1, lastLine: 1 }));
  });

  it('is refused otherwise', () => {
    assert.ok(!PANEL_EVENT_SHAPES.fit({ formula: 7 }));
    assert.ok(!PANEL_EVENT_SHAPES.fit(null));
    assert.ok(!PANEL_EVENT_SHAPES.fit({ formula: 'x'.repeat(200_001) }));
    assert.ok(!PANEL_EVENT_SHAPES.goToLines({ firstLine: -1, lastLine: 3, takeFocus: false }));
    assert.ok(!PANEL_EVENT_SHAPES.goToLines({ firstLine: 1.5, lastLine: 3, takeFocus: false }));
    assert.ok(!PANEL_EVENT_SHAPES.goToLines({ firstLine: 1, lastLine: 3 }));
    assert.ok(!PANEL_EVENT_SHAPES.save({ suggestedName: 'a', content: { length: 1 } }));
    assert.ok(!PANEL_EVENT_SHAPES.drawn({ view: 'elsewhere', chartCount: 4 }));
    for (const choices of [
      { references: { zone: 1 } },
      { references: ['edge'] },
      { covariance: 'hc4' },
      { weights: 1 },
      { family: { name: 'poisson', link: 'sqrt' } },
    ])
      assert.ok(!PANEL_EVENT_SHAPES.chooseModel({ formula: 'y ~ x', choices }));
    assert.ok(!isDoctorArgs({ lambda: '1', variance: null, seed: 1 }));
    assert.ok(!isLineTextArgs({ firstLine: Number.NaN, lastLine: 1 }));
  });
});

describe('isPanelState', () => {
  const state = {
    version: 1,
    uri: 'file:///a.csv',
    formula: '',
    fitChoices: {},
    view: 'fit',
    selectedLine: null,
    newRow: null,
    report: null,
    training: null,
  };

  it('takes a state of this version', () => {
    assert.ok(isPanelState(state));
    const textbook = { mean: 0, sigma: 1 };
    const rest = { residuals: null, countMean: null, hasLaplace: true, formula: 'y ~ x' };
    const curves = { ground: 'residuals', textbook, ...rest };
    assert.ok(isPanelState({ ...state, residualsTab: 'curves', curves }));
    assert.ok(!isPanelState({ ...state, residualsTab: 'elsewhere' }));
    assert.ok(!isPanelState({ ...state, curves: { ...curves, textbook: { mean: 0, sigma: -1 } } }));
    assert.ok(isPanelState({ ...state, selectedLine: 3, newRow: { x: 1, zone: 'edge' }, report: '{}' }));
  });

  it('refuses another version, and what is no state', () => {
    for (const other of [
      undefined,
      null,
      {},
      { ...state, version: 2 },
      { ...state, uri: 7 },
      { ...state, fitChoices: { covariance: 'other' } },
      { ...state, view: 'x' },
      { ...state, newRow: { x: null } },
    ])
      assert.equal(isPanelState(other), false);
  });
});
