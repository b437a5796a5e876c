import {
  AUTO_SETTINGS,
  type BackendChoice,
  type FitChoices,
  GausslineError,
  type GpuPlaces,
  isOver,
  type KeptTraining,
  type LossSurface,
  NO_CURVE,
  type Pace,
  type Pair,
  runsWithDelta,
  type ShownError,
  type ShownPlan,
  type SourceRef,
  type SteerAction,
  type TrainingDelta,
  type TrainingEnd,
  type TrainingOpened,
  type TrainingOrder,
  type TrainingRunRecord,
  type TrainingSettings,
  type TrainingSnapshot,
} from '../protocol/index.js';
import type { HowToRead } from './readings.js';
import type { WorkerClient } from './workerClient.js';

/** What a `TrainingState` needs from around it. */
export type TrainingParts = {
  worker: Pick<WorkerClient, 'call'>;
  /** The panel's file as it is now. */
  readSource(): Promise<SourceRef>;
  /** Throws `settings/invalid`. */
  howToRead(): HowToRead;
  /** What the levels of factors are compared with. */
  references(): FitChoices['references'];
  /**
   * Where the user wants to train what does not say so itself.
   *
   * @throws GausslineError `settings/invalid`.
   */
  backendSetting(): BackendChoice;
  gpuPlaces(): GpuPlaces;
  /** A number no other call and no other run has. */
  nextToken(): number;
  show(error: unknown): ShownError;
  onChange(): void;
  /** A run is over, however it ended. */
  onOver(token: number): void;
};

/** More runs than this are not kept: the oldest goes. */
const MOST_RUNS = 24;

/** The runs of one panel: begun, steered and kept here, trained in the worker. Knows nothing of VS Code. */
export class TrainingState {
  settings: TrainingSettings = AUTO_SETTINGS;
  private pace: Pace = 'watch';
  private plan: ShownPlan | null = null;
  private error: ShownError | null = null;
  private runs: readonly TrainingRunRecord[] = [];
  private lastNumber = 0;
  private readonly training = new Map<number, AbortController>();
  private planning: AbortController | undefined;

  constructor(private readonly parts: TrainingParts) {}

  get snapshot(): TrainingSnapshot {
    const { settings, pace, plan, error, runs } = this;
    return { settings, pace, plan, error, runs };
  }

  /** Finds out what a run with these settings would do; an earlier question is dropped. */
  async makePlan(formula: string, settings: TrainingSettings): Promise<void> {
    this.planning?.abort();
    const planning = new AbortController();
    this.planning = planning;
    this.settings = settings;
    const outcome = await this.askForPlan(formula, planning.signal);
    if (this.planning !== planning) return;
    this.plan = outcome.plan ?? this.plan;
    this.error = outcome.error;
    this.parts.onChange();
  }

  /** Trains to the end. A run that could not begin leaves a message and no record. */
  async start({ formula, settings, isStepwise }: TrainingOrder): Promise<void> {
    const token = this.parts.nextToken();
    const abort = new AbortController();
    this.training.set(token, abort);
    this.settings = settings;
    this.error = null;
    this.add(token);
    try {
      const source = await this.parts.readSource();
      const read = { source, ...this.parts.howToRead(), token };
      const references = this.parts.references();
      const plan = { ...read, formula, references, settings: this.settled(settings) };
      const request = { ...plan, isStepwise, pace: this.pace, gpu: this.parts.gpuPlaces() };
      this.finish(token, await this.parts.worker.call('train', request, abort.signal));
    } catch (error) {
      if (!abort.signal.aborted) this.fail(token, error);
    } finally {
      this.training.delete(token);
      this.parts.onOver(token);
    }
  }

  /** True for a run of this panel that is under way. */
  isTraining(token: number): boolean {
    return this.training.has(token);
  }

  async steer(token: number, action: SteerAction): Promise<void> {
    if (this.training.has(token)) await this.parts.worker.call('steer', { token, action });
  }

  async setPace(pace: Pace): Promise<void> {
    this.pace = pace;
    this.parts.onChange();
    for (const token of this.training.keys()) await this.parts.worker.call('setPace', { token, pace });
  }

  rename(token: number, name: string): void {
    const words = name.trim();
    this.change(token, { name: words === '' ? null : words });
  }

  hide(token: number, isHidden: boolean): void {
    this.change(token, { isHidden });
  }

  /** Forgets a run, and ends it if it is under way. */
  remove(token: number): void {
    this.training.get(token)?.abort();
    this.runs = this.runs.filter((run) => run.token !== token);
    this.parts.onChange();
  }

  /** Told again where the run goes on with another engine. */
  noteOpened(opened: TrainingOpened): void {
    const run = this.runs.find(({ token }) => token === opened.token);
    if (run === undefined || !this.training.has(opened.token)) return;
    this.plan = opened.plan;
    this.change(opened.token, { opened, state: run.state === 'opening' ? 'running' : run.state });
  }

  /** True when it is about a run of this panel. */
  noteDelta(delta: TrainingDelta): boolean {
    const before = this.runs;
    this.runs = runsWithDelta(before, delta);
    return this.runs !== before;
  }

  /** The loss over two coefficients of a run, as far as its path has come; null where the run has no such surface. */
  async lossSurface(token: number, pair: Pair): Promise<LossSurface | null> {
    const run = this.runs.find((candidate) => candidate.token === token);
    const space = run?.opened?.weightSpace;
    const { weights } = run?.curve ?? NO_CURVE;
    if (!space?.bowl || weights.length === 0 || Math.max(...pair) >= space.places.length) return null;
    const { bowl } = space;
    return this.parts.worker.call('lossSurface', { space: { ...space, bowl }, pair, weights });
  }

  /** What an earlier window kept. A run that was under way then ended with it. */
  restore({ settings, pace, runs }: KeptTraining): void {
    this.settings = settings;
    this.pace = pace;
    this.runs = runs.map((run) => ({
      ...run,
      token: this.parts.nextToken(),
      state: isOver(run.state) ? run.state : 'stopped',
    }));
    this.lastNumber = Math.max(0, ...runs.map(({ number }) => number));
    this.parts.onChange();
  }

  /** Ends every run of this panel. */
  dispose(): void {
    this.planning?.abort();
    for (const abort of this.training.values()) abort.abort();
    this.training.clear();
  }

  private async askForPlan(formula: string, signal: AbortSignal) {
    try {
      const source = await this.parts.readSource();
      const read = { source, ...this.parts.howToRead(), token: this.parts.nextToken() };
      const references = this.parts.references();
      const request = { ...read, formula, references, settings: this.settled(this.settings) };
      return { plan: await this.parts.worker.call('planTraining', request, signal), error: null };
    } catch (error) {
      return { plan: null, error: signal.aborted ? null : this.parts.show(error) };
    }
  }

  private settled(settings: TrainingSettings): TrainingSettings {
    return { ...settings, backend: settings.backend ?? this.parts.backendSetting() };
  }

  private add(token: number): void {
    const record: TrainingRunRecord = {
      ...{ token, number: ++this.lastNumber, name: null, isHidden: false, settings: this.settings },
      ...{ state: 'opening', opened: null, curve: NO_CURVE, now: null, end: null, error: null },
    };
    const isFull = this.runs.length >= MOST_RUNS;
    const oldest = isFull ? this.runs.find(({ state }) => isOver(state)) : undefined;
    this.runs = [...this.runs.filter((run) => run !== oldest), record];
    this.parts.onChange();
  }

  private finish(token: number, end: TrainingEnd): void {
    this.change(token, { end, state: end.endedBy === 'stopped' ? 'stopped' : 'finished' });
  }

  private fail(token: number, error: unknown): void {
    const shown = this.parts.show(error);
    const run = this.runs.find((candidate) => candidate.token === token);
    if (run?.opened) {
      const isDiverged = error instanceof GausslineError && error.code === 'train/diverged';
      this.change(token, { error: shown, state: isDiverged ? 'diverged' : 'failed' });
      return;
    }
    this.error = shown;
    this.lastNumber--;
    this.remove(token);
  }

  private change(token: number, change: Partial<TrainingRunRecord>): void {
    this.runs = this.runs.map((run) => (run.token === token ? { ...run, ...change } : run));
    this.parts.onChange();
  }
}
