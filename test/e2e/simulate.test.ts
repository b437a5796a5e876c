import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { fromRunner, useWorkbench } from './session.js';

const folder = path.join(fromRunner('RESULTS'), '../simulate');

describe('New data from a model', () => {
  const session = useWorkbench({ size: { width: 1500, height: 1300 } });
  const part = (name: string) => session.workbench.panel.part(name);
  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });
  const fill = async (name: string, text: string) => {
    const field = part(`simulate-${name}`).locator('input');
    await field.fill(text);
    await field.blur();
  };
  const truth = async () => (await part('truth').textContent()) ?? '';
  const preview = async () => (await part('simulate-preview').textContent()) ?? '';

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });

  it('begins with a form, its equation and its first rows', async function () {
    this.timeout(60_000);
    const { workbench } = session;
    await workbench.runCommand('Gaussline: New data from a model...');
    await part('simulate').waitFor();
    await eventually(async () =>
      assert.match(await preview(), /y = 1 \+ 2 x1 − x2 \+ 0\.5 x3 \+ noise; noise: normal, sd 1/),
    );
    await picture('form-dark');
  });

  it('follows what is typed, and says what makes no sense', async () => {
    await fill('weights', '3, -2');
    await fill('correlation', '0.4');
    await eventually(async () => assert.match(await preview(), /y = 1 \+ 3 x1 − 2 x2/));
    await fill('rowCount', '2');
    await eventually(async () =>
      assert.match((await part('simulate-error').textContent()) ?? '', /2 rows: .* from 4 /),
    );
    await fill('weights', '3, b');
    await eventually(async () =>
      assert.match((await part('simulate-error').textContent()) ?? '', /Weights: type a number/),
    );
    await picture('form-wrong');
    await fill('weights', '3, -2');
    await fill('rowCount', '150');
    await eventually(async () => assert.equal(await part('simulate-error').textContent(), ''));
  });

  it('opens a table, fits it and sets the fit beside the truth', async function () {
    this.timeout(60_000);
    const { panel } = session.workbench;
    await part('simulate-make').click();
    await panel.untilDrawn();
    await part('truth').waitFor();
    assert.match(await truth(), /term\s*truth\s*estimate\s*95 % interval\s*inside\?/);
    assert.match(await truth(), /\d of 3 true values lie inside their 95 % interval/);
    await part('truth').scrollIntoViewIfNeeded();
    await picture('truth-dark');
    await session.workbench.page.screenshot({ path: path.join(folder, 'beside-the-text.png') });
  });

  it('keeps the truth over a reload', async function () {
    this.timeout(90_000);
    const { workbench } = session;
    await workbench.reload();
    await workbench.panel.untilDrawn();
    await eventually(async () => assert.match(await truth(), /\d of 3 true values/), 20_000);
  });

  it('makes counts that are fitted as counts, from the menu of a panel with a file', async function () {
    this.timeout(90_000);
    const { panel } = session.workbench;
    await part('more').click();
    await part('menu-simulate').click();
    await part('simulate').waitFor();
    await part('simulate-noise').locator('select').selectOption('poisson');
    await fill('weights', '0.5, -0.3');
    await eventually(async () => assert.match(await preview(), /log\(mean of y\) = 1 \+ 0\.5 x1 − 0\.3 x2/));
    await part('simulate-make').click();
    await eventually(async () => assert.match(await truth(), /0\.5/), 30_000);
    assert.match(await truth(), /\d of 3 true values/);
    await panel.openView('model');
    await part('family').selectOption('gaussian');
    await panel.openView('fit');
    await eventually(async () =>
      assert.match(await truth(), /a Poisson fit with a log link has coefficients/),
    );
    await picture('not-as-counts');
    await part('fit-as-made').click();
    await eventually(async () => assert.match(await truth(), /\d of 3 true values/));
  });

  for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark'] as const)
    it(`stands in ${theme}, and in 360 pixels`, async () => {
      const { workbench } = session;
      await workbench.setTheme(theme);
      await workbench.page.waitForTimeout(800);
      await part('truth').scrollIntoViewIfNeeded();
      await picture(`truth-${theme}`);
      await workbench.setPanelWidth(360);
      await workbench.panel.untilItFits();
      await picture(`truth-narrow-${theme}`);
      await workbench.runCommand('Gaussline: New data from a model...');
      await part('simulate-make').waitFor();
      await workbench.panel.untilItFits();
      await picture(`form-narrow-${theme}`);
      await part('simulate-cancel').click();
      await part('simulate').waitFor({ state: 'hidden' });
      await workbench.setPanelWidth(720);
    });
});
