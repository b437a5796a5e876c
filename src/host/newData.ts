import * as vscode from 'vscode';
import { formatCount, type Simulated, type Simulation } from '../protocol/index.js';
import { writeVia } from './exportCleanCsv.js';
import { folderFor } from './saveFile.js';
import type { Truths } from './truths.js';
import type { WorkerClient } from './workerClient.js';

/** More numbers than this go into a file: an untitled document is kept in memory, several times over. */
const MOST_IN_DOCUMENT = 250_000;
/** VS Code shows no larger file as text. */
const MOST_IN_EDITOR = 2_000_000;

/** Data that were made, and whether an editor can show them. */
export type NewData = { uri: vscode.Uri; isText: boolean };

export type NewDataParts = {
  worker: WorkerClient;
  truths: Truths;
  /** A number no other call has. */
  token: number;
};

/**
 * Makes the data of a simulation: an untitled document, or a file that is asked for where they are many. Remembers what
 * they were made with.
 *
 * @returns where they are, and whether an editor can show them; null where no file was chosen.
 * @throws GausslineError `simulate/settings`, `export/disk-full`, `export/not-writable`, `cancelled`.
 */
export async function newData(simulation: Simulation, parts: NewDataParts): Promise<NewData | null> {
  const numbers = simulation.rowCount * (simulation.weights.length + 1);
  if (numbers <= MOST_IN_DOCUMENT) return { uri: await newDocument(simulation, parts), isText: true };
  const target = await vscode.window.showSaveDialog({
    title: `Write ${formatCount(simulation.rowCount)} simulated rows`,
    defaultUri: vscode.Uri.joinPath(folderFor(undefined), 'simulated.csv'),
    filters: { CSV: ['csv'] },
  });
  if (target === undefined) return null;
  await newFile(simulation, { target, parts });
  return { uri: target, isText: numbers <= MOST_IN_EDITOR };
}

async function newDocument(simulation: Simulation, parts: NewDataParts): Promise<vscode.Uri> {
  const { worker, truths, token } = parts;
  const { text, fingerprint } = await worker.call('simulate', { simulation, target: null, token });
  await truths.remember(fingerprint, simulation);
  const languages = await vscode.languages.getLanguages();
  const language = languages.includes('csv') ? { language: 'csv' } : {};
  const document = await vscode.workspace.openTextDocument({ content: text ?? '', ...language });
  return document.uri;
}

async function newFile(
  simulation: Simulation,
  { target, parts }: { target: vscode.Uri; parts: NewDataParts },
): Promise<void> {
  const { worker, truths, token } = parts;
  const place = { location: vscode.ProgressLocation.Notification, cancellable: true };
  const title = `Simulating ${formatCount(simulation.rowCount)} rows`;
  const { fingerprint } = await vscode.window.withProgress({ ...place, title }, (_progress, cancel) => {
    const abort = new AbortController();
    cancel.onCancellationRequested(() => abort.abort());
    return writeVia<Simulated>(target, (path) =>
      worker.call('simulate', { simulation, target: path, token }, abort.signal),
    );
  });
  await truths.remember(fingerprint, simulation);
}
