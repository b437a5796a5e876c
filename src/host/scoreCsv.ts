import { posix } from 'node:path';
import * as vscode from 'vscode';
import { formatCount, GausslineError, type PredictionKit, type Scored } from '../protocol/index.js';
import { type ExportParts, relay, writeVia } from './exportCleanCsv.js';
import { nameOf, readSource } from './readSource.js';
import { folderFor } from './saveFile.js';

export type ScoreParts = ExportParts & { kit: PredictionKit };

/**
 * Asks which CSV and where to, then writes it with a prediction and both intervals behind every row.
 *
 * @param fitted the file of the fit, beside which the other one is looked for.
 * @throws GausslineError `predict/missing-column`, `export/...`; what reading throws; `cancelled`.
 */
export async function scoreCsv(fitted: vscode.Uri, parts: ScoreParts): Promise<void> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: 'Choose the CSV to predict',
      defaultUri: folderFor(fitted),
      filters: { CSV: ['csv', 'tsv', 'tab', 'psv', 'txt'], 'All files': ['*'] },
    })) ?? [];
  if (uri === undefined) return;
  const target = await vscode.window.showSaveDialog({
    title: `Write the predictions of ${nameOf(uri)}`,
    defaultUri: vscode.Uri.joinPath(folderFor(uri), predictedName(uri)),
    filters: { CSV: ['csv'] },
  });
  if (target === undefined) return;
  if (target.toString() === uri.toString()) throw sameFile(uri);
  const place = { location: vscode.ProgressLocation.Notification, cancellable: true };
  const title = `Writing ${nameOf(target)}`;
  const scored = await vscode.window.withProgress({ ...place, title }, (progress, cancel) =>
    scoreTo({ uri, target, parts }, progress, cancel),
  );
  void sayWritten(target, scored);
}

async function scoreTo(
  { uri, target, parts }: { uri: vscode.Uri; target: vscode.Uri; parts: ScoreParts },
  progress: vscode.Progress<{ increment: number }>,
  cancel: vscode.CancellationToken,
): Promise<Scored> {
  const { worker, readings, token, kit } = parts;
  const abort = new AbortController();
  const source = await readSource(uri, false);
  const listening = [cancel.onCancellationRequested(() => abort.abort()), relay(parts, progress)];
  try {
    return await writeVia(target, (path) =>
      worker.call('scoreCsv', { source, ...readings.settled(uri), token, kit, target: path }, abort.signal),
    );
  } finally {
    for (const one of listening) one.dispose();
  }
}

async function sayWritten(target: vscode.Uri, scored: Scored): Promise<void> {
  const open = 'Open';
  const { rowCount, leftOutCount, warnings } = scored;
  const counted = `${formatCount(rowCount)} ${rowCount === 1 ? 'row' : 'rows'} predicted`;
  const rest = leftOutCount === 0 ? '' : `, ${formatCount(leftOutCount)} left out, each with its reason`;
  const words = [`${nameOf(target)}: ${counted}${rest}.`, ...warnings.map(({ message }) => message)].join(
    ' ',
  );
  if ((await vscode.window.showInformationMessage(words, open)) === open)
    await vscode.commands.executeCommand('vscode.open', target);
}

/** `new.csv` becomes `new-predicted.csv`, whatever it ended with. */
function predictedName(uri: vscode.Uri): string {
  const name = nameOf(uri);
  return `${posix.basename(name, posix.extname(name))}-predicted.csv`;
}

function sameFile(uri: vscode.Uri): GausslineError {
  const message = `${nameOf(uri)} is the file that is read; its predictions need a file of their own.`;
  return new GausslineError('export/same-file', message, 'Choose another name.');
}
