/** Thirty a second at most; once a second for who wants less motion. */
const EVERY_MS = 34;
const CALM_MS = 1000;

/** Draws again soon after it is asked to, never twice at a time and not too often. The first time is at once. */
export class Redraw {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isDrawing = false;
  private isAsked = false;
  private drawnAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly draw: () => Promise<void>,
    private readonly failed: (error: unknown) => void,
    private readonly isCalm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  ) {}

  /** `isUrgent`: the answer to something the user did, which is no motion. */
  ask(isUrgent = false): void {
    this.isAsked = true;
    if (this.isDrawing) return;
    if (this.timer !== undefined) {
      if (!isUrgent) return;
      clearTimeout(this.timer);
    }
    const every = isUrgent || !this.isCalm() ? EVERY_MS : CALM_MS;
    const wait = Math.max(0, this.drawnAt + every - performance.now());
    this.timer = setTimeout(() => this.begin(), wait);
  }

  private begin(): void {
    this.timer = undefined;
    this.isAsked = false;
    this.isDrawing = true;
    this.drawnAt = performance.now();
    this.draw()
      .catch(this.failed)
      .finally(() => {
        this.isDrawing = false;
        if (this.isAsked) this.ask();
      });
  }
}
