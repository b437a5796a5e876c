import * as vscode from 'vscode';
import { registerCommands } from './host/commands.js';
import { PANEL_TYPE } from './host/fitPanel.js';
import { FitPanels } from './host/fitPanels.js';
import { Report } from './host/report.js';
import { WorkerClient } from './host/workerClient.js';
import type { PanelSnapshot } from './protocol/index.js';

/** What another extension, or a test, may know of us. */
export type GausslineApi = {
  /** What the panel of a file shows, undefined while it has none. */
  snapshotOf(uri: vscode.Uri): PanelSnapshot | undefined;
  onDidChangeSnapshot: vscode.Event<PanelSnapshot>;
  /** Ends the background worker as a crash would; the next command starts another. */
  stopWorker(): Promise<void>;
};

export function activate({
  extensionUri,
  globalStorageUri,
  subscriptions,
  workspaceState,
}: vscode.ExtensionContext): GausslineApi {
  const report = new Report();
  const workerFile = vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js').fsPath;
  // Elsewhere than on a disk nothing can be kept.
  const codeFolder =
    globalStorageUri.scheme === 'file' ? vscode.Uri.joinPath(globalStorageUri, 'code').fsPath : null;
  const worker = new WorkerClient(workerFile, (line) => report.log(line), codeFolder);
  // Something is about to be fitted: nothing else activates the extension.
  worker.begin();
  const panels = new FitPanels({ extensionUri, worker, report, memory: workspaceState });
  subscriptions.push(
    report,
    worker,
    panels,
    ...registerCommands(panels, report),
    vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, panels),
  );
  return {
    snapshotOf: (uri) => panels.find(uri)?.snapshot,
    onDidChangeSnapshot: panels.onDidChangeSnapshot,
    stopWorker: () => worker.stop(),
  };
}
