import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';

// Means of InsectSprays by spray, from the file: A 14.5, B 15.333, C 2.0833.
describe('What is settled about a model', () => {
  const session = useWorkbench({
    files: ['InsectSprays.csv', 'collinear.csv'],
    size: { width: 1600, height: 900 },
  });

  before(async () => {
    const { workbench } = session;
    await workbench.openFile('InsectSprays.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    await workbench.panel.fitFormula('count ~ spray');
  });

  it('is the reference level, kept over a reload', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    assert.match(await panel.term('sprayB'), /^B 0\.8 /);
    await panel.part('reference-spray').selectOption('C');
    await eventually(async () => assert.match(await panel.term('sprayA'), /^A 12\.4 /));
    await workbench.reload();
    await panel.untilDrawn();
    assert.match(await panel.term('sprayA'), /^A 12\.4 /);
    assert.equal(await panel.part('reference-spray').inputValue(), 'C');
  });

  it('is the kind of standard errors, in the head of the table', async () => {
    const { panel } = session.workbench;
    const before = await panel.term('sprayA');
    await panel.part('covariance').selectOption('hc3');
    await eventually(async () => assert.notEqual(await panel.term('sprayA'), before));
    assert.equal(await panel.part('covariance').inputValue(), 'hc3');
  });

  it('is the family: counts have rate ratios', async () => {
    const { panel } = session.workbench;
    await panel.openView('model');
    await panel.part('family').selectOption('poisson-log');
    // 14.5 / 2.0833 = 6.96.
    await eventually(async () => assert.match(await panel.text(), /A is 6\.96 times C/));
    await panel.openView('fit');
    assert.match(await panel.term('sprayA'), / 6\.96 /);
    assert.match(await panel.metric('dispersion'), /dispersion 1\.5/);
  });

  it('compares the ways out of a deficient rank', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await workbench.closeAllEditors();
    await workbench.openFile('collinear.csv');
    await workbench.fitFromEditor();
    await panel.untilDrawn();
    await panel.part('compare-ways').click();
    await panel.part('ways-out').waitFor();
    assert.match(await panel.text(), /Rank 3 of 4/);
    const before = await panel.part('ways-out').textContent();
    await panel.part('ridge-lambda').fill('1000');
    await panel.part('ridge-lambda').press('Tab');
    await eventually(async () => assert.notEqual(await panel.part('ways-out').textContent(), before));
    await panel.part('write-rank').click();
    await eventually(async () => assert.equal(await panel.part('formula').inputValue(), 'y ~ a + b'));
  });

  it('shows its design matrix, goes to the line of a row, and fits the ones as a column', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await panel.openView('model');
    const row = panel.part('design-rows').locator('tbody tr').nth(2);
    // The third row of collinear.csv: 2.6, 16.4, -2.25 after its total; the header is line 1.
    await eventually(async () => assert.match((await row.textContent())!, /^4 *1 *2\.6 *16\.4 *−2\.25 *$/));
    await row.click();
    await eventually(async () => assert.equal(await workbench.activeLine(), 4));
    assert.match(await panel.text(), /the column gets the weight .* Over all 14 rows the two predictions/);
    assert.equal(await panel.part('bias-predictions').locator('tbody tr').count(), 12);
    await panel.part('weights-table').locator('summary').click();
    await eventually(async () =>
      assert.equal(await panel.part('weights-table').locator('tbody tr').count(), 3),
    );
  });

  it('says which noise fits best, and leads to the likelihoods', async () => {
    const { panel } = session.workbench;
    const noise = (name: string) => panel.frame.locator(`[data-noise="${name}"]`);
    await eventually(async () => assert.match((await noise('gaussian').textContent())!, /this fit−\d+\.\d/));
    assert.match((await noise('logGaussian').textContent())!, /none.*has values down to −/);
    assert.match((await panel.part('noise').textContent())!, /best/);
    await panel.part('more-likelihoods').click();
    await panel.part('suggestion').waitFor();
    await panel.part('tab-charts').click();
    await panel.openView('model');
  });

  it('leads from an assumption to the chart that shows it', async () => {
    const { panel } = session.workbench;
    const spread = panel.frame.locator('[data-assumed="equal spread"]');
    await eventually(async () => assert.match((await spread.textContent())!, /Breusch-Pagan.*White.*p 0/));
    await spread.getByRole('button').click();
    await panel.untilDrawn('residuals');
    await eventually(async () => assert.ok(await panel.chart('spread').locator('.plot:focus').count()));
    await panel.openView('fit');
  });
});
