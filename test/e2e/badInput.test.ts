import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';

/** Files without a fit, and the code of the error the panel shows. */
const refused = {
  'empty.csv': 'csv/empty',
  'headerOnly.csv': 'csv/header-only',
  'oneRow.csv': 'fit/too-few-rows',
  'fewerRowsThanCoefficients.csv': 'fit/too-few-rows',
  'noNumericColumn.csv': 'csv/no-numeric-column',
  'binary.csv': 'csv/binary',
};

/** Files with a fit, and what the panel says about them. */
const fittedWithAWord = {
  'constantTarget.csv': /constant|same value|does not vary/i,
  'constantFeature.csv': /constant|same value|does not vary/i,
  'collinear.csv': /total = a \+ b/,
  'windows1252.csv': /Windows-1252/i,
  'raggedRows.csv': /line 4|lines? .*\b4\b/i,
};

describe('A file that cannot be fitted', () => {
  const session = useWorkbench({ files: [...Object.keys(refused), 'plain.csv'] });

  for (const [name, code] of Object.entries(refused)) {
    it(`${name}: says ${code} and what to do`, async () => {
      const { workbench } = session;
      await workbench.closeAllEditors();
      await workbench.fitFromExplorer(name);
      await eventually(async () => assert.ok((await workbench.panel.text()).includes(code)));
      assert.equal(await workbench.notifications.count(), 0);
    });
  }

  it('deleted before a second fit keeps the first on screen', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await workbench.closeAllEditors();
    await workbench.fitFromExplorer('plain.csv');
    await panel.untilDrawn();
    rmSync(path.join(session.folder, 'plain.csv'));
    await panel.part('fit-button').click();
    await eventually(async () => assert.match(await panel.text(), /source\/(not-found|disappeared)/));
    assert.equal(await panel.charts.count(), 1);
  });
});

describe('A file with an oddity', () => {
  const session = useWorkbench({ files: Object.keys(fittedWithAWord) });

  for (const [name, word] of Object.entries(fittedWithAWord)) {
    it(`${name}: is fitted, and says so`, async () => {
      const { workbench } = session;
      await workbench.closeAllEditors();
      await workbench.fitFromExplorer(name);
      await workbench.panel.untilDrawn();
      assert.match(await workbench.panel.text(), word);
    });
  }
});

describe('A hostile header', () => {
  const session = useWorkbench({ files: ['hostileHeader.csv'] });
  // The header of the file, read as RFC 4180 says.
  const names = [
    '<img src=x onerror=alert(1)>',
    '__proto__',
    'constructor',
    'say "hi"',
    '[c]',
    'd.e',
    'f\\g',
  ];

  it('is shown as it is, in the table and in a chart for each feature', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await workbench.openFile('hostileHeader.csv');
    await workbench.fitFromEditor();
    await panel.untilDrawn();
    for (const name of names) assert.ok((await panel.term(name)).includes(name), name);
    assert.equal(await panel.frame.locator('img[src="x"]').count(), 0);
    assert.equal(await panel.chart('partial').count(), 1);
  });

  it('executes nothing in the residuals and in what is saved', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    const svg = (await panel.saveChart('partial', 'svg')).toString('utf8');
    assert.doesNotMatch(svg, /<img|<script|<b>/);
    await panel.openView('residuals');
    workbench.assertClean();
  });
});
