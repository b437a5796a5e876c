import { Elimination } from './elimination.js';
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
 * @returns their places.
 * @throws CollinearRows
 */
export function startingBasis(features: Features, distance: Float64Array): Int32Array {
  const size = features.length;
  const few = nearest(distance, Math.min(distance.length, 100 + 20 * size));
  const basis = new Basis(features);
  for (const share of CLEAR) basis.take(few, share);
  if (!basis.isFull) {
    const all = nearest(distance, distance.length);
    for (const share of [...CLEAR, ANY]) basis.take(all, share);
  }
  if (!basis.isFull) throw new CollinearRows();
  return Int32Array.from(basis.rows);
}

/** Places of the smallest distances, ascending. */
function nearest(distance: Float64Array, count: number): readonly number[] {
  const cut = count < distance.length ? distance[placeOfRank(distance, count)]! : Number.POSITIVE_INFINITY;
  const places: number[] = [];
  for (let i = 0; i < distance.length; i++) if (distance[i]! <= cut) places.push(i);
  places.sort((a, b) => distance[a]! - distance[b]! || a - b);
  return places.slice(0, count);
}

class Basis {
  readonly rows = new Set<number>();
  private readonly elimination: Elimination;

  constructor(private readonly features: Features) {
    this.elimination = new Elimination(features.length);
  }

  get isFull(): boolean {
    return this.elimination.isFull;
  }

  take(rows: readonly number[], share: number): void {
    for (const row of rows) {
      if (this.isFull) return;
      if (this.rows.has(row)) continue;
      const values = Float64Array.from(this.features, (column) => column[row]!);
      if (this.elimination.take(values, share)) this.rows.add(row);
    }
  }
}
