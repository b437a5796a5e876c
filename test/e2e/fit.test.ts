import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';

describe('Fit linear regression', () => {
  const session = useWorkbench({ files: ['cars.csv', 'houses.csv', 'longley.csv'] });

  it('opens from the text beside the text, with one click and no question', async () => {
    const { workbench } = session;
    await workbench.openFile('cars.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    const text = await workbench.text.boundingBox();
    const panel = await workbench.panel.outer.boundingBox();
    assert.ok(text && panel && panel.x >= text.x + text.width, 'the panel stands at the right of the text');
    assert.equal(await workbench.quickInput.count(), 0);
    assert.equal(await workbench.notifications.count(), 0);
  });

  it('shows the fit of cars.csv', async () => {
    const { panel } = session.workbench;
    // R 4, summary(lm(dist ~ speed, cars)): as printed in R's own documentation of the data set.
    assert.match(await panel.metric('r-squared'), /0\.651/);
    assert.match(await panel.metric('adjusted-r-squared'), /0\.644/);
    assert.match(await panel.metric('sigma'), /15\.4/);
    assert.match(await panel.metric('n'), /\b50\b/);
    assert.match(await panel.metric('f'), /1\.5e-12/);
    assert.match(await panel.metric('log-likelihood'), /-206\.6/);
    assert.match(await panel.metric('aic'), /419\.2/);
    assert.match(await panel.metric('bic'), /424\.9/);
    assert.match(await panel.term('speed'), /3\.93 0\.42 .*9\.5 1\.5e-12/);
    assert.match(await panel.term('(Intercept)'), /-17\.6 6\.8 .*-2\.6 0\.012/);
    assert.equal(await panel.charts.count(), 1);
  });

  it('shows the residuals in four charts, each with its sentence', async () => {
    const { panel } = session.workbench;
    await panel.openView('residuals');
    const names = await panel.charts.evaluateAll((all) => all.map((one) => one.getAttribute('data-chart')));
    assert.deepEqual(names, ['shape', 'tails', 'trend', 'spread']);
    for (const name of names) {
      const sentence = await panel.chart(String(name)).locator('figcaption').textContent();
      assert.ok((sentence ?? '').length > 30, `${name}: ${sentence}`);
    }
  });

  it('reuses the panel of a file', async () => {
    const { workbench } = session;
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn('residuals');
    assert.equal(await workbench.panelTabs.count(), 1);
  });

  it('fits the text that is not saved yet', async () => {
    const { workbench } = session;
    await workbench.panel.openView('fit');
    await workbench.goToEdgeOfText('End');
    await workbench.page.keyboard.type('26,90\n');
    await workbench.panel.part('stale').waitFor();
    await workbench.fitFromEditor();
    await eventually(async () => assert.match(await workbench.panel.metric('n'), /\b51\b/));
    await workbench.panel.untilDrawn();
    await workbench.runCommand('File: Revert File');
    await workbench.panel.part('stale').waitFor();
  });

  it('opens from the explorer, with a chart for each feature', async () => {
    const { workbench } = session;
    await workbench.closeAllEditors();
    await workbench.fitFromExplorer('houses.csv');
    const { panel } = workbench;
    await panel.untilDrawn();
    const names = await panel.charts.evaluateAll((all) => all.map((one) => one.getAttribute('data-chart')));
    assert.deepEqual(names, ['fitted-actual', 'partial', 'partial']);
  });

  it('opens from the tab of the file', async () => {
    const { workbench } = session;
    await workbench.closeAllEditors();
    await workbench.openFile('longley.csv');
    await workbench.fitFromTab('longley.csv');
    await workbench.panel.untilDrawn();
    // NIST StRD, Longley: residual standard deviation 0.304854073561965 for employment in thousands over 1000.
    assert.match(await workbench.panel.metric('sigma'), /0\.305/);
  });

  it('opens from the palette', async () => {
    const { workbench } = session;
    await workbench.closeAllEditors();
    await workbench.openFile('houses.csv');
    await workbench.runCommand('Gaussline: Fit linear regression');
    await workbench.panel.untilDrawn();
    assert.equal(await workbench.panelTabs.count(), 1);
  });

  it('fits what is typed into the formula', async () => {
    const { panel } = session.workbench;
    await panel.fitFormula('`price (kUSD)` ~ `area (sqft)`');
    assert.equal(await panel.charts.count(), 1);
  });
});

describe('Fit linear regression with...', () => {
  const session = useWorkbench({ files: ['longley.csv'] });

  it('asks for target and features, and goes back', async () => {
    const { workbench } = session;
    await workbench.openFile('longley.csv');
    await workbench.fitFromEditor('Fit linear regression with...');
    const { quickInput, page } = workbench;
    await quickInput.getByText('(1/2)').waitFor();
    await quickInput
      .locator('.monaco-list-row')
      .filter({ hasText: /^GNP(?!\.)/ })
      .click();
    await quickInput.getByText('(2/2)').waitFor();
    await quickInput.getByRole('button', { name: /Back/ }).click();
    await quickInput.getByText('(1/2)').waitFor();
    await quickInput.locator('.monaco-list-row').filter({ hasText: 'Employed' }).last().click();
    await quickInput.getByText('(2/2)').waitFor();
    await page.keyboard.press('Enter');
    await workbench.panel.untilDrawn();
    assert.match(await workbench.panel.part('formula').inputValue(), /^Employed ~ /);
  });
});

describe('Other files', () => {
  const session = useWorkbench({ written: { 'notes.txt': 'x,y\n1,2\n' }, files: ['tab.tsv'] });

  it('are not offered a fit', async () => {
    const { workbench } = session;
    await workbench.openFile('notes.txt');
    await workbench.openContextMenu();
    await workbench.menuItem('Copy').waitFor();
    assert.equal(await workbench.menuItem('Fit linear regression').count(), 0);
    await workbench.page.keyboard.press('Escape');
  });

  it('divided by tabs are fitted', async () => {
    const { workbench } = session;
    await workbench.fitFromExplorer('tab.tsv');
    await workbench.panel.untilDrawn();
    assert.match(await workbench.panel.text(), /tab/);
  });
});
