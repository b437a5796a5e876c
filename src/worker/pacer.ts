import type { Pace } from '../protocol/trainingContract.js';
import { now as thisMoment } from './clock.node.js';

/** Epochs a second of the paces that can be watched. */
const WATCHED = 20;
const SLOW = 2;
/** However many epochs: what is watched is over after about so many seconds. */
const WATCHED_SECONDS = 12;

/** Holds a run up so that its epochs can be watched. A word to the run ends the wait at once. */
export class Pacer {
  private wakeUp: (() => void) | undefined;
  private dueAt = 0;

  constructor(
    private pace: Pace,
    private readonly now = thisMoment,
  ) {}

  setPace(pace: Pace): void {
    this.pace = pace;
    this.dueAt = 0;
    this.wake();
  }

  wake(): void {
    this.wakeUp?.();
  }

  /** After an epoch of so many: waits until the next one may begin. */
  async hold(epochs: number): Promise<void> {
    if (this.pace === 'full') return;
    const perSecond = this.pace === 'slow' ? SLOW : Math.max(WATCHED, epochs / WATCHED_SECONDS);
    const now = this.now();
    // Where a wait took too long, the next ones are shorter; but a long pause is not made up for.
    this.dueAt = Math.max(this.dueAt + 1000 / perSecond, now - 200);
    const wait = this.dueAt - now;
    if (wait < 2) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = undefined;
  }
}
