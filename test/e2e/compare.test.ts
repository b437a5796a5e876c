import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { fromRunner, useWorkbench } from './session.js';

const pictures = path.join(fromRunner('RESULTS'), '../e2e');

describe('Compare view', () => {
  const session = useWorkbench({
    files: ['mtcars.csv'],
    size: { width: 1600, height: 1100 },
  });
  before(() => {
    mkdirSync(pictures, { recursive: true });
  });

  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(pictures, `compare-${name}.png`) });
  const part = (name: string) => session.workbench.panel.part(name);
  const verdict = async () => (await part('compare-verdict').textContent())!;
  const cell = (name: string) => part('compare-statistics').locator(`[data-row="${name}"]`);

  it('sets the last two fits side by side, with the test of nested ones', async () => {
    const { workbench } = session;
    await workbench.openFile('mtcars.csv');
    await workbench.fitFromEditor();
    const { panel } = workbench;
    await panel.untilDrawn();
    await panel.fitFormula('mpg ~ wt');
    await panel.fitFormula('mpg ~ wt + hp + factor(cyl)');
    await panel.openView('compare');
    // R 4.2.2: anova(lm(mpg ~ wt, mtcars), lm(mpg ~ wt + hp + factor(cyl), mtcars)); AIC of both.
    await eventually(async () =>
      assert.match(await verdict(), /B, which is A and 3 more coefficients, .*F 6\.6 on 3 and 27, p 0\.0018/),
    );
    assert.match((await cell('aic').textContent())!, /^AIC166\.03154\.47−11\.560$/);
    assert.match((await part('compare-coefficients').textContent())!, /wt−5\.34± 0\.56−3\.18± 0\.72\+2\.16/);
  });

  it('keeps and names a fit, and compares with it', async () => {
    const { panel } = session.workbench;
    const row = part('fits').locator('tbody tr').nth(1);
    await row.locator('[data-part^="fit-menu"]').click();
    await row.locator('[data-part="rename-fit"]').click();
    await part('fit-name').fill('weight alone');
    await part('fit-name').press('Enter');
    await eventually(async () => {
      assert.match((await part('fits').locator('tbody tr').nth(1).textContent())!, /weight alone mpg ~ wt/);
      assert.equal(await part('fits').locator('[aria-pressed="true"]').count(), 1);
    });
    await panel.openView('fit');
    await panel.fitFormula('log(mpg) ~ wt');
    await panel.openView('compare');
    await eventually(async () =>
      assert.match(
        await verdict(),
        /A fits mpg and B log\(mpg\): on another scale .* a smaller AIC says nothing/,
      ),
    );
    assert.match((await cell('aic').textContent())!, /^AIC166\.03−32\.849$/);
  });

  it('says of two values what their fit is, and takes the advice with one click', async () => {
    const { panel } = session.workbench;
    await panel.openView('fit');
    await panel.fitFormula('am ~ wt');
    await eventually(async () =>
      assert.match(
        (await part('advice').textContent())!,
        /am has two values, 0 \(19 rows\) and 1 \(13 rows\)/,
      ),
    );
    await picture('advice');
    await part('take-advice').click();
    await eventually(async () => {
      assert.match(await panel.text(), /HC3/);
      assert.equal(await part('take-advice').count(), 0);
    });
    await part('dismiss-advice').click();
    await eventually(async () => assert.equal(await part('advice').count(), 0));
  });

  it('stands in every theme and in a narrow panel', async function () {
    this.timeout(120_000);
    const { workbench } = session;
    const { panel } = workbench;
    await panel.openView('compare');
    // The one with classic standard errors.
    await part('fits').locator('tbody tr', { hasText: 'factor(cyl)' }).locator('input').nth(1).check();
    await eventually(async () => assert.match(await verdict(), /F 6\.6 on 3 and 27/));
    await picture('dark');
    for (const theme of ['light', 'high-contrast', 'high-contrast-light'] as const) {
      await workbench.setTheme(theme);
      await panel.frame.locator(`body[data-vscode-theme-kind="vscode-${theme}"]`).waitFor();
      await picture(theme);
    }
    await workbench.setTheme('dark');
    await workbench.setPanelWidth(360);
    await panel.untilItFits();
    await picture('narrow');
    await workbench.setPanelWidth(720);
  });
});
