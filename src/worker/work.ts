import type { Checkpoint } from '../core/checkpoint.js';
import { GausslineError } from '../core/errors.js';
import type { WorkProgress } from '../protocol/workerContract.js';
import { now as thisMoment } from './clock.node.js';

/** Longest the thread stays deaf to a cancel while it computes, in milliseconds. */
const YIELD_EVERY_MS = 20;
/** A pace measured over less would jump about. */
const LEAST_MEASURED_MS = 400;
/** Ten announcements a second at most. */
const ANNOUNCE_EVERY_MS = 100;

export type Stage = WorkProgress['stage'];
export type Announce = (progress: Omit<WorkProgress, 'token'>) => void;

/** One long piece of work in this thread: hears a cancel, says how far it is. */
export class Work {
  private stage: Stage = 'reading';
  private bytesRead = 0;
  private rows = 0;
  private yieldedAt: number;
  private announcedAt = 0;
  /** When this stage began, or its counts did again. */
  private countedFrom = 0;

  constructor(
    readonly signal: AbortSignal,
    private readonly announce: Announce = () => {},
    private readonly now = thisMoment,
  ) {
    this.yieldedAt = now();
  }

  /** Bytes that `reading` will read, null where it is not known. */
  bytesTotal: number | null = null;

  /** Rows counted so far. */
  get rowCount(): number {
    return this.rows;
  }

  /** Begins the next stage, and says so at once. */
  enter(stage: Stage): void {
    this.stage = stage;
    this.countedFrom = this.now();
    this.tell(this.now());
  }

  /** For `core`: gives the thread away now and then, and ends the work when it was cancelled. */
  readonly checkpoint: Checkpoint = (done) => {
    this.throwIfCancelled();
    const now = this.count(done);
    // Most calls end here, without a promise: a block of rows takes far less than the pause between two yields.
    if (now - this.yieldedAt < YIELD_EVERY_MS) return;
    return this.pause();
  };

  /** Takes note of how far other threads are; returns the time. */
  count(done: Parameters<Checkpoint>[0]): number {
    const now = this.now();
    // A second look at the bytes, in another encoding, counts from nothing.
    if (done.rows < this.rows) this.countedFrom = now;
    if (done.bytesRead !== undefined) this.bytesRead = done.bytesRead;
    this.rows = done.rows;
    if (now - this.announcedAt >= ANNOUNCE_EVERY_MS) this.tell(now);
    return now;
  }

  /** Gives the thread away once; ends the work when it was cancelled. */
  async pause(): Promise<void> {
    await new Promise<void>((resume) => setImmediate(resume));
    this.yieldedAt = this.now();
    this.throwIfCancelled();
  }

  private throwIfCancelled(): void {
    if (this.signal.aborted) throw new GausslineError('cancelled', 'Cancelled.');
  }

  private tell(now: number): void {
    this.announcedAt = now;
    const { stage, bytesRead, bytesTotal, rows } = this;
    this.announce({ stage, bytesRead, bytesTotal, rows, ...this.pace(now) });
  }

  /** Of reading: the other stages do not say how much lies before them. */
  private pace(now: number): { rowsPerSecond: number | null; secondsLeft: number | null } {
    const { bytesRead, bytesTotal, rows } = this;
    const milliseconds = now - this.countedFrom;
    const isKnown =
      this.stage === 'reading' && milliseconds >= LEAST_MEASURED_MS && rows > 0 && bytesRead > 0;
    if (!isKnown) return { rowsPerSecond: null, secondsLeft: null };
    const seconds = milliseconds / 1000;
    const secondsLeft =
      bytesTotal === null ? null : (seconds * Math.max(0, bytesTotal - bytesRead)) / bytesRead;
    return { rowsPerSecond: rows / seconds, secondsLeft };
  }
}
