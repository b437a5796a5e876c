import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, FIT, Folder, fitFile, fitted, snapshotOf, staleOf, until } from './workbench.js';

/** y = 1 + 10 x but for one row. */
const STEEP = 'x,y\n1,11\n2,21\n3,31.5\n4,41\n';

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

const revert = () => vscode.commands.executeCommand('workbench.action.files.revert');

describe('The text in the editor', () => {
  const folder = new Folder();
  after(() => folder.remove());
  afterEach(async () => {
    await revert();
    await closeAll();
  });

  it('is what is fitted while it is not saved', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    const { document } = await vscode.window.showTextDocument(uri);
    await replaceAll(document, STEEP);
    assert.ok(document.isDirty);
    const report = fitted(await fitFile(uri));
    assert.equal(report.summary.n, 4);
    assert.equal(report.source.byteCount, STEEP.length);
  });

  it('is fitted where there is no file at all', async () => {
    const document = await vscode.workspace.openTextDocument({ content: STEEP });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(FIT);
    assert.equal(fitted(await snapshotOf(document.uri)).summary.n, 4);
  });

  it('makes the result stale when it is edited, until it is what it was', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    const { document } = await vscode.window.showTextDocument(uri);
    await fitFile(uri);
    assert.equal(staleOf(await snapshotOf(uri)), null);
    await replaceAll(document, STEEP);
    await until('stale after the edit', async () => staleOf(await snapshotOf(uri)) !== null);
    assert.match(staleOf(await snapshotOf(uri)) ?? '', /text has changed/);
    await revert();
    await until('good again after the edit was undone', async () => staleOf(await snapshotOf(uri)) === null);
  });

  it('may be saved after the fit, which stays good', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    const { document } = await vscode.window.showTextDocument(uri);
    await replaceAll(document, STEEP);
    await fitFile(uri);
    assert.ok(await document.save());
    // Longer than the pause after which the file is compared.
    await new Promise((resume) => setTimeout(resume, 800));
    assert.equal(staleOf(await snapshotOf(uri)), null);
  });
});

describe('The file on the disk', () => {
  const folder = new Folder();
  after(() => folder.remove());
  afterEach(closeAll);

  it('makes the result stale when it changes, and good again when it changes back', async () => {
    const before = 'x,y\n1,2\n2,4.1\n3,5.9\n4,8.2\n';
    const uri = folder.write('changing.csv', before);
    await fitFile(uri);
    folder.write('changing.csv', STEEP);
    await until('stale after the change', async () =>
      /file has changed/.test(staleOf(await snapshotOf(uri)) ?? ''),
    );
    folder.write('changing.csv', before);
    await until('good again', async () => staleOf(await snapshotOf(uri)) === null);
  });

  it('makes the result stale when it goes, and says so', async () => {
    const uri = folder.write('going.csv', STEEP);
    await fitFile(uri);
    await vscode.workspace.fs.delete(uri);
    await until('stale after the deletion', async () =>
      /no longer there/.test(staleOf(await snapshotOf(uri)) ?? ''),
    );
  });

  it('says the new name after a rename', async () => {
    const uri = folder.write('old.csv', STEEP);
    await fitFile(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, vscode.Uri.joinPath(uri, '..', 'new.csv'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('stale after the rename', async () =>
      /renamed to new\.csv/.test(staleOf(await snapshotOf(uri)) ?? ''),
    );
  });
});
