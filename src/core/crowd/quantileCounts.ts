import type { KeptRow } from './keptRows.js';

/** Up to this size bins have one width; beyond it each doubling of the size has as many bins. */
const CENTRE = 4;
const PER_UNIT = 256;
const PER_DOUBLING = 64;
const DOUBLINGS = 24;
const HALF = CENTRE * PER_UNIT + DOUBLINGS * PER_DOUBLING;

/** Standardised residuals counted in narrow bins, and of each bin its first row (null: none). Plain data. */
export type QuantileCounts = { counts: Float64Array; examples: readonly (KeptRow | null)[] };

/** Counts values, and keeps a row of each bin. */
export class QuantileCounter {
  private readonly counts = new Float64Array(2 * HALF);
  private readonly examples = new Array<KeptRow | null>(2 * HALF).fill(null);

  /** Counts the values that are not NaN; `keep` describes the i-th row. */
  add(values: Float64Array, keep: (i: number, key: number) => KeptRow): void {
    const { counts } = this;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const isCentral = value > -CENTRE && value < CENTRE;
      if (!isCentral && Number.isNaN(value)) continue;
      const bin = isCentral ? Math.floor(value * PER_UNIT) + HALF : binBeyond(value);
      const count = counts[bin]!;
      counts[bin] = count + 1;
      if (count === 0) this.examples[bin] = keep(i, value);
    }
  }

  result(): QuantileCounts {
    return { counts: this.counts, examples: this.examples };
  }
}

/** The counts of both, the second following the first; neither is changed. */
export function mergeQuantileCounts(a: QuantileCounts, b: QuantileCounts): QuantileCounts {
  return {
    counts: a.counts.map((count, bin) => count + b.counts[bin]!),
    examples: a.examples.map((example, bin) => example ?? b.examples[bin]!),
  };
}

/** The bin of a value that is not in the centre; bins ascend with the values. */
function binBeyond(value: number): number {
  const size = Math.abs(value) / CENTRE;
  const doubling = Math.min(DOUBLINGS - 1, Math.floor(Math.log2(size)));
  const within = Math.min(PER_DOUBLING - 1, Math.floor((size / 2 ** doubling - 1) * PER_DOUBLING));
  const place = CENTRE * PER_UNIT + doubling * PER_DOUBLING + Math.max(0, within);
  return value > 0 ? HALF + place : HALF - 1 - place;
}

/** The values of a bin: from the first number to just under the second. */
export function binRange(bin: number): readonly [number, number] {
  if (bin < HALF) {
    const [low, high] = sizeRange(HALF - 1 - bin);
    return [-high, -low];
  }
  return sizeRange(bin - HALF);
}

function sizeRange(place: number): readonly [number, number] {
  if (place < CENTRE * PER_UNIT) return [place / PER_UNIT, (place + 1) / PER_UNIT];
  const beyond = place - CENTRE * PER_UNIT;
  const base = CENTRE * 2 ** Math.floor(beyond / PER_DOUBLING);
  const within = beyond % PER_DOUBLING;
  return [base * (1 + within / PER_DOUBLING), base * (1 + (within + 1) / PER_DOUBLING)];
}
