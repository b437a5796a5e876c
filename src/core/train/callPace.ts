/** A call of about this long keeps curves at their frame rate and lets a pause be heard soon, in milliseconds. */
const CALL_MS = 33;
const FIRST_STEPS = 8;
/** A processor that plays a GPU would take long for more, in numbers (batch x features). */
const FIRST_NUMBERS = 1e7;
const MOST_STEPS = 1024;
/** One slow or fast call is not to be believed altogether. */
const GROWTH = 4;

/** How many updates to ask of a GPU at once, learnt from how long the calls so far took. */
export class CallPace {
  private steps: number;
  private isWarm = false;

  /** `numbers` to a step. */
  constructor(numbers: number) {
    this.steps = clamp(Math.floor(FIRST_NUMBERS / numbers), { low: 1, high: FIRST_STEPS });
  }

  get stepsPerCall(): number {
    return this.steps;
  }

  /** Notes a call. The first one also compiles shaders, and tells nothing. */
  note(stepCount: number, milliseconds: number): void {
    const wanted = (stepCount * CALL_MS) / Math.max(milliseconds, 0.01);
    if (this.isWarm)
      this.steps = Math.floor(clamp(wanted, { low: this.steps / GROWTH, high: this.steps * GROWTH }));
    this.steps = clamp(this.steps, { low: 1, high: MOST_STEPS });
    this.isWarm = true;
  }
}

function clamp(value: number, { low, high }: { low: number; high: number }): number {
  return Math.min(high, Math.max(low, value));
}
