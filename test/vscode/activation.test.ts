import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, extension, FIT, Folder } from './workbench.js';

describe('Activation', () => {
  const folder = new Folder();
  after(() => folder.remove());
  afterEach(closeAll);

  it('waits for the first use, even with a CSV open', async () => {
    assert.equal(extension().isActive, false);
    await vscode.window.showTextDocument(folder.copy('fixtures/plain.csv'));
    assert.equal(extension().isActive, false);
    await vscode.commands.executeCommand(FIT);
    assert.equal(extension().isActive, true);
  });

  it('registers every command of the manifest', async () => {
    const commands: { command: string }[] = extension().packageJSON.contributes.commands;
    const known = new Set(await vscode.commands.getCommands(true));
    for (const { command } of commands) assert.ok(known.has(command), command);
  });

  it('has a text for every placeholder of the manifest', () => {
    assert.doesNotMatch(JSON.stringify(extension().packageJSON), /"%[\w.]+%"/);
  });
});
