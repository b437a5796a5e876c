import { pickRows } from '../fit/rowTable.js';
import type { Counts, CrowdLoops } from './crowdLoops.js';
import { joinKept, type KeptRows, keptRows, pickKept } from './keptRows.js';
import { type RowKeeper, RowStore } from './rowStore.js';

/** Up to this size bins have one width; beyond it each doubling of the size has as many bins. */
const CENTRE = 4;
const PER_UNIT = 256;
const PER_DOUBLING = 64;
const DOUBLINGS = 24;
const HALF = CENTRE * PER_UNIT + DOUBLINGS * PER_DOUBLING;
/** Bins of one width, which stand in the middle of the others. */
const CENTRAL = 2 * CENTRE * PER_UNIT;
const FIRST_CENTRAL = HALF - CENTRAL / 2;
const CENTRAL_BINS = { reach: CENTRE, perUnit: PER_UNIT };

/** Standardised residuals counted in narrow bins, and of each bin that has any its first row. Plain data. */
export type QuantileCounts = {
  counts: Float64Array;
  /** Their keys are the values; the bins come in any order. */
  examples: KeptRows;
  /** The place of a bin's row among the examples; -1 for an empty bin. */
  exampleOf: Int32Array;
};

/** Counts values, and keeps a row of each bin. */
export class QuantileCounter {
  private readonly counts: Counts;
  private readonly beyond = new Float64Array(2 * HALF);
  private readonly exampleOf = new Int32Array(2 * HALF).fill(-1);
  private readonly keys: number[] = [];
  private readonly store: RowStore;

  /** Null: plain loops. */
  constructor(
    featureCount: number,
    private readonly loops: CrowdLoops | null = null,
  ) {
    this.store = new RowStore(featureCount);
    this.counts = loops?.counts(CENTRAL + 1) ?? { array: new Uint32Array(CENTRAL + 1) };
  }

  /** Counts the values that are not NaN. */
  add(values: Float64Array, keeper: RowKeeper): void {
    const { beyond } = this;
    const listed = this.countCentral(values);
    for (let k = 0; k < listed.length; k++) {
      const i = listed[k]!;
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      const isCentral = value >= -CENTRE && value < CENTRE;
      const bin = isCentral ? FIRST_CENTRAL + Math.floor(value * PER_UNIT) + CENTRAL / 2 : binBeyond(value);
      if (!isCentral) beyond[bin]!++;
      if (this.exampleOf[bin]! >= 0) continue;
      const place = this.keys.push(value) - 1;
      this.exampleOf[bin] = place;
      keeper.keep(this.store.roomFor(place), place, i);
    }
  }

  result(): QuantileCounts {
    const { beyond, exampleOf, keys } = this;
    const counts = beyond.slice();
    counts.set(this.counts.array.subarray(0, CENTRAL), FIRST_CENTRAL);
    const rows = pickRows(this.store.rows, Uint32Array.from(keys.keys()));
    return { counts, exampleOf, examples: keptRows(rows, Float64Array.from(keys)) };
  }

  /** The places of the values that came into an empty bin or are not central. */
  private countCentral(values: Float64Array): ArrayLike<number> {
    const counts = this.counts.array;
    if (this.loops?.reaches(values)) return this.loops.countCentral(values, CENTRAL_BINS, counts);
    const listed: number[] = [];
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const isCentral = value >= -CENTRE && value < CENTRE;
      const bin = isCentral ? Math.floor(value * PER_UNIT) + CENTRAL / 2 : CENTRAL;
      if (counts[bin] === 0) listed.push(i);
      if (isCentral) counts[bin]!++;
    }
    return listed;
  }
}

/** The counts of both, the second following the first; neither is changed. */
export function mergeQuantileCounts(a: QuantileCounts, b: QuantileCounts): QuantileCounts {
  const counts = sumsOf(a.counts, b.counts);
  const { places, exampleOf } = firstExamples(a.exampleOf, b.exampleOf, a.examples.keys.length);
  return { counts, exampleOf, examples: pickKept(joinKept(a.examples, b.examples), places) };
}

function sumsOf(a: Float64Array, b: Float64Array): Float64Array {
  const sums = new Float64Array(a.length);
  for (let k = 0; k < sums.length; k++) sums[k] = a[k]! + b[k]!;
  return sums;
}

/** Of each bin the first example: its place among those of both, of which `shift` are the first list's. */
function firstExamples(
  a: Int32Array,
  b: Int32Array,
  shift: number,
): { places: Uint32Array; exampleOf: Int32Array } {
  const places = new Uint32Array(a.length);
  const exampleOf = new Int32Array(a.length).fill(-1);
  let count = 0;
  for (let bin = 0; bin < exampleOf.length; bin++) {
    const [first, second] = [a[bin]!, b[bin]!];
    if (first < 0 && second < 0) continue;
    places[count] = first < 0 ? second + shift : first;
    exampleOf[bin] = count++;
  }
  return { places: places.subarray(0, count), exampleOf };
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
