/** What a chart draws of the losses of many steps: of each run of steps the lowest and the highest. */
export type LossSeries = {
  /** Steps to an entry; 1 means that every loss is there. */
  stepsPerEntry: number;
  low: Float64Array;
  high: Float64Array;
};

const MOST_ENTRIES = 4096;

/** The losses of all steps in bounded room: extremes stay, whatever the length. */
export class LossTrace {
  private low = new Float64Array(MOST_ENTRIES);
  private high = new Float64Array(MOST_ENTRIES);
  private width = 1;
  private entries = 0;
  private inLast = 0;
  private steps = 0;

  get stepCount(): number {
    return this.steps;
  }

  add(losses: Float64Array): void {
    this.steps += losses.length;
    for (const loss of losses) this.addOne(loss);
  }

  series(): LossSeries {
    const { entries, width } = this;
    return { stepsPerEntry: width, low: this.low.slice(0, entries), high: this.high.slice(0, entries) };
  }

  private addOne(loss: number): void {
    if (this.entries > 0 && this.inLast < this.width) {
      const last = this.entries - 1;
      this.low[last] = Math.min(this.low[last]!, loss);
      this.high[last] = Math.max(this.high[last]!, loss);
      this.inLast++;
      return;
    }
    if (this.entries === MOST_ENTRIES) this.halve();
    this.low[this.entries] = loss;
    this.high[this.entries++] = loss;
    this.inLast = 1;
  }

  private halve(): void {
    for (let i = 0; i < MOST_ENTRIES / 2; i++) {
      this.low[i] = Math.min(this.low[2 * i]!, this.low[2 * i + 1]!);
      this.high[i] = Math.max(this.high[2 * i]!, this.high[2 * i + 1]!);
    }
    this.entries = MOST_ENTRIES / 2;
    this.width *= 2;
  }
}
