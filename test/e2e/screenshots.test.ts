import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fromRunner, useWorkbench } from './session.js';
import type { Theme } from './workbench.js';

const folder = path.join(fromRunner('RESULTS'), '../screenshots');
const everyTheme: readonly Theme[] = ['dark', 'light', 'high-contrast', 'high-contrast-light'];

describe('Screenshots of every view and state', () => {
  const files = [
    'houses.csv',
    'cars.csv',
    'collinear.csv',
    'headerOnly.csv',
    'InsectSprays.csv',
    'warpbreaks.csv',
  ];
  const session = useWorkbench({
    files,
    written: { 'rooms.csv': rooms() },
    size: { width: 1600, height: 1240 },
  });

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });

  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });

  async function showFit(name: string): Promise<void> {
    const { workbench } = session;
    await workbench.closeAllEditors();
    await workbench.openFile(name);
    await workbench.fitFromEditor();
  }

  for (const theme of everyTheme) {
    it(`in ${theme}`, async function () {
      this.timeout(120_000);
      const { workbench } = session;
      const { panel } = workbench;
      await workbench.setTheme(theme);
      await showFit('cars.csv');
      await panel.untilDrawn();
      await panel.hoverSomeMark('fit');
      await picture(`fit-one-${theme}`);
      await workbench.page.screenshot({ path: path.join(folder, `beside-the-text-${theme}.png`) });
      await showFit('houses.csv');
      await panel.untilDrawn();
      await picture(`fit-several-${theme}`);
      await panel.typeFormula('`price (kUSD)` ~ `area (sqft)` + a');
      await picture(`formula-${theme}`);
      await panel.part('formula').press('Escape');
      await panel.openView('residuals');
      await panel.part('assumptions').waitFor();
      await picture(`residuals-${theme}`);
      await panel.part('assumptions').scrollIntoViewIfNeeded();
      await picture(`assumptions-${theme}`);
      await panel.openView('influence');
      await panel.part('without').waitFor();
      await picture(`influence-${theme}`);
      await showFit('collinear.csv');
      await panel.untilDrawn();
      await picture(`warning-${theme}`);
      await panel.openView('model');
      await panel.part('ways-out').waitFor();
      await picture(`model-${theme}`);
      await panel.openView('fit');
      await showFit('rooms.csv');
      await panel.untilDrawn();
      await panel.fitFormula('`price (kUSD)` ~ `area (sqft)` + zone');
      await picture(`factor-${theme}`);
      await panel.openView('model');
      await picture(`model-factor-${theme}`);
      await panel.openView('predict');
      await picture(`predict-${theme}`);
      await panel.openView('fit');
      await showFit('headerOnly.csv');
      await panel.part('message').waitFor();
      await picture(`error-${theme}`);
    });
  }

  /** Fits the formula as counts, with a logarithm. */
  async function fitCounts(file: string, formula: string): Promise<void> {
    const { panel } = session.workbench;
    await showFit(file);
    await panel.untilDrawn();
    await panel.fitFormula(formula);
    await panel.openView('model');
    await panel.part('family').selectOption('poisson-log');
    await panel.frame
      .getByText(/^log\(mean of \w+\)$/)
      .first()
      .waitFor();
  }

  for (const theme of everyTheme) {
    it(`of counts, in ${theme}`, async () => {
      const { panel } = session.workbench;
      await session.workbench.setTheme(theme);
      await fitCounts('InsectSprays.csv', 'count ~ spray');
      await picture(`model-counts-${theme}`);
      await panel.openView('fit');
      await panel.untilDrawn();
      await picture(`fit-counts-${theme}`);
      await panel.openView('residuals');
      await picture(`residuals-counts-${theme}`);
      await panel.openView('influence');
      await panel.part('without').waitFor();
      await picture(`influence-counts-${theme}`);
      await panel.openView('fit');
    });
  }

  it('of weights, of a logarithm as target, and of counts by several factors', async () => {
    const { panel } = session.workbench;
    await session.workbench.setTheme('light');
    await showFit('warpbreaks.csv');
    await panel.untilDrawn();
    await picture('fit-advice');
    await fitCounts('warpbreaks.csv', 'breaks ~ wool + tension');
    await panel.openView('residuals');
    await picture('residuals-factors');
    await panel.openView('fit');
    await panel.untilDrawn();
    await picture('fit-factors');
    await showFit('houses.csv');
    await panel.untilDrawn();
    await panel.fitFormula('log(`price (kUSD)`) ~ `area (sqft)`');
    await picture('fit-log-target');
    await panel.openView('residuals');
    await picture('residuals-log-target');
    await panel.openView('model');
    await picture('model-log-target');
    await panel.part('weights').selectOption('age (years)');
    await panel.frame.getByText('the variance of a row is inverse to its weight').waitFor();
    await picture('model-weights');
    await panel.openView('residuals');
    await picture('residuals-weights');
    await panel.openView('fit');
    await panel.untilDrawn();
    await picture('fit-weights');
    await panel.openView('model');
    await panel.part('weights').selectOption('');
    await panel.openView('fit');
  });

  it('in a panel 380 pixels wide', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await workbench.setTheme('dark');
    await showFit('cars.csv');
    await panel.untilDrawn();
    await workbench.setPanelWidth(380);
    await panel.hoverSomeMark('fit');
    await picture('fit-one-narrow');
    await panel.openView('residuals');
    await picture('residuals-narrow');
    await panel.part('assumptions').scrollIntoViewIfNeeded();
    await picture('assumptions-narrow');
    await showFit('houses.csv');
    await panel.untilDrawn();
    await picture('fit-several-narrow');
    await panel.typeFormula('`price (kUSD)` ~ a');
    await picture('formula-narrow');
    await panel.part('formula').press('Escape');
    await panel.openView('influence');
    await panel.part('without').waitFor();
    await picture('influence-narrow');
    await panel.openView('model');
    await picture('model-narrow');
    await panel.openView('predict');
    await picture('predict-narrow');
    await panel.openView('fit');
    await showFit('collinear.csv');
    await panel.untilDrawn();
    await panel.openView('model');
    await panel.part('ways-out').waitFor();
    await picture('doctor-narrow');
    await fitCounts('InsectSprays.csv', 'count ~ spray');
    await picture('model-counts-narrow');
    await panel.openView('fit');
    await panel.untilDrawn();
    await picture('fit-counts-narrow');
    await panel.openView('residuals');
    await picture('residuals-counts-narrow');
    await panel.openView('fit');
  });
});

/** Rooms of three zones; the prices are made up. */
function rooms(): string {
  const zones = ['centre', 'edge', 'valley'];
  const rows = Array.from({ length: 60 }, (_, i) => {
    const area = 40 + ((i * 37) % 90);
    const k = (i * 7) % 3;
    const price = 30 + 1.6 * area - 15 * Number(k === 1) + ((i * 29) % 23) - 11;
    return `${area},${zones[k]},${price.toFixed(1)}`;
  });
  return `area (sqft),zone,price (kUSD)\n${rows.join('\n')}\n`;
}
