import type * as vscode from 'vscode';
import type { PanelSnapshot } from '../protocol/index.js';
import type { FitPanel } from './fitPanel.js';
import type { Report } from './report.js';
import type { Samples } from './samples.js';
import type { WorkerClient } from './workerClient.js';

/** What every panel shares. */
export type PanelParts = {
  extensionUri: vscode.Uri;
  worker: WorkerClient;
  report: Report;
  samples: Samples;
  nextToken(): number;
  onSnapshot(snapshot: PanelSnapshot): void;
  onClose(panel: FitPanel): void;
  /** The page asks for another file, a sample, or other columns. */
  openFile(panel: FitPanel): Promise<void>;
  openSample(panel: FitPanel, name: string): Promise<void>;
  chooseColumns(panel: FitPanel): Promise<void>;
};
