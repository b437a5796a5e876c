import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';

describe('A window that is reloaded', () => {
  const session = useWorkbench({ files: ['cars.csv'] });

  it('shows the same result, view and selection', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await workbench.openFile('cars.csv');
    await workbench.fitFromEditor();
    await panel.untilDrawn();
    const line = await panel.clickSomeMark('fit');
    await panel.openView('residuals');
    const before = await panel.metric('r-squared');
    await workbench.reload();
    await panel.untilDrawn('residuals');
    assert.equal(await panel.metric('r-squared'), before);
    await panel.openView('fit');
    const selected = panel.chart('fit').locator('.overlay *').first();
    await eventually(async () => assert.equal(await selected.count(), 1, `the mark of line ${line} is lit`));
    assert.equal(await workbench.panelTabs.count(), 1);
  });
});
