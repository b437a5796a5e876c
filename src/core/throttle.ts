/** Lets something happen at once, and then no more often than every so many milliseconds. */
export class Throttle {
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly everyMs: number,
    private readonly now = () => performance.now(),
  ) {}

  /** True where the last time is long enough ago; this is the last time then. */
  passes(): boolean {
    if (this.now() - this.lastAt < this.everyMs) return false;
    this.restart();
    return true;
  }

  /** It happened now, asked or not. */
  restart(): void {
    this.lastAt = this.now();
  }
}
