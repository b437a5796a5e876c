import assert from 'node:assert/strict';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { fromRunner, useWorkbench } from './session.js';

describe('Likelihoods and normal curves', () => {
  const session = useWorkbench({ files: ['cars.csv'], size: { width: 1600, height: 1240 } });
  const part = (name: string) => session.workbench.panel.part(name);
  const textOf = async (name: string) => (await part(name).textContent()) ?? '';

  it('sets four models side by side, and fits another one in a click', async () => {
    const { workbench } = session;
    await workbench.openFile('cars.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    await workbench.panel.fitFormula('dist ~ speed');
    // The advice to take a logarithm leads there.
    await part('advice-likelihoods').click();
    const row = async (model: string) =>
      (await part('likelihoods').locator(`[data-model="${model}"]`).textContent()) ?? '';
    await part('likelihoods').waitFor();
    // R 4.2.2: AIC(lm(dist ~ speed, cars)) = 419.16, and of lm(log(dist) ~ speed, cars) with the Jacobian 418.77.
    assert.match(await row('gaussian'), /this fit.*−206\.58419\.16424\.8915\.0715\.38$/);
    assert.match(await row('logGaussian'), /−206\.39418\.77424\.51/);
    assert.match(await textOf('suggestion'), /Laplace and Gaussian fit alike by AIC \(417\.6 and 419\.2\)/);
    assert.match(await textOf('sameness'), /intercept−17\.579095−17\.579095/);
    await part('fit-laplace').click();
    await eventually(async () => assert.match(await row('laplace'), /Laplace, this fit/));
    await part('fit-gaussian').click();
    await eventually(async () => assert.match(await row('gaussian'), /Gaussian, this fit/));
  });

  it('moves a curve over the residuals and says its density and likelihood', async () => {
    const { panel } = session.workbench;
    await part('tab-curves').click();
    await eventually(async () =>
      assert.equal(await panel.chart('curves').getAttribute('data-drawn'), 'true'),
    );
    await part('ground-residuals').check();
    const sigma = part('curve-sigma');
    // R 4.2.2: sqrt(mean(residuals(lm(dist ~ speed, cars))^2)) = 15.06886.
    await eventually(async () => assert.equal(await sigma.inputValue(), '15.06886'));
    assert.match(await textOf('curve-readout'), /50 residuals: 206\.58; the smallest there is: 206\.58/);
    await sigma.fill('20');
    await sigma.press('Enter');
    // R 4.2.2: -sum(dnorm(residuals(lm(dist ~ speed, cars)), 0, 20, log = TRUE)) = 209.9254.
    await eventually(async () => assert.match(await textOf('curve-readout'), /: 209\.93; /));
    await panel.chart('curves').locator('.plot').focus();
    await panel.chart('curves').locator('.plot').press('ArrowRight');
    await eventually(async () =>
      assert.match(await panel.liveText(), /^residual [−\d.]+: N\(0, 20\) 0\.0\d+, histogram 0\.0\d+$/),
    );
    await part('ground-counts').check();
    await eventually(async () => assert.match(await textOf('curve-readout'), /50 counts: /));
    await part('ground-residuals').check();
  });

  it('stands in every theme and in a narrow panel', async function () {
    this.timeout(120_000);
    const { workbench } = session;
    const { panel } = workbench;
    const picture = async (tab: 'likelihoods' | 'curves', name: string) => {
      await part(`tab-${tab}`).click();
      await panel.untilItFits();
      await panel.outer.screenshot({ path: path.join(fromRunner('RESULTS'), `${tab}-${name}.png`) });
    };
    for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const) {
      await workbench.setTheme(theme);
      await panel.frame.locator(`body[data-vscode-theme-kind="vscode-${theme}"]`).waitFor();
      for (const tab of ['likelihoods', 'curves'] as const) await picture(tab, theme);
    }
    await workbench.setTheme('dark');
    await workbench.setPanelWidth(360);
    for (const tab of ['likelihoods', 'curves'] as const) await picture(tab, 'narrow');
    await workbench.setPanelWidth(720);
  });

  it('keeps them over a reload, and resets them', async () => {
    const { workbench } = session;
    await part('tab-likelihoods').click();
    await part('tab-curves').click();
    await workbench.reload();
    await part('curve-sigma').waitFor();
    await eventually(async () => assert.equal(await part('curve-sigma').inputValue(), '20'));
    await part('curve-reset').click();
    await eventually(async () => assert.equal(await part('curve-sigma').inputValue(), '15.06886'));
    await part('tab-charts').click();
    await workbench.panel.openView('fit');
  });
});
