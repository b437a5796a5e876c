import * as vscode from 'vscode';
import {
  decodeFits,
  decodeReport,
  decodeStudies,
  decodeTraining,
  digestOf,
  type FitChoices,
  type FitReport,
  type GpuPlaces,
  NOTHING_SETTLED,
  type PanelSnapshot,
  type PanelState,
  type PanelView,
  type ReadChoices,
  type StudySnapshot,
  type TrainingDelta,
  type TrainingOpened,
  type TrainingTab,
  textKey,
  type WorkProgress,
} from '../protocol/index.js';
import { Comparisons } from './comparisons.js';
import { exportRows } from './exportRows.js';
import { cursorLine, watchFile } from './fileWatch.js';
import { FitHistory } from './fitHistory.js';
import { FitQuestions } from './fitQuestions.js';
import { FitState, STALE_EDITED } from './fitState.js';
import { GpuCarrier } from './gpuCarrier.js';
import { type AnsweringPanel, pageCalls } from './pageCalls.js';
import { listenToPage } from './pageEvents.js';
import { PageLink } from './pageLink.js';
import type { PanelParts } from './panelParts.js';
import { Predictions } from './predictions.js';
import { RankDoctor } from './rankDoctor.js';
import { nameOf, readSource } from './readSource.js';
import { backendSetting, confidenceLevel, nodePathSetting } from './settings.js';
import { showPage } from './showPage.js';
import { StudyState } from './studyState.js';
import { TrainingOrders } from './trainingOrders.js';
import { TrainingState } from './trainingState.js';
import { webviewPort } from './webviewPort.js';

/** The type VS Code knows our panels by; a saved window asks for it. */
export const PANEL_TYPE = 'gaussline.panel';

/** One panel: a page, the fit it shows, and the file that fit is of. */
export class FitPanel implements AnsweringPanel {
  readonly state: FitState;
  readonly training: TrainingState;
  readonly studies: StudyState;
  readonly gpu: GpuCarrier;
  readonly predictions: Predictions;
  readonly questions: FitQuestions;
  readonly comparisons: Comparisons;
  readonly doctor: RankDoctor;
  readonly orders = new TrainingOrders(this);
  askedAt = performance.now();
  private readonly fits = new FitHistory();
  private notedReport: FitReport | undefined;
  private uri: vscode.Uri | undefined;
  private watch: vscode.Disposable | undefined;
  private readonly page: PageLink;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly parts: PanelParts,
  ) {
    this.state = new FitState({
      worker: parts.worker,
      nextToken: parts.nextToken,
      readSource: (preferBuffer) => readSource(this.knownFile(), preferBuffer),
      howToRead: () => parts.readings.settled(this.knownFile()),
      confidence: () => confidenceLevel(this.uri),
      show: (error) => parts.report.show(error),
      onChange: () => this.publish(),
    });
    const asking = {
      worker: parts.worker,
      nextToken: parts.nextToken,
      readSource: () => readSource(this.knownFile(), false),
      howToRead: () => parts.readings.settled(this.knownFile()),
      references: () => this.state.choices.references,
    };
    const training = {
      ...asking,
      backendSetting: () => backendSetting(this.uri),
      gpuPlaces: () => this.gpuPlaces(),
      show: (error: unknown) => parts.report.show(error),
      onOver: (token: number) => this.gpu.gpuClose({ token }),
    };
    this.training = new TrainingState({ ...training, onChange: () => this.publishTraining() });
    this.studies = new StudyState({ ...training, onChange: (study) => this.publishStudy(study) });
    this.doctor = new RankDoctor({ ...asking, formula: () => this.state.shownFormula });
    const shown = {
      ...asking,
      shown: () => this.state.freshFit,
      choices: () => this.state.choices,
    };
    this.predictions = new Predictions(shown);
    this.questions = new FitQuestions(shown);
    this.comparisons = new Comparisons(asking, this.fits);
    this.page = new PageLink(webviewPort(panel), pageCalls(this));
    this.gpu = new GpuCarrier({
      hasPage: () => this.hasPage,
      toPage: (name, payload) => this.page.tell(name, payload),
      toWorker: (name, payload) => parts.worker.announce(name, payload),
    });
    listenToPage(this.page.channel, this);
    panel.onDidChangeViewState(() => {
      // A page that is out of sight is thrown away; the next one asks again.
      if (!panel.visible) this.losePage('the panel is out of sight');
    });
    panel.onDidDispose(() => this.dispose());
    showPage(panel, parts.extensionUri);
  }

  get file(): vscode.Uri | undefined {
    return this.uri;
  }

  get hasPage(): boolean {
    return this.page.hasPage;
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  /** Everything the page needs to draw itself from nothing. */
  get snapshot(): PanelSnapshot {
    const { uri } = this;
    const file = uri === undefined ? null : { uri: uri.toString(), name: nameOf(uri) };
    const { samples, readings, truths, advice } = this.parts;
    const reading = uri === undefined ? NOTHING_SETTLED : readings.shown(uri);
    const { snapshot: training } = this.training;
    const { snapshot: studies } = this.studies;
    const { fingerprint } = this.state;
    const truth = fingerprint === null ? null : truths.of(fingerprint);
    const dismissedAdvice = uri === undefined ? [] : advice.of(uri);
    const kept = { training, studies, dismissedAdvice, fits: this.fits.snapshot };
    return { file, ...this.state.snapshot, truth, reading, ...kept, samples: samples.names };
  }

  /** Brings the panel to the front of its column; the keyboard stays where it is. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** The column it stands in; undefined while it is out of sight. */
  get column(): vscode.ViewColumn | undefined {
    return this.panel.viewColumn;
  }

  /** Leaves the first column to the text: a panel that was opened into an empty window stands there. */
  standBeside(): void {
    if (this.column === vscode.ViewColumn.One) this.panel.reveal(vscode.ViewColumn.Two, true);
  }

  close(): void {
    this.panel.dispose();
  }

  /** Stops what it does; the page stays where it is. */
  dispose(): void {
    this.watch?.dispose();
    this.losePage('the panel was closed');
    this.page.dispose();
    this.state.dispose();
    this.doctor.stop();
    this.predictions.stop();
    this.questions.stop();
    this.comparisons.stop();
    this.training.dispose();
    this.studies.dispose();
  }

  /** From now on the panel is about this file. */
  setFile(uri: vscode.Uri): void {
    this.watch?.dispose();
    if (this.uri?.toString() !== uri.toString()) this.fits.clear();
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

  /** Fits with all that is settled about the model from now on. */
  async chooseModel(formula: string, choices: FitChoices): Promise<void> {
    this.state.choices = choices;
    await this.fit(formula);
  }

  /** From now on the panel's file is read so; it is fitted again. */
  async read(choices: ReadChoices): Promise<void> {
    await this.parts.readings.choose(this.knownFile(), choices);
    await this.fit(null);
  }

  /** This piece of advice is not said of the file any more; null: all may be said again. */
  async dismissAdvice(advice: string | null): Promise<void> {
    if (this.uri === undefined) return;
    const { advice: dismissed } = this.parts;
    await (advice === null ? dismissed.recall(this.uri) : dismissed.dismiss(this.uri, advice));
    this.publish();
  }

  /** Keeps, names or forgets remembered fits. */
  changeFits(change: (fits: FitHistory) => void): void {
    change(this.fits);
    this.publish();
  }

  /** Plans again where the user's settings say another backend. */
  noteSettings(change: vscode.ConfigurationChangeEvent): void {
    const { plan, settings } = this.training.snapshot;
    const isOurs = change.affectsConfiguration('gaussline.training.backend', this.uri);
    if (isOurs && plan !== null) void this.orders.plan(settings);
  }

  /** Asks where, and writes the rows of the fit on screen with their diagnostics. */
  async exportRows(): Promise<void> {
    const token = this.parts.nextToken();
    const { worker } = this.parts;
    if (this.uri === undefined) return;
    await exportRows(this.uri, {
      ...{ worker, token },
      write: (path, signal) => this.questions.export(path, token, signal),
    });
  }

  /** The answer to a page's first message. */
  async greet(): Promise<PanelSnapshot> {
    // A page that was moved or loaded again has none of the Workers of the one before.
    this.losePage('the panel was loaded again');
    await this.parts.samples.load();
    this.page.come();
    // After the answer, so that the page has something to show the cursor in.
    setTimeout(() => {
      if (this.uri) this.announceCursor(cursorLine(this.uri));
      this.page.tellWanted();
    });
    return this.snapshot;
  }

  /** Shows a view; a page that is still to come shows it then. */
  showView(view: PanelView, trainingTab: TrainingTab | null = null): void {
    this.page.showView(view, trainingTab);
  }

  /** Shows the form for new data, with the keyboard in it. */
  showSimulation(): void {
    this.panel.reveal();
    this.page.showSimulation();
  }

  /** Shows what a page of an earlier window kept; fits again where it kept no result. */
  async restore({ formula, fitChoices, report, training, studies, fits }: PanelState): Promise<void> {
    this.state.choices = fitChoices;
    const runs = training === null ? null : decodeTraining(training);
    if (runs !== null) this.training.restore(runs);
    if (fits !== undefined) this.fits.restore(decodeFits(fits));
    if (studies !== undefined) this.studies.restore(decodeStudies(studies));
    const kept = report === null ? null : decodeReport(report);
    if (kept !== null) await this.state.restore(kept, formula);
    else await this.fit(formula === '' ? null : formula);
  }

  relay(progress: WorkProgress): void {
    if (this.state.noteProgress(progress)) this.page.tell('progress', progress);
  }

  relayOpened(opened: TrainingOpened): void {
    this.training.noteOpened(opened);
  }

  relayDelta(delta: TrainingDelta): void {
    if (this.training.noteDelta(delta)) this.page.tell('trainingDelta', delta);
  }

  private publishTraining(): void {
    this.page.tell('training', this.training.snapshot);
    this.parts.onSnapshot(this.snapshot);
  }

  private publishStudy(study: StudySnapshot): void {
    this.page.tell('study', study);
    this.parts.onSnapshot(this.snapshot);
  }

  private publish(): void {
    this.noteFit();
    const { snapshot } = this;
    this.page.tell('snapshot', snapshot);
    this.parts.onSnapshot(snapshot);
  }

  /** A fit that is new on screen is remembered, to be compared with others. */
  private noteFit(): void {
    const { phase, choices } = this.state;
    if (phase.kind !== 'fitted' || phase.report === this.notedReport || this.uri === undefined) return;
    const { report } = phase;
    this.notedReport = report;
    const { chosen, bySetting } = this.parts.readings.shown(this.uri);
    const reading = { ...chosen, dialect: { ...bySetting, ...chosen.dialect } };
    this.fits.note(digestOf(report, textKey(report.source.fingerprint, reading)), choices);
  }

  private losePage(reason: string): void {
    this.page.lose();
    this.gpu.loseAll(reason);
  }

  private gpuPlaces(): GpuPlaces {
    const runtime = process.versions.electron === undefined ? 'node' : 'electron';
    return { runtime, nodePath: nodePathSetting(), hasPage: this.hasPage };
  }

  private announceCursor(line: number | null): void {
    this.page.tell('cursor', { line });
  }

  private knownFile(): vscode.Uri {
    if (this.uri === undefined) throw new Error('the panel has no file');
    return this.uri;
  }
}
