import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import type { Panel } from './panel.js';
import { fromRunner, useWorkbench } from './session.js';
import { type Theme, themes } from './workbench.js';

const folder = path.join(fromRunner('RESULTS'), '../screenshots-reading');

/** Semicolons, decimal commas, and one of every kind of column; `sold` is 3 + 2 `area` and a little; two rows have an odd cell. */
function mixedCsv(): string {
  const rows = Array.from({ length: 40 }, (_, row) => {
    const area = 1000 + ((row * 7919) % 911) / 10;
    const sold = 3 + 2 * area + ((row * 31) % 17) / 100;
    const day = `2024-03-${String((row % 28) + 1).padStart(2, '0')}`;
    const share = row === 7 ? 'n.a.' : `${(row * 13) % 90} %`;
    const odd = row === 11 ? '12,5x' : comma(sold);
    return [
      ...[day, ['north', 'south', 'west'][row % 3], `house ${row * 17}`, share],
      ...[row % 2 === 0 ? 'yes' : 'no', comma(area), odd],
    ].join(';');
  });
  return `day;zone;name;share;garden;area (sqft);sold (kUSD)\n${rows.join('\n')}\n`;
}

function comma(value: number): string {
  return value.toFixed(3).replace('.', ',');
}

/** Euros as a French spreadsheet writes them, and a column of numbers that a word makes a text. */
function wordsCsv(): string {
  const rows = Array.from({ length: 42 }, (_, row) => {
    const area = 40 + ((row * 31) % 53);
    const euros = `${1 + (row % 9)}\u202f${200 + area},50\u00a0€`;
    return `${area};${row % 6 === 1 ? 'not measured' : `${20 + ((row * 17) % 23)},5`};${euros}`;
  });
  return `area (m2);weight (kg);cost\n${rows.join('\n')}\n`;
}

/** Numbers that fit two readings: thousands, or three decimals. */
const TWO_READINGS = `x\ty\n${Array.from({ length: 12 }, (_, row) => `${(row * 5) % 12}\t${row + 2},${250 + 7 * ((row * 5) % 12)}`).join('\n')}\n`;
const NO_NAMES = '1,2\n2,4.1\n3,5.9\n4,8.2\n5,9.9\n';

describe('How a file is read', () => {
  const session = useWorkbench({
    written: {
      'mixed.csv': mixedCsv(),
      'two.tsv': TWO_READINGS,
      'plain.csv': NO_NAMES,
      'words.csv': wordsCsv(),
    },
    size: { width: 1600, height: 1000 },
  });

  async function showFit(name: string): Promise<Panel> {
    const { workbench } = session;
    await workbench.closeAllEditors();
    await workbench.openFile(name);
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    return workbench.panel;
  }

  it('stands in the source line, each part a control', async () => {
    const panel = await showFit('mixed.csv');
    const strip = await panel.part('source-strip').textContent();
    assert.match(strip ?? '', /semicolon.*decimal comma.*header.*2 of 40 rows/);
    await panel.part('dialect-delimiter').click();
    await panel.frame.getByRole('menuitemradio', { name: 'tab' }).waitFor();
    await session.workbench.page.keyboard.press('ArrowDown');
    await session.workbench.page.keyboard.press('Escape');
    await panel.frame.getByRole('menuitemradio', { name: 'tab' }).waitFor({ state: 'hidden' });
  });

  it('changes with one click, and the fit with it', async () => {
    const panel = await showFit('plain.csv');
    assert.match(await panel.metric('n'), /\b5\b/);
    await panel.part('dialect-hasHeader').click();
    await panel.frame.getByRole('menuitemradio', { name: /^header/ }).click();
    await eventually(async () => assert.match(await panel.metric('n'), /\b4\b/));
    await panel.part('dialect-hasHeader').click();
    await panel.part('guess-again').click();
    await eventually(async () => assert.match(await panel.metric('n'), /\b5\b/));
  });

  it('takes three decimals for thousands, and thousands for three decimals', async () => {
    const panel = await showFit('two.tsv');
    const slope = async () => Number((await panel.term('x')).split(' ')[1]?.replaceAll(',', ''));
    const before = await slope();
    await panel.part('reading').click();
    const select = panel.part('reading-decimal');
    const other = await select.locator('option').evaluateAll((all) => {
      const values = all.map((one) => ({
        value: one.getAttribute('value') ?? '',
        text: one.textContent ?? '',
      }));
      return values.find(({ value }) => value !== '')?.value ?? '';
    });
    await select.selectOption(other);
    // The same digits, a thousand times larger or smaller.
    await eventually(async () => {
      const ratio = (await slope()) / before;
      assert.ok(Math.abs(Math.abs(Math.log10(ratio)) - 3) < 1e-3, `${ratio} times the slope`);
    });
  });

  it('is remembered over a reload', async () => {
    const { workbench } = session;
    await workbench.reload();
    await workbench.panel.untilDrawn();
    await workbench.panel.part('dialect-decimal').waitFor();
    assert.equal(
      await workbench.panel.part('dialect-decimal').getAttribute('title'),
      'Decimal mark: chosen by you',
    );
  });

  it('lists the columns, whose kinds can be settled', async () => {
    const panel = await showFit('mixed.csv');
    await panel.part('reading').click();
    const rows = panel.part('columns').locator('tbody tr');
    assert.equal(await rows.count(), 7);
    await panel.part('kind-area (sqft)').selectOption('ignored');
    await eventually(async () => assert.doesNotMatch(await panel.part('formula').inputValue(), /area/));
    await panel.part('kind-area (sqft)').selectOption('');
    await eventually(async () => assert.match(await panel.part('formula').inputValue(), /area/));
  });

  it('names a column that a word made a text, and reads it as numbers when told to', async () => {
    const panel = await showFit('words.csv');
    assert.equal(await panel.part('formula').inputValue(), 'cost ~ `area (m2)`');
    const message = panel.frame.getByText('is left out of the model as text: line 3 has "not measured"');
    await message.waitFor();
    await session.workbench.page.screenshot({ path: path.join(folder, 'words.png') });
    await panel.part('show-columns').click();
    await panel.part('kind-weight (kg)').selectOption('number');
    await eventually(async () =>
      assert.equal(await panel.part('formula').inputValue(), 'cost ~ `area (m2)` + `weight (kg)`'),
    );
    await eventually(async () => assert.match(await panel.metric('n'), /\b35\b/));
    await session.workbench.page.screenshot({ path: path.join(folder, 'words-read.png') });
  });

  it('says of every row why it was left out', async () => {
    const panel = await showFit('mixed.csv');
    await panel.part('left-out').click();
    await eventually(async () => {
      const words = (await panel.part('left-out-list').textContent()) ?? '';
      assert.match(words, /line 13.*12,5x is not a number in column sold \(kUSD\)/);
    });
    await panel.part('left-out-list').getByRole('button', { name: 'line 13' }).click();
    await eventually(async () => assert.equal(await session.workbench.activeLine(), 13));
  });

  it('is written as plain CSV', async () => {
    const { workbench } = session;
    const panel = await showFit('mixed.csv');
    await panel.part('reading').click();
    await panel.part('export-csv').click();
    const file = await workbench.acceptSaveDialog('mixed-clean.csv');
    await eventually(() => assert.ok(existsSync(file)));
    const lines = readFileSync(file, 'utf8').split('\n');
    assert.equal(lines[0], 'day,zone,name,share,garden,area (sqft),sold (kUSD)');
    assert.match(lines[12] ?? '', /,"12,5x"$/);
    assert.equal(lines.length, 42);
    await workbench.notifications.filter({ hasText: '40 rows written' }).waitFor();
  });

  for (const theme of Object.keys(themes) as Theme[]) {
    it(`is shown in ${theme}`, async function () {
      this.timeout(90_000);
      const { workbench } = session;
      mkdirSync(folder, { recursive: true });
      await workbench.setTheme(theme);
      const panel = await showFit('mixed.csv');
      const picture = (name: string) =>
        panel.outer.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });
      await panel.part('dialect-delimiter').click();
      await picture('reading-menu');
      await workbench.page.keyboard.press('Escape');
      await panel.part('reading').click();
      await panel.part('columns').waitFor();
      await picture('reading-sheet');
      await panel.part('left-out').click();
      await picture('left-out');
    });
  }

  it('is shown in a panel 360 pixels wide', async () => {
    const { workbench } = session;
    await workbench.setTheme('dark');
    const panel = await showFit('mixed.csv');
    await workbench.setPanelWidth(360);
    const picture = (name: string) => panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });
    await panel.part('reading').click();
    await panel.part('columns').waitFor();
    await picture('reading-sheet-narrow');
    await panel.part('left-out').click();
    await picture('left-out-narrow');
    await showFit('two.tsv');
    await picture('reading-doubt-narrow');
  });
});
