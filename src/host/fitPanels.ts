import * as vscode from 'vscode';
import {
  type FitChoices,
  formulaOf,
  type GpuCarried,
  isPanelState,
  type PanelSnapshot,
  type Simulation,
} from '../protocol/index.js';
import { chooseColumns } from './chooseColumns.js';
import { DismissedAdvice } from './dismissedAdvice.js';
import { exportCleanCsv } from './exportCleanCsv.js';
import { FitPanel, PANEL_TYPE } from './fitPanel.js';
import { newData } from './newData.js';
import type { Panel, PanelParts } from './panelParts.js';
import { Readings } from './readings.js';
import { nameOf, readSource } from './readSource.js';
import type { Report } from './report.js';
import { askForFile } from './resourceUri.js';
import { Samples } from './samples.js';
import { scoreCsv } from './scoreCsv.js';
import { Truths } from './truths.js';
import type { WorkerClient } from './workerClient.js';

type Shared = { extensionUri: vscode.Uri; worker: WorkerClient; report: Report; memory: vscode.Memento };

/** All panels: one to a file, and at most one that waits for a file. */
export class FitPanels implements vscode.WebviewPanelSerializer {
  private readonly panels = new Set<FitPanel>();
  private readonly snapshots = new vscode.EventEmitter<PanelSnapshot>();
  private readonly parts: PanelParts;
  private lastToken = 0;
  private readonly listening: readonly (() => void)[];
  private readonly settings: vscode.Disposable;

  /** What any panel shows has changed. */
  readonly onDidChangeSnapshot = this.snapshots.event;

  constructor(private readonly shared: Shared) {
    this.parts = {
      ...shared,
      samples: new Samples(shared.extensionUri),
      readings: new Readings(shared.memory),
      advice: new DismissedAdvice(shared.memory),
      truths: new Truths(shared.memory),
      nextToken: () => ++this.lastToken,
      onSnapshot: (snapshot) => this.snapshots.fire(snapshot),
      openFile: (panel) => this.openFileIn(panel),
      openSample: async (panel, name) => this.openSampleIn(panel, await this.parts.samples.find(name)),
      chooseColumns: (panel) => this.chooseIn(panel),
      scoreCsv: (panel) => this.scoreCsv(panel),
      simulate: (panel, simulation) => this.simulateFrom(panel, simulation),
      exportCsv: async ({ file }) => (file ? this.exportCsv(file) : undefined),
    };
    const { worker } = shared;
    this.listening = [
      worker.on('progress', (progress) => this.each((panel) => panel.relay(progress))),
      worker.on('trainingOpened', (opened) => this.each((panel) => panel.relayOpened(opened))),
      worker.on('trainingDelta', (delta) => this.each((panel) => panel.relayDelta(delta))),
      worker.on('studyProgress', (progress) => this.each(({ studies }) => studies.noteProgress(progress))),
      worker.on('gpuOpen', (open) => this.openGpu(open)),
      worker.on('gpuPost', (post) => this.each(({ gpu }) => gpu.gpuPost(post))),
      worker.on('gpuClose', (close) => this.each(({ gpu }) => gpu.gpuClose(close))),
    ];
    this.settings = vscode.workspace.onDidChangeConfiguration((change) =>
      this.each((panel) => panel.noteSettings(change)),
    );
  }

  /** The panel of a file, if it has one. */
  find(uri: vscode.Uri): FitPanel | undefined {
    return [...this.panels].find(({ file }) => file?.toString() === uri.toString());
  }

  /** The panel that has the focus, if one has. */
  get active(): FitPanel | undefined {
    return [...this.panels].find(({ isActive }) => isActive);
  }

  /** Fits a file in its panel, which opens beside the text unless it is there already. */
  async fit(uri: vscode.Uri, formula: string | null = null): Promise<void> {
    const known = this.find(uri);
    known?.reveal();
    await this.fitIn(known ?? this.create(`Gaussline: ${nameOf(uri)}`), uri, formula);
  }

  /** Trains what the file's panel shows, or would show, and brings its Training view to the front. */
  async train(uri: vscode.Uri): Promise<void> {
    const panel = this.find(uri) ?? this.create(`Gaussline: ${nameOf(uri)}`);
    panel.reveal();
    if (panel.file === undefined) panel.setFile(uri);
    panel.showView('training', 'run');
    const { settings } = panel.training;
    await panel.orders.train({ formula: panel.state.formula, settings, isStepwise: false });
  }

  /** Brings the benchmark of vectorization to the front, in the panel of the file; it is for the user to begin. */
  async benchmark(uri: vscode.Uri): Promise<void> {
    const known = this.find(uri);
    const panel = known ?? this.create(`Gaussline: ${nameOf(uri)}`);
    panel.reveal();
    panel.showView('training', 'benchmark');
    if (known === undefined) await this.fitIn(panel, uri, null);
  }

  /** Asks for target and features, then fits. */
  async fitWith(uri: vscode.Uri): Promise<void> {
    const { worker, memory } = this.shared;
    const columns = async (signal: AbortSignal) => {
      const source = await readSource(uri, false);
      const request = { source, ...this.parts.readings.settled(uri), token: this.parts.nextToken() };
      return (await worker.call('describe', request, signal)).columns;
    };
    const formula = await chooseColumns({ uri, columns, memory });
    if (formula !== undefined) await this.fit(uri, formula === '' ? null : formula);
  }

  /** Asks where, and writes the file there as plain CSV. */
  private async scoreCsv({ file, predictions, parts }: Panel): Promise<void> {
    if (file === undefined) return;
    const { readings, worker } = parts;
    await scoreCsv(file, { kit: predictions.kit, worker, readings, token: parts.nextToken() });
  }

  async exportCsv(uri: vscode.Uri): Promise<void> {
    const { worker } = this.shared;
    await exportCleanCsv(uri, { worker, readings: this.parts.readings, token: this.parts.nextToken() });
  }

  /** Opens the form for new data, in the panel with the focus, the one that waits for a file, or one that is in sight. */
  showSimulation(): void {
    const inSight = [...this.panels].find(({ isVisible }) => isVisible);
    const panel = this.active ?? this.waiting ?? inSight ?? this.create('Gaussline');
    panel.showSimulation();
  }

  /** Opens the panel that offers samples and a file to choose. */
  showEmpty(): void {
    const { waiting } = this;
    if (waiting !== undefined) waiting.reveal();
    else this.create('Gaussline');
  }

  /** A window came back: `state` is what the page kept, as far as it can be believed. */
  async deserializeWebviewPanel(webviewPanel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const panel = this.adopt(webviewPanel);
    if (!isPanelState(state) || state.uri === '') {
      webviewPanel.title = 'Gaussline';
      return;
    }
    panel.setFile(vscode.Uri.parse(state.uri));
    // VS Code waits for the page, not for a fit.
    panel.restore(state).catch((error: unknown) => this.shared.report.notify(error));
  }

  dispose(): void {
    for (const stop of this.listening) stop();
    this.settings.dispose();
    // The panels stay: a window that loads again brings them back.
    for (const panel of this.panels) panel.dispose();
    this.snapshots.dispose();
  }

  /** The panel whose run or study it is starts it. */
  private openGpu({ token }: GpuCarried['gpuOpen']): void {
    const panel = [...this.panels].find(
      ({ training, studies }) => training.isTraining(token) || studies.isRunning(token),
    );
    if (panel !== undefined) panel.gpu.gpuOpen({ token });
    else this.shared.worker.announce('gpuLost', { token, reason: 'the panel was closed' });
  }

  private each(use: (panel: FitPanel) => void): void {
    for (const panel of this.panels) use(panel);
  }

  /** A panel in the column of another, so that no third one opens. */
  private createWith(other: Panel, name: string): FitPanel {
    return this.create(`Gaussline: ${name}`, this.find(other.file!)?.column);
  }

  private create(title: string, viewColumn: vscode.ViewColumn = vscode.ViewColumn.Beside): FitPanel {
    const place = { viewColumn, preserveFocus: true };
    const options = { enableScripts: true, enableFindWidget: true };
    return this.adopt(vscode.window.createWebviewPanel(PANEL_TYPE, title, place, options));
  }

  private adopt(webviewPanel: vscode.WebviewPanel): FitPanel {
    const panel = new FitPanel(webviewPanel, this.parts);
    this.panels.add(panel);
    webviewPanel.onDidDispose(() => this.panels.delete(panel));
    return panel;
  }

  private async fitIn(panel: Panel, uri: vscode.Uri, formula: string | null): Promise<void> {
    if (panel.file?.toString() !== uri.toString()) panel.setFile(uri);
    await panel.fit(formula);
  }

  /** An empty panel takes the file itself, unless the file has a panel; one with a file leaves it alone. */
  private async fitInOrBeside(panel: Panel, uri: vscode.Uri): Promise<void> {
    if (panel.file !== undefined) return this.fit(uri);
    if (this.find(uri) === undefined) return this.fitIn(panel, uri, null);
    panel.close();
    await this.fit(uri);
  }

  private get waiting(): FitPanel | undefined {
    return [...this.panels].find(({ file }) => file === undefined);
  }

  /** Makes new data and fits them as they were made: in this panel where it is empty, else in one of their own. */
  private async simulateFrom(panel: Panel, simulation: Simulation): Promise<boolean> {
    const { worker, report } = this.shared;
    const token = this.parts.nextToken();
    const made = await newData(simulation, { worker, truths: this.parts.truths, token });
    if (made === null) return false;
    const { uri, isText } = made;
    const own = panel.file === undefined ? panel : (this.find(uri) ?? this.createWith(panel, nameOf(uri)));
    if (own.file?.toString() !== uri.toString()) own.setFile(uri);
    if (isText) await this.showText(own, uri);
    const choices: FitChoices =
      simulation.noise === 'poisson' ? { family: { name: 'poisson', link: 'log' } } : {};
    own.chooseModel(formulaOf(simulation), choices).catch((error: unknown) => report.notify(error));
    return true;
  }

  private async openFileIn(panel: Panel): Promise<void> {
    const uri = await askForFile();
    if (uri !== undefined) await this.fitInOrBeside(panel, uri);
  }

  /** The text in the first column, the panel of it beside; the keyboard stays where it is. */
  private async showText(panel: Panel | undefined, uri: vscode.Uri): Promise<void> {
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
    // Only now: a first column that is left empty would close, and the second one be the first.
    panel?.standBeside();
  }

  private async openSampleIn(panel: Panel, uri: vscode.Uri): Promise<void> {
    const fitting = this.fitInOrBeside(panel, uri);
    await this.showText(this.find(uri), uri);
    await fitting;
  }

  private async chooseIn(panel: Panel): Promise<void> {
    if (panel.file !== undefined) await this.fitWith(panel.file);
  }
}
