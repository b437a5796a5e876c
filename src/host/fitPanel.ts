import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import {
  Channel,
  decodeReport,
  GausslineError,
  isLineTextArgs,
  type PanelHostSide,
  type PanelSide,
  type PanelSnapshot,
  type PanelState,
  type WorkProgress,
} from '../protocol/index.js';
import { cursorLine, watchFile } from './fileWatch.js';
import { FitState, STALE_EDITED } from './fitState.js';
import { lineText } from './goToLines.js';
import { listenToPage } from './pageEvents.js';
import { panelHtml } from './panelHtml.js';
import type { Panel, PanelParts } from './panelParts.js';
import { nameOf, readSource } from './readSource.js';
import { confidenceLevel } from './settings.js';
import { webviewPort } from './webviewPort.js';

/** The type VS Code knows our panels by; a saved window asks for it. */
export const PANEL_TYPE = 'gaussline.panel';

/** One panel: a page, the fit it shows, and the file that fit is of. */
export class FitPanel implements Panel {
  readonly state: FitState;
  askedAt = performance.now();
  private uri: vscode.Uri | undefined;
  private watch: vscode.Disposable | undefined;
  /** A page has asked for its first snapshot. Until then it would get what it asks for twice. */
  private hasPage = false;
  private readonly channel: Channel<PanelHostSide, PanelSide>;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly parts: PanelParts,
  ) {
    this.state = new FitState({
      worker: parts.worker,
      nextToken: parts.nextToken,
      readSource: (preferBuffer) => readSource(this.knownFile(), preferBuffer),
      confidence: () => confidenceLevel(this.uri),
      show: (error) => parts.report.show(error),
      onChange: () => this.publish(),
    });
    this.channel = new Channel<PanelHostSide, PanelSide>(webviewPort(panel), {
      ready: async () => this.greet(),
      lineText: async (args) => this.lineText(args),
    });
    listenToPage(this.channel, this);
    panel.onDidChangeViewState(() => {
      // A page that is out of sight is thrown away; the next one asks again.
      if (!panel.visible) this.hasPage = false;
    });
    panel.onDidDispose(() => this.dispose());
    this.showPage();
  }

  get file(): vscode.Uri | undefined {
    return this.uri;
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  /** Everything the page needs to draw itself from nothing. */
  get snapshot(): PanelSnapshot {
    const { uri } = this;
    const file = uri === undefined ? null : { uri: uri.toString(), name: nameOf(uri) };
    return { file, ...this.state.snapshot, samples: this.parts.samples.names };
  }

  /** Brings the panel to the front of its column; the keyboard stays where it is. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  close(): void {
    this.panel.dispose();
  }

  /** Stops what it does; the page stays where it is. */
  dispose(): void {
    this.watch?.dispose();
    this.channel.dispose();
    this.state.dispose();
  }

  /** From now on the panel is about this file. */
  setFile(uri: vscode.Uri): void {
    this.watch?.dispose();
    this.uri = uri;
    this.panel.title = `Gaussline: ${nameOf(uri)}`;
    this.watch = watchFile(uri, {
      edited: () => this.state.markStale(STALE_EDITED),
      touched: () => void this.state.compare(),
      renamed: (newName) => void this.state.noteRename(newName),
      cursor: (line) => this.announceCursor(line),
    });
  }

  /** Fits the panel's file; see `FitState.fit`. */
  async fit(formula: string | null): Promise<void> {
    this.askedAt = performance.now();
    await this.state.fit(formula);
    const ms = Math.round(performance.now() - this.askedAt);
    this.parts.report.log(`${this.state.phase.kind} ${ms} ms after the command`);
  }

  /** Shows what a page of an earlier window kept; fits again where it kept no result. */
  async restore({ formula, report }: PanelState): Promise<void> {
    const kept = report === null ? null : decodeReport(report);
    if (kept !== null) await this.state.restore(kept, formula);
    else await this.fit(formula === '' ? null : formula);
  }

  relay(progress: WorkProgress): void {
    if (this.state.noteProgress(progress) && this.hasPage) this.channel.announce('progress', progress);
  }

  private publish(): void {
    const { snapshot } = this;
    if (this.hasPage) this.channel.announce('snapshot', snapshot);
    this.parts.onSnapshot(snapshot);
  }

  private async greet(): Promise<PanelSnapshot> {
    await this.parts.samples.load();
    this.hasPage = true;
    // After the answer, so that the page has something to show the cursor in.
    if (this.uri) setTimeout(() => this.uri && this.announceCursor(cursorLine(this.uri)));
    return this.snapshot;
  }

  private announceCursor(line: number | null): void {
    this.channel.announce('cursor', { line });
  }

  private lineText(args: unknown): string | null {
    if (!isLineTextArgs(args)) throw new GausslineError('panel/invalid-message', 'lineText takes two lines.');
    return this.uri === undefined ? null : lineText(this.uri, args);
  }

  private knownFile(): vscode.Uri {
    if (this.uri === undefined) throw new Error('the panel has no file');
    return this.uri;
  }

  private showPage(): void {
    const { webview } = this.panel;
    const dist = vscode.Uri.joinPath(this.parts.extensionUri, 'dist');
    const media = vscode.Uri.joinPath(this.parts.extensionUri, 'media');
    const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.panel.iconPath = {
      light: vscode.Uri.joinPath(media, 'panel-light.svg'),
      dark: vscode.Uri.joinPath(media, 'panel-dark.svg'),
    };
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      scriptUri: address('webview.js'),
      styleUri: address('webview.css'),
    });
  }
}
