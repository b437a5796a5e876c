/** Numbers kept of all epochs together: half a megabyte. */
const MOST_NUMBERS = 1 << 16;
/** Between these many epochs are kept, however few or many the weights are. */
const FEWEST_ENTRIES = 64;
const MOST_ENTRIES = 2048;

/** The weights after each epoch in bounded room: of many epochs every second, fourth, eighth ... and always the last. */
export class WeightTrace {
  /** Numbers to an entry. */
  readonly width: number;
  private readonly most: number;
  private kept: Float64Array[] = [];
  private last: Float64Array | undefined;
  private stride = 1;
  private epochs = 0;

  constructor(width: number) {
    this.width = width;
    this.most = Math.max(FEWEST_ENTRIES, Math.min(MOST_ENTRIES, Math.floor(MOST_NUMBERS / width)));
  }

  /** Entry i is of epoch i times this; the last one is of the last epoch. */
  get epochsPerEntry(): number {
    return this.stride;
  }

  /** Takes the weights of the next epoch, from epoch 0 on. */
  add(weights: Float64Array): void {
    const epoch = this.epochs++;
    this.last = weights;
    if (epoch % this.stride !== 0) return;
    this.kept.push(weights);
    if (this.kept.length <= this.most) return;
    this.stride *= 2;
    this.kept = this.kept.filter((_, entry) => entry % 2 === 0);
  }

  /** All numbers from an entry on, one entry after the other. */
  from(entry: number): Float64Array {
    const { kept, last, width } = this;
    const all = last === undefined || kept.at(-1) === last ? kept : [...kept, last];
    const numbers = new Float64Array(Math.max(0, all.length - entry) * width);
    for (let i = entry; i < all.length; i++) numbers.set(all[i]!, (i - entry) * width);
    return numbers;
  }
}
