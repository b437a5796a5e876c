import {
  encodeFits,
  encodeReport,
  encodeStudies,
  encodeTraining,
  type FitReport,
  type RememberedFit,
  type StudySnapshot,
  type TrainingSnapshot,
} from '../src/protocol/index.js';
import type { PanelModel } from './state.js';
import { vscodeApi } from './vscodeApi.js';

const KEEP_MS = 1000;
/** A run under way is written down now and then, in case the window is loaded again before it ends. */
const KEEP_RUN_MS = 3000;

/** Writes down what VS Code gives back after a reload. */
export class Keeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private report: { of: FitReport; text: string | null } | null = null;
  private fits: { of: readonly RememberedFit[]; text: string } | null = null;
  private studies: { of: readonly StudySnapshot[]; text: string } | null = null;
  private training: { of: Omit<TrainingSnapshot, 'plan' | 'error'>; text: string } | null = null;

  constructor(private readonly model: () => PanelModel) {}

  get isWaiting(): boolean {
    return this.timer !== undefined;
  }

  /** Writing a report down takes longer than a frame: first the charts, or whatever comes within this time. */
  soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), KEEP_MS);
    this.write(this.report?.of === this.model().report ? this.report.text : null);
  }

  /** Once in a while, however often it is asked for. */
  later(): void {
    this.timer ??= setTimeout(() => this.now(), KEEP_RUN_MS);
  }

  now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { report } = this.model();
    if (report && this.report?.of !== report) this.report = { of: report, text: encodeReport(report) };
    this.write(report ? (this.report?.text ?? null) : null);
  }

  /** Without a report the fit is made again. */
  private write(report: string | null): void {
    const { snapshot, view, selectedLine, predict, trainingTab, residualsTab, curves } = this.model();
    if (!snapshot?.file) return;
    const { uri } = snapshot.file;
    const training = this.textOf(snapshot.training);
    const { formula, fitChoices } = snapshot;
    const look = { view, selectedLine, trainingTab, residualsTab, curves };
    const { row: newRow } = predict;
    const studies = this.textOfStudies(snapshot.studies);
    const fits = this.textOfFits(snapshot.fits);
    const kept = { report, training, studies, fits };
    vscodeApi.setState({ version: 1, uri, formula, fitChoices, ...look, newRow, ...kept });
  }

  private textOfFits(now: readonly RememberedFit[]): string {
    if (this.fits?.of !== now) this.fits = { of: now, text: encodeFits(now) };
    return this.fits.text;
  }

  private textOfStudies(now: readonly StudySnapshot[]): string {
    if (this.studies?.of !== now) this.studies = { of: now, text: encodeStudies(now) };
    return this.studies.text;
  }

  private textOf(now: TrainingSnapshot): string {
    const { runs, settings, pace } = now;
    const last = this.training?.of;
    if (last?.runs !== runs || last.settings !== settings || last.pace !== pace)
      this.training = { of: { runs, settings, pace }, text: encodeTraining(now) };
    return this.training?.text ?? '';
  }
}
