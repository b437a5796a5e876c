import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';

describe('Influence view', () => {
  const session = useWorkbench({
    files: ['cars.csv'],
    written: {
      'pulled.csv': pulled(),
      'line.csv': 'x,y\n1,2\n2,4\n3,6\n4,8\n',
      'three.csv': 'x,y\n1,1\n2,3\n4,4\n',
    },
    size: { width: 1600, height: 1240 },
  });

  async function open(file: string, formula: string): Promise<void> {
    const { workbench } = session;
    await workbench.closeAllEditors();
    await workbench.openFile(file);
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    await workbench.panel.fitFormula(formula);
    await workbench.panel.openView('influence');
    await workbench.panel.part('without').waitFor();
  }
  const textOf = async (part: string) => (await session.workbench.panel.part(part).textContent())!;
  const sentence = async () =>
    (await session.workbench.panel.frame.locator('[data-view="influence"] .sentence').first().textContent())!;

  it('names the row that pulls, and shows the fit without it', async () => {
    await open('pulled.csv', 'y ~ x + zone');
    assert.match(await sentence(), /Line 22 pulls hard at the fit: its Cook's distance is /);
    assert.match(await textOf('without'), /Without line 22/);
    // All other rows lie on 1 + 2 x + zone, a little shaken: the slope without line 22 is 2 again.
    await eventually(async () => {
      const cells = await session.workbench.panel
        .part('without')
        .locator('[data-term="x"] td')
        .allTextContents();
      assert.ok(Math.abs(Number(cells[1]) - 2) < 0.05, cells.join(' '));
    });
  });

  it('lists the rows with their values, and goes to a line', async () => {
    const { panel } = session.workbench;
    await eventually(async () =>
      assert.match(await textOf('influence-rows'), /line.*x.*zone.*y.*residual.*Cook.*DFFITS/),
    );
    await eventually(async () => assert.match(await textOf('influence-rows'), /b[\d.]+/));
    await panel.part('line-22').click();
    await eventually(async () => assert.equal(await session.workbench.activeLine(), 22));
  });

  it('leaves several rows out together, and none again', async () => {
    const { panel } = session.workbench;
    const boxes = panel.part('influence-rows').locator('input');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await eventually(async () => assert.match(await textOf('without'), /Without lines \d+ and \d+/));
    assert.match(await textOf('without'), /n21 → 19/);
    await panel.part('untick').click();
    await eventually(async () => assert.match(await textOf('without'), /Without line 22/));
  });

  it('leaves a row out for good, in the panels to come too, till it is taken back', async () => {
    const { panel } = session.workbench;
    await panel.part('leave-out').click();
    await eventually(async () => assert.match(await textOf('left-out'), /1 of 21 rows left out by you/));
    await panel.openView('fit');
    assert.match(await textOf('left-out'), /1 of 21 rows left out by you/);
    await open('pulled.csv', 'y ~ x + zone');
    assert.doesNotMatch(await textOf('without'), /line 22/);
    await panel.part('left-out').click();
    assert.match(await textOf('left-out-list'), /line 22left out by you · Take back/);
    await panel.part('take-back-22').click();
    await eventually(async () => assert.match(await textOf('left-out'), /^21 rows/));
    await eventually(async () => assert.match(await textOf('without'), /Without line 22/));
  });

  it('shows the row of a mark that is clicked', async () => {
    const { workbench } = session;
    await open('cars.csv', 'dist ~ speed');
    const line = await workbench.panel.clickSomeMark('pull');
    await eventually(async () => assert.equal(await workbench.activeLine(), line));
    await eventually(async () =>
      assert.match(await textOf('without'), new RegExp(`Without line ${line}(?!\\d)`)),
    );
  });

  it('exports the rows with their diagnostics', async () => {
    const { workbench } = session;
    await workbench.panel.part('export-rows').click();
    const file = await workbench.acceptSaveDialog('cars-diagnostics.csv');
    await eventually(async () => assert.ok(existsSync(file)));
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    assert.match(lines[0]!, /^speed,dist,fitted,residual,/);
    assert.equal(lines.length, 51);
  });

  it('tests what the fit assumes, under the residuals', async () => {
    const { panel } = session.workbench;
    await panel.openView('residuals');
    await panel.part('assumptions').waitFor();
    const row = (name: string) => panel.part('assumptions').locator(`[data-test="${name}"]`).textContent();
    // R 4.2.2: shapiro.test(residuals(lm(dist ~ speed, cars))): W = 0.94509, p = 0.02152.
    assert.match((await row('shapiroWilk'))!, /Shapiro-Wilk.*R shapiro\.test.*W 0\.945.*0\.022$/);
    assert.match((await row('reset'))!, /^linearityAs it should be: No sign of a curve/);
    await panel.openView('influence');
  });

  it('says what a perfect fit and one of a row more than coefficients lack', async () => {
    const { panel } = session.workbench;
    await open('line.csv', 'y ~ x');
    assert.match(await sentence(), /the fit is perfect/);
    await open('three.csv', 'y ~ x');
    assert.match(await sentence(), /one row more than coefficients/);
    assert.match(await textOf('without'), /perfect fit/);
    await panel.openView('fit');
  });
});

/** Twenty rows near 1 + 2 x + zone, and one far off both ways. */
function pulled(): string {
  const rows = Array.from({ length: 20 }, (_, i) => {
    const zone = i % 2 === 0 ? 'a' : 'b';
    const y = 1 + 2 * i + (i % 2) + (((i * 7) % 5) - 2) / 20;
    return `${i},${zone},${y.toFixed(2)}`;
  });
  return `x,zone,y\n${rows.join('\n')}\n40,b,20\n`;
}
