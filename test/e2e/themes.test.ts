import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';
import type { Theme } from './workbench.js';

const kinds: Record<Theme, string> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'high-contrast': 'vscode-high-contrast',
  'high-contrast-light': 'vscode-high-contrast-light',
};

describe('A change of theme', () => {
  const session = useWorkbench({ files: ['cars.csv'] });

  before(async () => {
    const { workbench } = session;
    await workbench.openFile('cars.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
  });

  for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark'] as const) {
    it(`draws the charts anew in ${theme}`, async () => {
      const { workbench } = session;
      const { panel } = workbench;
      const picture = () => panel.chart('fit').locator('.plot').screenshot();
      const before = await picture();
      await workbench.setTheme(theme);
      await panel.frame.locator(`body[data-vscode-theme-kind="${kinds[theme]}"]`).waitFor();
      await panel.untilDrawn();
      await eventually(async () => assert.notDeepEqual(await picture(), before));
      assert.ok((await panel.paintedShare('fit')) > 0.01, 'the chart is painted');
    });
  }
});
