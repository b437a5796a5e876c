import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { goToLines, lineText } from '../../src/host/goToLines.js';
import { eventually } from '../eventually.js';
import { closeAll, Folder } from './workbench.js';

const row = (index: number) => `${index},${index * 2}`;
const TEXT = `x,y\n${Array.from({ length: 500 }, (_, index) => row(index)).join('\n')}\n`;

describe('Going to lines', () => {
  const folder = new Folder();
  let uri: vscode.Uri;
  beforeEach(() => {
    uri = folder.write('rows.csv', TEXT);
  });
  afterEach(closeAll);
  after(() => folder.remove());

  const selected = () => {
    const editor = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === uri.toString(),
    );
    assert.ok(editor);
    return { editor, text: editor.document.getText(editor.selection) };
  };

  it('selects the lines where the file stands and scrolls to them', async () => {
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Two });
    await goToLines(uri, { firstLine: 302, lastLine: 303, takeFocus: false });
    // The host hears of a selection a moment after the editor has made it.
    await eventually(() => {
      const { editor, text } = selected();
      assert.equal(text, `${row(300)}\n${row(301)}`);
      assert.equal(editor.viewColumn, vscode.ViewColumn.Two);
      const [visible] = editor.visibleRanges;
      assert.ok(visible?.contains(editor.selection.active), JSON.stringify(editor.visibleRanges));
    });
  });

  it('opens the file when no editor shows it', async () => {
    await goToLines(uri, { firstLine: 2, lastLine: 2, takeFocus: true });
    await eventually(() => assert.equal(selected().text, row(0)));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
  });

  it('leaves the keyboard where it is unless told otherwise', async () => {
    const other = folder.write('other.csv', 'x\n1\n');
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    await vscode.window.showTextDocument(other, { viewColumn: vscode.ViewColumn.Two });
    await goToLines(uri, { firstLine: 2, lastLine: 2, takeFocus: false });
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), other.toString());
  });

  it('takes the last line for lines beyond the end', async () => {
    await goToLines(uri, { firstLine: 9000, lastLine: 9001, takeFocus: false });
    await eventually(() => assert.equal(selected().editor.selection.active.line, 501));
  });

  it('refuses nothing for a file over 50 MB', async () => {
    const large = folder.writeLarge('large.csv', 55);
    await goToLines(large, { firstLine: 1000, lastLine: 1000, takeFocus: false });
  });

  it('knows the text of a line only where a document is open', async () => {
    assert.equal(lineText(vscode.Uri.joinPath(uri, '..', 'closed.csv'), { firstLine: 1, lastLine: 1 }), null);
    await vscode.workspace.openTextDocument(uri);
    assert.equal(lineText(uri, { firstLine: 2, lastLine: 3 }), `${row(0)}\n${row(1)}`);
    assert.equal(lineText(uri, { firstLine: 1, lastLine: 500 })?.length, 400);
    assert.equal(lineText(uri, { firstLine: 9999, lastLine: 9999 }), null);
  });
});
