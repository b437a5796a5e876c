import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { fromRunner, useWorkbench } from './session.js';

const pictures = path.join(fromRunner('RESULTS'), '../e2e');

// R 4.2.2: quantreg's rq(dist ~ speed) is -11.6 + 3.4 speed; MASS's rlm has a scale of 13.3 (test/certified/r/robust.R).
describe('The family of a model', () => {
  const session = useWorkbench({ files: ['cars.csv'], size: { width: 1600, height: 1100 } });

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    const { workbench } = session;
    await workbench.openFile('cars.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
  });

  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(pictures, `family-${name}.png`) });

  async function choose(family: string): Promise<void> {
    const { panel } = session.workbench;
    await panel.openView('model');
    await panel.part('family').selectOption(family);
  }

  it('is the median of Laplace noise', async () => {
    const { panel } = session.workbench;
    await choose('median');
    await eventually(async () => assert.match(await panel.text(), /median of dist/));
    await picture('model');
    await panel.openView('fit');
    await panel.untilDrawn();
    assert.match(await panel.metric('objective'), /563\.8|564/);
    assert.match(await panel.metric('unique'), /one/);
    assert.match(await panel.text(), /in the median/);
    await picture('fit');
    await panel.openView('residuals');
    await panel.chart('shape').waitFor();
    await picture('residuals');
  });

  it('predicts without intervals, and says why', async () => {
    const { panel } = session.workbench;
    await panel.openView('predict');
    await eventually(async () => assert.match(await panel.text(), /No intervals: a quantile has none/));
    assert.equal(await panel.part('interval-new-row').count(), 0);
    await picture('predict');
  });

  it('has standard errors by the bootstrap', async () => {
    const { panel } = session.workbench;
    await panel.openView('model');
    await panel.part('bootstrap').selectOption('200');
    await panel.openView('fit');
    await eventually(async () => assert.match(await panel.text(), /bootstrap error/));
    assert.doesNotMatch(await panel.term('speed'), /none/);
  });

  it('is another quantile, typed', async () => {
    const { panel } = session.workbench;
    await panel.openView('model');
    await panel.part('quantile').fill('0.75');
    await panel.part('quantile').press('Tab');
    await eventually(async () => assert.match(await panel.text(), /0\.75 quantile of dist/));
    assert.equal(await panel.part('family').inputValue(), 'quantile');
    await panel.part('quantile').fill('2');
    await panel.part('quantile').press('Tab');
    await eventually(async () =>
      assert.equal(await panel.part('quantile').getAttribute('aria-invalid'), 'true'),
    );
  });

  it("is Huber's", async () => {
    const { panel } = session.workbench;
    await choose('huber');
    await eventually(async () => assert.match(await panel.text(), /but for rows far out/));
    await panel.openView('fit');
    assert.match(await panel.metric('scale'), /scale 1\d/);
    assert.doesNotMatch(await panel.term('speed'), /none/);
    await picture('huber');
    await panel.openView('residuals');
    await panel.chart('shape').waitFor();
    await picture('huber-residuals');
  });

  it('makes the constant model the median in one click, with the whole interval of medians', async () => {
    const { panel } = session.workbench;
    await panel.openView('model');
    await panel.part('model-constant-median').click();
    await panel.openView('fit');
    // The 25th and 26th of 50 distances are both 36.
    await eventually(async () => assert.match(await panel.text(), /The median of dist/));
    assert.match(await panel.term('(Intercept)'), /36/);
    await picture('constant');
  });

  it('is Gaussian with a ridge, its path drawn and its penalty chosen', async () => {
    const { panel } = session.workbench;
    await choose('gaussian');
    await panel.openView('fit');
    await panel.fitFormula('dist ~ speed + I(speed^2)');
    await panel.openView('model');
    await panel.part('ridge').selectOption('cv');
    await panel.part('ridge-path').waitFor();
    assert.match(await panel.text(), /error of rows held back, in 10 turns/);
    await panel.part('ridge-penalty').fill('5000');
    await panel.part('ridge-penalty').press('Tab');
    await eventually(async () => assert.match(await panel.text(), /5,000, this fit/));
    await picture('ridge');
    await panel.openView('fit');
    await panel.untilDrawn();
    await picture('ridge-fit');
    await panel.openView('model');
    await panel.part('ridge').selectOption('none');
    await panel.part('ridge-path').waitFor({ state: 'detached' });
    await choose('median');
    await eventually(async () => assert.match(await panel.text(), /median of dist/));
  });

  it('stands in every theme and in a narrow panel', async function () {
    this.timeout(120_000);
    const { workbench } = session;
    const { panel } = workbench;
    await panel.openView('fit');
    await panel.fitFormula('dist ~ speed');
    for (const theme of ['light', 'high-contrast', 'high-contrast-light'] as const) {
      await workbench.setTheme(theme);
      await panel.openView('model');
      await picture(`model-${theme}`);
      await panel.openView('fit');
      await panel.untilDrawn();
      await picture(`fit-${theme}`);
      await panel.openView('residuals');
      await panel.chart('shape').waitFor();
      await picture(`residuals-${theme}`);
    }
    await workbench.setTheme('dark');
    await workbench.setPanelWidth(360);
    for (const view of ['fit', 'model'] as const) {
      await panel.openView(view);
      await panel.untilItFits();
      await picture(`narrow-${view}`);
    }
    await workbench.setPanelWidth(720);
  });
});
