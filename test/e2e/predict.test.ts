import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';

const OFFERS = 'zone;id;area (sqm)\ncentre;a;60\nharbour;b;70\n';

describe('Predict view', () => {
  const session = useWorkbench({
    written: { 'flats.csv': flats(), 'offers.csv': OFFERS },
    size: { width: 1600, height: 1240 },
  });

  before(async () => {
    const { workbench } = session;
    await workbench.openFile('flats.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    await workbench.panel.fitFormula('`price (kUSD)` ~ `area (sqm)` + zone');
    await workbench.panel.openView('predict');
  });

  const field = (part: string, column: string) =>
    session.workbench.panel.frame.locator(`[data-part="${part}"][data-column="${column}"]`);
  const prediction = async () =>
    Number((await session.workbench.panel.part('prediction').textContent())!.replace(/[^\d.]/g, ''));

  it('follows the slider, with the number beside it', async () => {
    const { panel, page } = session.workbench;
    const slider = field('predict-slider', 'area (sqm)');
    await field('predict-value', 'area (sqm)').fill('60');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal(await slider.inputValue(), '60'));
    // Prices are 30 + 2 * area in the centre, but for what cancels: see \`flats\`.
    await eventually(async () => assert.equal(Math.round(await prediction()), 150));
    assert.match((await panel.part('prediction').textContent())!, /^150(\.\d+)? kUSD$/);
    await slider.focus();
    for (let k = 0; k < 10; k++) await page.keyboard.press('ArrowRight');
    await eventually(async () => assert.equal(Math.round(await prediction()), 170));
    assert.equal(await field('predict-value', 'area (sqm)').inputValue(), '70');
    assert.match(
      (await panel.part('interval-new-row').textContent())!,
      /One such row: .* to .*, 19 times in 20/,
    );
  });

  it('says what is outside of the data', async () => {
    const { panel, page } = session.workbench;
    assert.match((await panel.part('whereabouts').textContent())!, /inside the data/);
    await field('predict-value', 'area (sqm)').fill('1,000');
    await page.keyboard.press('Enter');
    await eventually(async () =>
      assert.match(
        (await panel.part('whereabouts').textContent())!,
        /area \(sqm\) 1,000 is outside 40 to 97/,
      ),
    );
    assert.equal(await panel.part('below-zero').count(), 0);
    await field('predict-value', 'area (sqm)').fill('-60');
    await page.keyboard.press('Enter');
    await eventually(async () =>
      assert.match(
        (await panel.part('below-zero').textContent())!,
        /such a row is below 0 with probability above 99\.9 %, where price never is/,
      ),
    );
    await panel.part('reset-averages').click();
    await eventually(async () =>
      assert.match((await panel.part('whereabouts').textContent())!, /inside the data/),
    );
  });

  it('chooses a level, and adds it up', async () => {
    const { panel } = session.workbench;
    await field('predict-level', 'zone').selectOption('valley');
    await eventually(async () => assert.match((await panel.part('adds-up').textContent())!, /zone valley/));
  });

  it('lists the rows without a price, each with its line', async () => {
    const { panel } = session.workbench;
    const rows = panel.part('empty-rows');
    await rows.waitFor();
    assert.match((await rows.textContent())!, /2 rows without price/);
    assert.deepEqual(await rows.locator('tbody button').allTextContents(), ['62', '63']);
  });

  it('scores another file to a new one', async () => {
    const { workbench, folder } = session;
    await workbench.panel.part('score-csv').click();
    await workbench.acceptOpenDialog(path.join(folder, 'offers.csv'));
    const file = await workbench.acceptSaveDialog('offers-predicted.csv');
    await eventually(() => assert.ok(existsSync(file)));
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    assert.match(lines[0]!, /^zone,id,area \(sqm\),fit,confidence low,.*,left out$/);
    assert.match(lines[1]!, /^centre,a,60,150/);
    assert.match(lines[2]!, /new level: zone is ""harbour""/);
  });

  it('keeps what stands in the form over a reload', async () => {
    const { workbench } = session;
    await field('predict-value', 'area (sqm)').fill('55');
    await workbench.page.keyboard.press('Enter');
    await eventually(async () => assert.equal(Math.round(await prediction()) > 0, true));
    // The page writes its state down within a second.
    await workbench.page.waitForTimeout(1500);
    await workbench.reload();
    await workbench.panel.part('prediction').waitFor();
    await eventually(async () => assert.equal(await field('predict-value', 'area (sqm)').inputValue(), '55'));
  });
});

/** Flats of three zones, the last two without a price; what is added to the line cancels within every zone and area. */
function flats(): string {
  const zones = { centre: 0, edge: -15, valley: -40 };
  const rows = Object.entries(zones).flatMap(([zone, less]) =>
    Array.from({ length: 20 }, (_, k) => {
      const area = 40 + 3 * k;
      const noise = [3, -3, -3, 3][k % 4]!;
      return `${area},${zone},${30 + 2 * area + less + noise}`;
    }),
  );
  return `area (sqm),zone,price (kUSD)\n${rows.join('\n')}\n50,edge,\n70,centre,\n`;
}
