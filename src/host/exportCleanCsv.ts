import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import { type Exported, formatCount, GausslineError } from '../protocol/index.js';
import type { Readings } from './readings.js';
import { nameOf, readSource } from './readSource.js';
import { folderFor } from './saveFile.js';
import type { WorkerClient } from './workerClient.js';

export type ExportParts = {
  worker: WorkerClient;
  readings: Readings;
  /** A number no other call has. */
  token: number;
};

/**
 * Asks where, then writes the table as plain CSV: comma, `\n`, UTF-8, cells as text. The text is the editor's, saved or
 * not; it is read as the panel reads it.
 *
 * @throws GausslineError `export/same-file`, `export/disk-full`, `export/not-writable`; what reading throws; `cancelled`.
 */
export async function exportCleanCsv(uri: vscode.Uri, parts: ExportParts): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: `Export ${nameOf(uri)} as clean CSV`,
    defaultUri: vscode.Uri.joinPath(folderFor(uri), cleanName(uri)),
    filters: { CSV: ['csv'] },
  });
  if (target === undefined) return;
  if (target.toString() === uri.toString()) throw sameFile(uri);
  const place = { location: vscode.ProgressLocation.Notification, cancellable: true };
  const title = `Writing ${nameOf(target)}`;
  const exported = await vscode.window.withProgress({ ...place, title }, (progress, cancel) =>
    exportTo({ uri, target, parts }, progress, cancel),
  );
  void sayWritten(target, exported);
}

type Export = { uri: vscode.Uri; target: vscode.Uri; parts: ExportParts };

async function exportTo(
  { uri, target, parts }: Export,
  progress: vscode.Progress<{ increment: number }>,
  cancel: vscode.CancellationToken,
): Promise<Exported> {
  const { worker, readings, token } = parts;
  const abort = new AbortController();
  const source = await readSource(uri, false);
  const listening = [cancel.onCancellationRequested(() => abort.abort()), relay(parts, progress)];
  try {
    return await writeVia(target, (path) =>
      worker.call('exportCsv', { source, ...readings.settled(uri), token, target: path }, abort.signal),
    );
  } finally {
    for (const one of listening) one.dispose();
  }
}

/** The worker writes to a disk; a file that is elsewhere is written to a disk first, and copied whole. */
export async function writeVia<T>(target: vscode.Uri, write: (path: string) => Promise<T>): Promise<T> {
  if (target.scheme === 'file') return write(target.fsPath);
  const local = join(tmpdir(), `gaussline-${randomBytes(6).toString('hex')}.csv`);
  const copy = vscode.Uri.file(local);
  try {
    const exported = await write(local);
    await vscode.workspace.fs.copy(copy, target, { overwrite: true });
    return exported;
  } catch (error) {
    throw error instanceof vscode.FileSystemError ? unwritable(target, error) : error;
  } finally {
    await vscode.workspace.fs.delete(copy).then(undefined, () => {});
  }
}

export function relay(
  { worker, token }: Pick<ExportParts, 'worker' | 'token'>,
  progress: vscode.Progress<{ increment: number }>,
) {
  let shown = 0;
  const stop = worker.on('progress', ({ token: of, bytesRead, bytesTotal }) => {
    if (of !== token || bytesTotal === null || bytesTotal === 0) return;
    const percent = Math.min(100, (100 * bytesRead) / bytesTotal);
    progress.report({ increment: Math.max(0, percent - shown) });
    shown = percent;
  });
  return { dispose: stop };
}

async function sayWritten(target: vscode.Uri, { rowCount }: Exported): Promise<void> {
  const open = 'Open';
  const words = `${nameOf(target)}: ${formatCount(rowCount)} ${rowCount === 1 ? 'row' : 'rows'} written.`;
  if ((await vscode.window.showInformationMessage(words, open)) === open)
    await vscode.commands.executeCommand('vscode.open', target);
}

/** `houses.csv` becomes `houses-clean.csv`, whatever it ended with. */
function cleanName(uri: vscode.Uri): string {
  const name = nameOf(uri);
  return `${posix.basename(name, posix.extname(name))}-clean.csv`;
}

function sameFile(uri: vscode.Uri): GausslineError {
  const message = `${nameOf(uri)} is the file that is read; a clean copy needs a name of its own.`;
  return new GausslineError('export/same-file', message, 'Choose another name.');
}

function unwritable(target: vscode.Uri, cause: vscode.FileSystemError): GausslineError {
  const message = `${target.toString(true)} cannot be written: ${cause.message}.`;
  const hint = 'Choose a folder that you may write to.';
  return new GausslineError('export/not-writable', message, hint, {}, { cause });
}
