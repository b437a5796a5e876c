import { placeOfRank } from './weightedSelect.js';

/** Fewer independent rows than features. */
export class CollinearRows extends Error {
  constructor() {
    super('The features of a quantile regression are collinear.');
  }
}

/** Features of rows, one array to a coefficient. */
type Features = readonly Float64Array[];

/** A row is taken when so much of it is left by those before it; where that does not do, less, and at last nearly any. */
const CLEAR = [0.2, 0.02];
const ANY = 1e-9;

/**
 * As many independent rows as there are features, those first that `distance` puts first.
 *
 * @returns their places; fewer where the features are collinear.
 */
export function startingBasis(features: Features, distance: Float64Array): Int32Array {
  const size = features.length;
  const few = nearest(distance, Math.min(distance.length, 100 + 20 * size));
  const elimination = new Elimination(features);
  for (const share of CLEAR) elimination.take(few, share);
  if (!elimination.isFull) {
    const all = nearest(distance, distance.length);
    for (const share of [...CLEAR, ANY]) elimination.take(all, share);
  }
  return Int32Array.from(elimination.rows);
}

/** Places of the smallest distances, ascending. */
function nearest(distance: Float64Array, count: number): readonly number[] {
  const cut = count < distance.length ? distance[placeOfRank(distance, count)]! : Number.POSITIVE_INFINITY;
  const places: number[] = [];
  for (let i = 0; i < distance.length; i++) if (distance[i]! <= cut) places.push(i);
  places.sort((a, b) => distance[a]! - distance[b]! || a - b);
  return places.slice(0, count);
}

/** Gaussian elimination row by row. */
class Elimination {
  readonly rows: number[] = [];
  private readonly reduced: { pivot: number; values: Float64Array }[] = [];
  private readonly taken = new Set<number>();

  constructor(private readonly features: Features) {}

  get isFull(): boolean {
    return this.rows.length === this.features.length;
  }

  take(rows: readonly number[], share: number): void {
    for (const row of rows) {
      if (this.isFull) return;
      if (!this.taken.has(row)) this.tryRow(row, share);
    }
  }

  private tryRow(row: number, share: number): void {
    const values = Float64Array.from(this.features, (column) => column[row]!);
    const size = largest(values).size;
    for (const earlier of this.reduced) {
      const factor = values[earlier.pivot]!;
      if (factor !== 0) for (let k = 0; k < values.length; k++) values[k]! -= factor * earlier.values[k]!;
    }
    const { at, size: left } = largest(values);
    if (!(left > share * size)) return;
    const pivot = values[at]!;
    this.reduced.push({ pivot: at, values: values.map((value) => value / pivot) });
    this.rows.push(row);
    this.taken.add(row);
  }
}

function largest(values: Float64Array): { at: number; size: number } {
  let at = 0;
  for (let k = 1; k < values.length; k++) if (Math.abs(values[k]!) > Math.abs(values[at]!)) at = k;
  return { at, size: Math.abs(values[at]!) };
}
