import * as vscode from 'vscode';
import { openDocument } from './readSource.js';

/** Lines are 1-based. */
export type LineRange = { firstLine: number; lastLine: number; takeFocus: boolean };

/** VS Code hides a larger text from extensions. */
const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;
/** Characters of a line that a hover shows. */
const MAX_LINE_TEXT = 400;

/** Selects these lines in the text, in the column where the file stands. Lines beyond its end are the last one. */
export async function goToLines(uri: vscode.Uri, range: LineRange): Promise<void> {
  const place = { preserveFocus: !range.takeFocus, viewColumn: columnOf(uri) };
  const document = await openedDocument(uri);
  if (document === undefined) {
    const selection = new vscode.Range(range.firstLine - 1, 0, range.lastLine, 0);
    await vscode.commands.executeCommand('vscode.open', uri, { ...place, selection });
    return;
  }
  const selection = linesOf(document, range);
  const editor = await vscode.window.showTextDocument(document, { ...place, selection, preview: false });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Text of these lines where a document is open, at most 400 characters; never opens or reads a file. */
export function lineText(uri: vscode.Uri, range: Omit<LineRange, 'takeFocus'>): string | null {
  const document = openDocument(uri);
  if (document === undefined || range.firstLine < 1 || range.firstLine > document.lineCount) return null;
  return document.getText(linesOf(document, range)).slice(0, MAX_LINE_TEXT);
}

/** Undefined for a file over 50 MB, which VS Code opens for people only. */
async function openedDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = openDocument(uri);
  if (open !== undefined) return open;
  const { size } = await vscode.workspace.fs.stat(uri);
  return size > MAX_DOCUMENT_BYTES ? undefined : vscode.workspace.openTextDocument(uri);
}

function linesOf(document: vscode.TextDocument, { firstLine, lastLine }: Omit<LineRange, 'takeFocus'>) {
  const end = document.lineCount - 1;
  const first = Math.min(Math.max(firstLine - 1, 0), end);
  const last = Math.min(Math.max(lastLine - 1, first), end);
  return new vscode.Selection(first, 0, last, document.lineAt(last).text.length);
}

/** The column that shows the file already, else the first one: the panel stands beside it. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const shows = ({ input }: vscode.Tab) =>
    (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) &&
    input.uri.toString() === uri.toString();
  const groups = vscode.window.tabGroups.all;
  const group =
    groups.find((one) => one.activeTab && shows(one.activeTab)) ?? groups.find((one) => one.tabs.some(shows));
  return group?.viewColumn ?? vscode.ViewColumn.One;
}
