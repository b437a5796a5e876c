import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';

describe('Formula field', () => {
  const session = useWorkbench({ files: ['houses.csv'] });

  before(async () => {
    const { workbench } = session;
    await workbench.openFile('houses.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
  });

  it('completes names and functions with the keyboard alone, and then fits', async () => {
    const { panel, page } = session.workbench;
    const field = panel.part('formula');
    await field.fill('');
    await field.pressSequentially('`price (kUSD)` ~ ag');
    const options = panel.part('completion-option');
    await options.first().waitFor();
    assert.equal(await field.getAttribute('aria-expanded'), 'true');
    assert.equal(await field.getAttribute('aria-activedescendant'), await options.first().getAttribute('id'));
    await page.keyboard.press('Enter');
    assert.equal(await field.inputValue(), '`price (kUSD)` ~ `age (years)`');
    assert.equal(await field.getAttribute('aria-expanded'), 'false');
    await field.pressSequentially(' + are');
    await page.keyboard.press('Tab');
    assert.equal(await field.inputValue(), '`price (kUSD)` ~ `age (years)` + `area (sqft)`');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.match(await panel.text(), /Coefficients of .*age.*area/));
  });

  it('walks with the arrows, closes with Escape, and opens with the arrow down', async () => {
    const { panel, page } = session.workbench;
    const field = panel.part('formula');
    await field.fill('`price (kUSD)` ~ a');
    const active = () => panel.frame.locator('[role="option"][aria-selected="true"] .name').textContent();
    const first = await active();
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await active(), first);
    await page.keyboard.press('ArrowUp');
    assert.equal(await active(), first);
    await page.keyboard.press('Escape');
    await panel.part('completion').waitFor({ state: 'hidden' });
    assert.equal(await field.inputValue(), '`price (kUSD)` ~ a');
    await page.keyboard.press('ArrowDown');
    await panel.part('completion').waitFor();
    await page.keyboard.press('Escape');
  });

  it('mends a wrong name with the button of its message', async () => {
    const { panel } = session.workbench;
    const field = panel.part('formula');
    await field.fill('`price (kUSD)` ~ agee');
    await field.press('Enter');
    await panel.part('mend').waitFor();
    assert.equal(await panel.frame.locator('.wave:not(.ruler) span').textContent(), 'agee');
    await panel.part('mend').click();
    await eventually(async () => assert.match(await panel.text(), /Coefficients of .*`age \(years\)`/));
  });
});
