import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';

type Noted = Window & { looks?: number; tooEarly?: string[] };

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

  it('draws no part of the panel before it knows what to show', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await workbench.page.addInitScript(noteTooEarly);
    await workbench.reload();
    await panel.untilDrawn();
    const noted = await panel.body.evaluate(() => {
      const { looks = 0, tooEarly = [] } = window as Noted;
      return { looks, tooEarly };
    });
    assert.ok(noted.looks > 0, 'nobody looked');
    assert.deepEqual(noted.tooEarly, []);
  });
});

/** Runs in each frame from its start: notes the words in sight while the line that names the file is still empty. */
function noteTooEarly(): void {
  const notes = window as Noted;
  const look = () => {
    const strip = document.querySelector('#gaussline [data-part="source-strip"]');
    if (strip !== null) notes.looks = (notes.looks ?? 0) + 1;
    if (strip?.textContent === '') {
      const parts = [...document.querySelectorAll('#gaussline *')].filter((part) => part.checkVisibility());
      const words = parts.flatMap((part) => (part.children.length === 0 ? (part.textContent ?? '') : []));
      notes.tooEarly = [...(notes.tooEarly ?? []), ...words.filter((word) => word.trim() !== '')];
    }
  };
  setInterval(look, 5);
}
