import type { StudyKind, StudyOutcome, StudyProgress, StudySnapshot, StudyWish } from '../protocol/index.js';
import type { TrainingParts } from './trainingState.js';

/** What a `StudyState` needs from around it. */
export type StudyParts = Omit<TrainingParts, 'onChange'> & { onChange(study: StudySnapshot): void };

type Running = { kind: StudyKind; token: number; abort: AbortController };
/** What changes of a snapshot. Its outcome is of the same kind, which only the worker knows. */
type Change = Partial<Omit<StudySnapshot, 'kind' | 'order' | 'outcome'>> & { outcome?: StudyOutcome };

/** The studies of one panel: the last one of each kind, made in the worker. Knows nothing of VS Code. */
export class StudyState {
  private studies: readonly StudySnapshot[] = [];
  private readonly running = new Map<number, Running>();

  constructor(private readonly parts: StudyParts) {}

  get snapshot(): readonly StudySnapshot[] {
    return this.studies;
  }

  /** True for a study of this panel that is under way. */
  isRunning(token: number): boolean {
    return this.running.has(token);
  }

  /** Makes a study to its end. One that comes to nothing leaves what there was of its kind, with a message. */
  async start(wish: StudyWish): Promise<void> {
    const { kind } = wish.order;
    if (this.runningOf(kind) !== undefined) return;
    const before = this.find(kind);
    const running = { kind, token: this.parts.nextToken(), abort: new AbortController() };
    this.running.set(running.token, running);
    this.put(begun(wish));
    try {
      const outcome = await this.ask(wish, running);
      this.change(kind, { state: 'finished', outcome });
    } catch (error) {
      this.end(running, error, before);
    } finally {
      this.running.delete(running.token);
      this.parts.onOver(running.token);
    }
  }

  /** Ends a study; what it has come to stays. */
  stop(kind: StudyKind): void {
    this.runningOf(kind)?.abort.abort();
  }

  /** Takes note where it is about a study under way. */
  noteProgress({ token, done, total, fingerprint, outcome }: StudyProgress): void {
    const running = this.running.get(token);
    if (running !== undefined) this.change(running.kind, { done, total, fingerprint, outcome });
  }

  /** What an earlier window kept. A study that was under way then ended with it. */
  restore(studies: readonly StudySnapshot[]): void {
    for (const study of studies) this.put(study.state === 'running' ? { ...study, state: 'stopped' } : study);
  }

  /** Ends every study of this panel. */
  dispose(): void {
    for (const { abort } of this.running.values()) abort.abort();
    this.running.clear();
  }

  private async ask(
    { formula, settings, order }: StudyWish,
    { token, abort }: Running,
  ): Promise<StudyOutcome> {
    const { parts } = this;
    const source = await parts.readSource();
    const read = { source, ...parts.howToRead(), token };
    const model = { formula, references: parts.references() };
    const backend = settings.backend ?? parts.backendSetting();
    const request = { ...read, ...model, settings: { ...settings, backend }, gpu: parts.gpuPlaces(), order };
    return parts.worker.call('study', request, abort.signal);
  }

  private end({ kind, abort }: Running, error: unknown, before: StudySnapshot | undefined): void {
    const shown = abort.signal.aborted ? null : this.parts.show(error);
    const hasCome = this.find(kind)?.outcome !== null;
    if (!hasCome && before?.outcome) this.put({ ...before, error: shown });
    else this.change(kind, { state: shown === null ? 'stopped' : 'failed', error: shown });
  }

  private find(kind: StudyKind): StudySnapshot | undefined {
    return this.studies.find((study) => study.kind === kind);
  }

  private runningOf(kind: StudyKind): Running | undefined {
    return [...this.running.values()].find((running) => running.kind === kind);
  }

  private change(kind: StudyKind, change: Change): void {
    const study = this.find(kind);
    if (study !== undefined) this.put({ ...study, ...change } as StudySnapshot);
  }

  private put(study: StudySnapshot): void {
    this.studies = [...this.studies.filter(({ kind }) => kind !== study.kind), study];
    this.parts.onChange(study);
  }
}

function begun({ formula, order }: StudyWish): StudySnapshot {
  const nothing = { done: 0, total: 0, fingerprint: null, outcome: null, error: null };
  return { kind: order.kind, order, formula, state: 'running', ...nothing };
}
