import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';

describe('A chart', () => {
  const session = useWorkbench({ files: ['cars.csv'] });

  before(async () => {
    const { workbench } = session;
    await workbench.openFile('cars.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
  });

  it('saves as SVG', async () => {
    const svg = (await session.workbench.panel.saveChart('fit', 'svg')).toString('utf8');
    assert.match(svg, /^<svg[\s>]/);
    assert.match(svg, /<\/svg>\s*$/);
    assert.match(svg, /speed/);
    assert.doesNotMatch(svg, /var\(--|NaN|undefined/);
  });

  it('saves as PNG', async () => {
    const png = await session.workbench.panel.saveChart('fit', 'png');
    assert.equal(png.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
    assert.ok(png.readUInt32BE(16) >= 400, `${png.readUInt32BE(16)} pixels wide`);
  });

  it('saves its data as CSV', async () => {
    const csv = (await session.workbench.panel.saveChart('fit', 'csv')).toString('utf8');
    const lines = csv.trimEnd().split(/\r?\n/);
    assert.ok(lines.length >= 51, `${lines.length} lines`);
    assert.match(lines[0] ?? '', /speed.*dist/);
    // The first row of the file: speed 4, dist 2.
    assert.ok((lines[1] ?? '').split(',').includes('4'), lines[1]);
  });

  it('selects the line of a mark that is clicked, and leaves the keyboard where it is', async () => {
    const { workbench } = session;
    const line = await workbench.panel.clickSomeMark('fit');
    await eventually(async () => assert.equal(await workbench.activeLine(), line));
    assert.equal(await workbench.panel.frame.locator(':focus').count(), 1);
  });

  it('is walked with the arrows; Enter goes to the line', async () => {
    const { workbench } = session;
    const { panel, page } = workbench;
    // The pointer rests where cards open, which must not undo what the keys do.
    await panel.chart('fit').locator('.plot').hover();
    await panel.chart('fit').locator('.plot').focus();
    await page.keyboard.press('Home');
    // Lines 2 and 3 hold the slowest cars (speed 4): the first marks along x.
    await eventually(async () => assert.match(await panel.liveText(), /^line [23]:/));
    await page.keyboard.press('Enter');
    await eventually(async () =>
      assert.match((await workbench.positionInStatusBar.textContent()) ?? '', /^Ln [23],/),
    );
  });

  it('lights the mark of the line the cursor stands on', async () => {
    const { workbench } = session;
    await workbench.goToEdgeOfText('End');
    await workbench.page.keyboard.press('ArrowUp');
    // The last row of cars.csv, the 50th, is line 51 of 51.
    const mark = workbench.panel.chart('fit').locator('.overlay [data-mark="49"]');
    await mark.waitFor({ state: 'attached' });
  });

  it('shows its numbers as a table, all by keyboard', async () => {
    const { panel, page } = session.workbench;
    await panel.chart('fit').locator('[data-part="chart-menu"]').focus();
    for (const key of ['Enter', 'End', 'Enter']) await page.keyboard.press(key);
    await panel.part('data-table').getByRole('columnheader', { name: 'speed' }).waitFor();
  });
});
