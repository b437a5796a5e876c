import path from 'node:path';
import * as vscode from 'vscode';
import { FitPanels } from '../../src/host/fitPanels.js';
import { Report } from '../../src/host/report.js';
import { WorkerClient } from '../../src/host/workerClient.js';
import { extension } from './workbench.js';

/** Panels of the test's own, whose insides it may reach: real webviews, a real worker, the extension's code. */
export class OwnPanels {
  readonly worker: WorkerClient;
  readonly memory = new Memory();
  private readonly report = new Report('Gaussline under test');
  readonly panels: FitPanels;

  /** `bundle`: that of another worker than the extension's. */
  constructor(bundle = path.join(extension().extensionPath, 'dist', 'worker.js')) {
    this.worker = new WorkerClient(bundle);
    const { worker, report, memory } = this;
    this.panels = new FitPanels({ extensionUri: extension().extensionUri, worker, report, memory });
  }

  /** A panel as a window that comes back hands it over. */
  async restore(state: unknown): Promise<vscode.WebviewPanel> {
    const webviewPanel = vscode.window.createWebviewPanel('gaussline.panel', 'kept', vscode.ViewColumn.Two);
    await this.panels.deserializeWebviewPanel(webviewPanel, state);
    return webviewPanel;
  }

  dispose(): void {
    this.panels.dispose();
    this.worker.dispose();
    this.report.dispose();
  }
}

/** What a workspace remembers, for the length of a test. */
class Memory implements vscode.Memento {
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined;
  }

  async update(key: string, value: unknown): Promise<void> {
    // As VS Code does it: nothing is no value to keep.
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
  }
}
