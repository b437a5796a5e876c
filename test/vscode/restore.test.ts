import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { encodeReport, type PanelState } from '../../src/protocol/index.js';
import { OwnPanels } from './ownPanels.js';
import { closeAll, Folder, fitFile, fitted, snapshotOf, staleOf, until } from './workbench.js';

const TEXT = 'x,y\n1,2\n2,4.1\n3,5.9\n4,8.2\n';

describe('A panel after the window came back', () => {
  const folder = new Folder();
  let own: OwnPanels;
  let uri: vscode.Uri;
  let state: PanelState;
  beforeEach(async () => {
    uri = folder.write('kept.csv', TEXT);
    const { formula, ...snapshot } = await fitFile(uri);
    const report = encodeReport(fitted(snapshot));
    state = {
      version: 1,
      uri: uri.toString(),
      formula,
      fitChoices: {},
      view: 'fit',
      selectedLine: null,
      newRow: null,
      report,
      training: null,
    };
    await closeAll();
    own = new OwnPanels();
  });
  afterEach(async () => {
    own.dispose();
    await closeAll();
  });
  after(() => folder.remove());

  const shown = () => own.panels.find(uri)!.snapshot;

  it('shows its result at once, without a fit', async () => {
    const webviewPanel = await own.restore(state);
    assert.equal(fitted(shown()).summary.n, 4);
    assert.equal(webviewPanel.title, 'Gaussline: kept.csv');
    await own.panels.find(uri)!.state.compare();
    assert.equal(staleOf(shown()), null);
  });

  it('is stale when the file changed meanwhile', async () => {
    folder.write('kept.csv', `${TEXT}5,10\n`);
    await own.restore(state);
    await until('stale', () => /file has changed/.test(staleOf(shown()) ?? ''));
  });

  it('keeps the result when the file is gone, and says so', async () => {
    await vscode.workspace.fs.delete(uri);
    await own.restore(state);
    await until('stale', () => /no longer there/.test(staleOf(shown()) ?? ''));
    assert.equal(fitted(shown()).summary.n, 4);
  });

  it('fits again where no result was kept, or a damaged one', async () => {
    for (const report of [null, '{"source":7}']) {
      await own.restore({ ...state, formula: 'y ~ 1', report });
      await until('fitted', () => shown().phase.kind === 'fitted');
      assert.equal(shown().formula, 'y ~ 1');
      own.panels.find(uri)!.close();
      await until('closed', () => own.panels.find(uri) === undefined);
    }
  });

  it('waits for a file when what was kept cannot be believed', async () => {
    for (const garbage of [undefined, null, 7, { version: 9 }, { ...state, uri: '' }]) {
      const webviewPanel = await own.restore(garbage);
      assert.equal(own.panels.find(uri), undefined);
      webviewPanel.dispose();
    }
  });

  it('is the panel the command uses', async () => {
    await own.restore(state);
    await own.panels.fit(uri, 'y ~ x - 1');
    assert.equal(shown().formula, 'y ~ x - 1');
    assert.ok((await snapshotOf(uri).catch(() => undefined)) === undefined);
  });
});
