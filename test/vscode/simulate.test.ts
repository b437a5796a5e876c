import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { FIRST_SIMULATION, type Simulation } from '../../src/protocol/index.js';
import { OwnPanels } from './ownPanels.js';
import { closeAll, Folder, fitted, until } from './workbench.js';

describe('New data from a model', () => {
  const folder = new Folder();
  const show = vscode.window.showSaveDialog;
  let own: OwnPanels;
  let asked: number;
  beforeEach(() => {
    own = new OwnPanels();
    asked = 0;
  });
  afterEach(async () => {
    vscode.window.showSaveDialog = show;
    own.dispose();
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await closeAll();
  });
  after(() => folder.remove());

  /** The dialog answers with this file, or as a user who leaves. */
  function answerWith(uri: vscode.Uri | undefined): void {
    vscode.window.showSaveDialog = async () => {
      asked++;
      return uri;
    };
  }

  /** Asks for data from the panel of a file, as its page does. */
  async function simulate(simulation: Simulation): Promise<boolean> {
    const uri = folder.copy('fixtures/plain.csv');
    await own.panels.fit(uri);
    const panel = own.panels.find(uri)!;
    return panel.parts.simulate(panel, simulation);
  }

  async function shownOf(uri: vscode.Uri) {
    const panel = () => own.panels.find(uri);
    await until('the new data are fitted', () => panel()?.snapshot.phase.kind === 'fitted');
    return panel()!.snapshot;
  }

  /** The document in sight; those of tests before may still be there, out of sight. */
  const untitled = () =>
    vscode.window.visibleTextEditors.map(({ document }) => document).find(({ isUntitled }) => isUntitled)!;

  it('opens a document with a panel of its own, which knows the truth until the text is another one', async () => {
    assert.equal(await simulate(FIRST_SIMULATION), true);
    const document = untitled();
    const snapshot = await shownOf(document.uri);
    assert.deepEqual(snapshot.truth, FIRST_SIMULATION);
    assert.equal(fitted(snapshot).spec.formula, 'y ~ x1 + x2 + x3');
    assert.equal(fitted(snapshot).summary.n, 200);
    assert.equal(asked, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(document.lineCount - 1, 0), '1,2,3,4\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await own.panels.fit(document.uri);
    assert.equal(own.panels.find(document.uri)!.snapshot.truth, null);
  });

  it('fits counts as counts', async () => {
    await simulate({ ...FIRST_SIMULATION, noise: 'poisson', weights: [0.5] });
    const report = fitted(await shownOf(untitled().uri));
    assert.equal(report.summary.counts?.link, 'log');
  });

  it('asks for a file where there are many rows, and makes nothing where none is chosen', async () => {
    const many = { ...FIRST_SIMULATION, rowCount: 80_000 };
    answerWith(undefined);
    assert.equal(await simulate(many), false);
    const target = vscode.Uri.file(path.join(folder.path, 'simulated.csv'));
    answerWith(target);
    assert.equal(await simulate(many), true);
    assert.equal(asked, 2);
    assert.ok(existsSync(target.fsPath));
    const snapshot = await shownOf(target);
    assert.equal(fitted(snapshot).summary.n, 80_000);
    assert.deepEqual(snapshot.truth, many);
  });

  it('says what makes no sense', async () => {
    await assert.rejects(simulate({ ...FIRST_SIMULATION, rowCount: 2 }), /2 rows/);
  });
});
