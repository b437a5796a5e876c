import {
  type FitChoices,
  type FitReport,
  GausslineError,
  type PanelPhase,
  type PanelSnapshot,
  type ShownError,
  type SourceRef,
  type SourceSummary,
  type WorkProgress,
} from '../protocol/index.js';
import type { HowToRead } from './readings.js';
import type { WorkerClient } from './workerClient.js';

/** What a `FitState` needs from around it. */
export type FitParts = {
  worker: Pick<WorkerClient, 'call'>;
  /** The panel's file as it is now. `preferBuffer` takes an open document's text even if it is saved. */
  readSource(preferBuffer: boolean): Promise<SourceRef>;
  /** Throws `settings/invalid`. */
  howToRead(): HowToRead;
  /** Share of the intervals. Throws `settings/invalid`. */
  confidence(): number;
  /** A number no other call has. */
  nextToken(): number;
  /** Any failure as it is shown; a bug is logged. */
  show(error: unknown): ShownError;
  onChange(): void;
};

/** By what a fit on screen is asked about: its model, and the text it is of. */
export type FreshFit = { formula: string; fingerprint: string; confidence: number };

type Running = { token: number; abort: AbortController };

export const STALE_EDITED = 'The text has changed since this fit.';
const STALE_CHANGED = 'The file has changed since this fit.';
const STALE_GONE = 'The file is no longer there.';

/** What one panel shows of its file, and how it gets there. Knows nothing of VS Code. */
export class FitState {
  phase: PanelPhase = { kind: 'empty' };
  formula = '';
  /** What is settled about the model besides its formula. */
  choices: FitChoices = {};
  private report: FitReport | null = null;
  private running: Running | undefined;
  /** The formula the user asked for; null while the choice is Gaussline's. */
  private wanted: string | null = null;
  private isFromBuffer = false;
  /** Something happened to the file while a fit ran. */
  private mayHaveChanged = false;
  private comparing: AbortController | undefined;
  private whyGone = STALE_GONE;

  constructor(private readonly parts: FitParts) {}

  /** Of the text that the report on screen is of; null where there is none. */
  get fingerprint(): string | null {
    return this.report?.source.fingerprint ?? null;
  }

  /** The formula of the fit on screen; null where there is none. */
  get shownFormula(): string | null {
    return this.phase.kind === 'fitted' ? this.phase.report.spec.formula : null;
  }

  /** The fit on screen where it is of the text as it is. */
  get freshFit(): FreshFit | null {
    if (this.phase.kind !== 'fitted' || this.phase.stale !== null) return null;
    const { spec, source, confidence } = this.phase.report;
    return { formula: spec.formula, fingerprint: source.fingerprint, confidence };
  }

  /** The part of a snapshot that is the fit's. */
  get snapshot(): Pick<PanelSnapshot, 'formula' | 'fitChoices' | 'phase'> {
    return { formula: this.formula, fitChoices: this.choices, phase: this.phase };
  }

  /** Fits with this formula; `null` keeps what the user asked for last, else leaves the choice to Gaussline. */
  async fit(formula: string | null): Promise<void> {
    this.running?.abort.abort();
    // A model that failed must not stand in the way of a plain second try.
    if (formula === null && this.phase.kind === 'failed') {
      this.wanted = null;
      this.choices = {};
    }
    const running = { token: this.parts.nextToken(), abort: new AbortController() };
    this.running = running;
    this.wanted = formula ?? this.wanted;
    if (formula !== null) this.formula = formula;
    this.mayHaveChanged = false;
    this.become({ kind: 'working', progress: null, previous: this.report });
    try {
      const report = await this.ask(running);
      if (this.running === running) this.finish({ kind: 'fitted', report, stale: staleFromRead(report) });
    } catch (error) {
      const source = await this.readAnyway(error, running);
      if (this.running === running) this.finish(this.phaseOf(error, source));
    }
  }

  /** Stops the fit that runs, if any. What was shown before stays. */
  cancel(): void {
    if (this.running === undefined) return;
    this.running.abort.abort();
    this.finish({ kind: 'cancelled', previous: this.report });
  }

  /** Shows a result that was kept, and finds out whether the file still is what it was. */
  async restore(report: FitReport, formula: string): Promise<void> {
    this.formula = formula;
    if (formula !== report.spec.formula) this.wanted = formula;
    this.finish({ kind: 'fitted', report, stale: null });
    await this.compare();
  }

  /** Keeps the newest progress for a page that loads later. True when it is this fit's. */
  noteProgress(progress: WorkProgress): boolean {
    if (this.phase.kind !== 'working' || progress.token !== this.running?.token) return false;
    this.phase = { ...this.phase, progress };
    return true;
  }

  /** The text or the file was touched: `words` say how, at once; `compare` finds out whether it matters. */
  markStale(words: string): void {
    this.mayHaveChanged = true;
    if (this.phase.kind === 'fitted' && this.phase.stale === null)
      this.become({ ...this.phase, stale: words });
  }

  /** The file has another name now; says so instead of that it is gone. */
  async noteRename(newName: string): Promise<void> {
    this.whyGone = `The file was renamed to ${newName}.`;
    await this.compare();
  }

  /** Compares the file as it is now with what was fitted. */
  async compare(): Promise<void> {
    this.mayHaveChanged = true;
    const { phase } = this;
    if (phase.kind !== 'fitted') return;
    this.mayHaveChanged = false;
    this.comparing?.abort();
    this.comparing = new AbortController();
    const stale = await this.staleWords(phase.report, this.comparing.signal);
    const now = this.phase;
    if (stale === undefined || now.kind !== 'fitted' || now.report !== phase.report) return;
    if (now.stale !== stale) this.become({ ...now, stale });
  }

  dispose(): void {
    this.running?.abort.abort();
    this.running = undefined;
    this.comparing?.abort();
  }

  private async ask({ token, abort }: Running): Promise<FitReport> {
    const confidence = this.parts.confidence();
    const source = await this.parts.readSource(false);
    this.isFromBuffer = source.kind === 'bytes';
    const model = { ...this.choices, formula: this.wanted, confidence };
    const request = { source, ...this.parts.howToRead(), ...model, token };
    return this.parts.worker.call('fit', request, abort.signal);
  }

  /** What was read where the fit of it went wrong: with it the user may read the file in another way. */
  private async readAnyway(error: unknown, { token, abort }: Running): Promise<SourceSummary | null> {
    if (!(error instanceof GausslineError) || !isAfterReading(error)) return null;
    try {
      const source = await this.parts.readSource(false);
      const request = { source, ...this.parts.howToRead(), token };
      return await this.parts.worker.call('describe', request, abort.signal);
    } catch (second) {
      // The first failure is the one to show; a bug here must not be lost.
      if (!(second instanceof GausslineError)) this.parts.show(second);
      return null;
    }
  }

  /** Words when the file differs, null when it does not, undefined when it cannot be told. */
  private async staleWords(report: FitReport, signal: AbortSignal): Promise<string | null | undefined> {
    try {
      const source = await this.parts.readSource(this.isFromBuffer);
      const fingerprint = await this.parts.worker.call('fingerprint', { source }, signal);
      if (fingerprint === report.source.fingerprint) return null;
      return source.kind === 'bytes' ? STALE_EDITED : STALE_CHANGED;
    } catch (error) {
      if (!(error instanceof GausslineError)) this.parts.show(error);
      return this.staleFromError(error);
    }
  }

  /** A file that cannot be had is stale; another failure (a cancel, a lost worker) tells nothing about it. */
  private staleFromError(error: unknown): string | undefined {
    if (!(error instanceof GausslineError)) return undefined;
    if (error.code === 'source/not-found' || error.code === 'source/disappeared') return this.whyGone;
    return error.code.startsWith('source/') ? error.message : undefined;
  }

  private finish(phase: PanelPhase): void {
    this.running = undefined;
    if (phase.kind === 'fitted') {
      this.report = phase.report;
      this.formula = phase.report.spec.formula;
    }
    const needsLook = this.mayHaveChanged;
    this.become(phase);
    if (needsLook) void this.compare();
  }

  private phaseOf(error: unknown, source: SourceSummary | null): PanelPhase {
    if (error instanceof GausslineError && error.code === 'cancelled')
      return { kind: 'cancelled', previous: this.report };
    return { kind: 'failed', error: this.parts.show(error), previous: this.report, source };
  }

  private become(phase: PanelPhase): void {
    this.phase = phase;
    this.parts.onChange();
  }
}

/** A failure of the model, not of the file. */
function isAfterReading({ code }: GausslineError): boolean {
  return /^(formula|fit)\//.test(code) || code === 'csv/no-numeric-column';
}

function staleFromRead({ warnings }: FitReport): string | null {
  const isMoving = warnings.some(({ code }) => code === 'source/changed-while-read');
  return isMoving ? 'The file changed while it was read.' : null;
}
