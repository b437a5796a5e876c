/** Leave to go on: freely, for one update, or not at all. */
export type Permission = 'run' | 'step' | 'stop';

/** Pause, step, resume and stop for a run, from outside. Every call may come at any time, in any order. */
export class TrainingControl {
  private state: 'running' | 'paused' | 'stopped' = 'running';
  private stepsAsked = 0;
  private wake: (() => void) | undefined;

  get isPaused(): boolean {
    return this.state === 'paused';
  }

  pause(): void {
    if (this.state === 'running') this.state = 'paused';
  }

  /** One update, then pause again; pauses a run that is running. */
  step(): void {
    if (this.state === 'stopped') return;
    this.state = 'paused';
    this.stepsAsked++;
    this.wake?.();
  }

  resume(): void {
    if (this.state === 'stopped') return;
    this.state = 'running';
    this.wake?.();
  }

  /** Ends the run; what it has learnt is kept. */
  stop(): void {
    this.state = 'stopped';
    this.wake?.();
  }

  /** Waits while paused. */
  async permission(): Promise<Permission> {
    while (this.state === 'paused' && this.stepsAsked === 0)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    if (this.state === 'stopped') return 'stop';
    if (this.state === 'running') {
      this.stepsAsked = 0;
      return 'run';
    }
    this.stepsAsked--;
    return 'step';
  }
}
