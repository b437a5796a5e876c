import { posix } from 'node:path';
import * as vscode from 'vscode';
import { type Exported, formatCount, GausslineError } from '../protocol/index.js';
import { type ExportParts, relay, writeVia } from './exportCleanCsv.js';
import { nameOf } from './readSource.js';
import { folderFor } from './saveFile.js';

export type ExportRowsParts = Pick<ExportParts, 'worker' | 'token'> & {
  /** Writes the rows of the fit on screen to a path on this machine. */
  write(path: string, signal: AbortSignal): Promise<Exported>;
};

/**
 * Asks where, then writes the panel's file with residuals and influence behind every row.
 *
 * @throws GausslineError `influence/no-fit`, `export/...`; what reading and fitting throw; `cancelled`.
 */
export async function exportRows(uri: vscode.Uri, parts: ExportRowsParts): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: `Export the rows of ${nameOf(uri)} with diagnostics`,
    defaultUri: vscode.Uri.joinPath(folderFor(uri), measuredName(uri)),
    filters: { CSV: ['csv'] },
  });
  if (target === undefined) return;
  if (target.toString() === uri.toString()) throw sameFile(uri);
  const place = { location: vscode.ProgressLocation.Notification, cancellable: true };
  const title = `Writing ${nameOf(target)}`;
  const exported = await vscode.window.withProgress({ ...place, title }, async (progress, cancel) => {
    const abort = new AbortController();
    const listening = [cancel.onCancellationRequested(() => abort.abort()), relay(parts, progress)];
    try {
      return await writeVia(target, (path) => parts.write(path, abort.signal));
    } finally {
      for (const one of listening) one.dispose();
    }
  });
  void sayWritten(target, exported);
}

async function sayWritten(target: vscode.Uri, { rowCount }: Exported): Promise<void> {
  const open = 'Open';
  const words = `${nameOf(target)}: ${formatCount(rowCount)} ${rowCount === 1 ? 'row' : 'rows'} with diagnostics.`;
  if ((await vscode.window.showInformationMessage(words, open)) === open)
    await vscode.commands.executeCommand('vscode.open', target);
}

/** `houses.csv` becomes `houses-diagnostics.csv`, whatever it ended with. */
function measuredName(uri: vscode.Uri): string {
  const name = nameOf(uri);
  return `${posix.basename(name, posix.extname(name))}-diagnostics.csv`;
}

function sameFile(uri: vscode.Uri): GausslineError {
  const message = `${nameOf(uri)} is the file that is read; its rows with diagnostics need a file of their own.`;
  return new GausslineError('export/same-file', message, 'Choose another name.');
}
