import { homedir } from 'node:os';
import { posix } from 'node:path';
import * as vscode from 'vscode';

/** Asks where, then writes. True when a file was written. */
export async function saveFile(
  beside: vscode.Uri | undefined,
  file: { suggestedName: string; content: string | Uint8Array },
): Promise<boolean> {
  const name = plainName(file.suggestedName);
  const extension = posix.extname(name).slice(1);
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folderFor(beside), name),
    ...(extension === '' ? {} : { filters: { [extension.toUpperCase()]: [extension] } }),
  });
  if (target === undefined) return false;
  const { content } = file;
  await vscode.workspace.fs.writeFile(
    target,
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  );
  return true;
}

/** A file name only: what a page suggests may not lead to another folder. */
function plainName(suggested: string): string {
  const name = suggested.replace(/[\\/:*?"<>|\p{Cc}]/gu, '-').replace(/^\.+/, '');
  return name === '' ? 'chart' : name;
}

/** Where a file to be saved belongs: beside the one it is made of. */
export function folderFor(beside: vscode.Uri | undefined): vscode.Uri {
  if (beside !== undefined && beside.scheme !== 'untitled') return vscode.Uri.joinPath(beside, '..');
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
}
