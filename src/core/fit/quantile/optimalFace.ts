import { DUAL_SLACK } from './descend.js';
import { enteringRow } from './enteringRow.js';
import { type Approaching, type QuantileVertex, roomForApproaching } from './quantileVertex.js';

/** A slope of a coefficient along an edge under this share of its size is none. */
const LEVEL = 1e-9;
const MOST_EXCHANGES = 10_000;

/** Ends of the set of optima: rows met where a coefficient is smallest and largest among them. */
export type FaceEnds = { low: Int32Array; high: Int32Array };

/**
 * The ends of the set of optima in given directions, one to a coefficient; null where the optimum is the only one.
 * All optima leave the rows with a dual value at a bound on the side it says, and meet the others.
 *
 * @param vertex optimal; left at some optimum.
 * @param directions what is made small and large, each one number to a coefficient of the vertex.
 */
export function optimalFace(
  vertex: QuantileVertex,
  directions: readonly Float64Array[],
): readonly FaceEnds[] | null {
  if (!hasOtherOptima(vertex)) return null;
  const face = new Face(vertex, freeSides(vertex));
  const ends = directions.map((direction) => {
    const high = face.goFar(direction);
    return { low: face.goFar(direction.map((value) => -value)), high };
  });
  return face.hasMoved ? ends : null;
}

/** True where the dual values leave room for other optima. */
export function hasOtherOptima(vertex: QuantileVertex): boolean {
  return freeSides(vertex).some((side) => side !== 0);
}

/**
 * How far the dual values are outside their bounds, over those: the share of the loss that an optimum may be smaller
 * by.
 */
export function dualExcess(vertex: QuantileVertex): number {
  const { quantile } = vertex.rows;
  let excess = 0;
  for (let j = 0; j < vertex.size; j++) {
    const dual = vertex.dual(j);
    excess = Math.max(excess, dual / quantile - 1, dual / (quantile - 1) - 1);
  }
  return excess;
}

/** The side to which a row met may go without loss; 0: none. */
function freeSides(vertex: QuantileVertex): Int8Array {
  const { quantile } = vertex.rows;
  return Int8Array.from({ length: vertex.size }, (_, j) => {
    const dual = vertex.dual(j);
    return dual >= quantile - DUAL_SLACK ? 1 : dual <= quantile - 1 + DUAL_SLACK ? -1 : 0;
  });
}

class Face {
  /** True when another point than the first was seen. */
  hasMoved = false;
  private readonly room: Approaching;

  constructor(
    private readonly vertex: QuantileVertex,
    private readonly free: Int8Array,
  ) {
    this.room = roomForApproaching(vertex.rowCount);
  }

  /** Goes on along edges while that takes the coefficients further in a direction; the rows met at the end. */
  goFar(direction: Float64Array): Int32Array {
    for (let exchanges = 0; exchanges < MOST_EXCHANGES; exchanges++) {
      const edge = this.edgeAlong(direction);
      if (edge === null) break;
      this.goTo(edge);
    }
    return this.vertex.basis.slice();
  }

  private edgeAlong(direction: Float64Array): number | null {
    const { inverse, size } = this.vertex;
    const length = Math.hypot(...direction);
    let [best, most] = [-1, LEVEL * length];
    for (let j = 0; j < size; j++) {
      if (this.free[j] === 0) continue;
      const column = inverse[j]!;
      let gain = 0;
      for (let k = 0; k < size; k++) gain -= direction[k]! * column[k]!;
      const rate = (this.free[j]! * gain) / Math.hypot(...column);
      if (rate > most) [best, most] = [j, rate];
    }
    return best < 0 ? null : best;
  }

  /** To the first row that is in the way. */
  private goTo(at: number): void {
    const { vertex, free, room } = this;
    const side = free[at]!;
    vertex.lookAlong(at, side);
    const count = vertex.approaching(room);
    const entering = enteringRow(vertex, room, { count, target: Number.MIN_VALUE });
    if (entering < 0) throw new Error('The optima of a quantile regression have no end.');
    if (room.first[entering]! > 0) this.hasMoved = true;
    const enteringSide = vertex.side[entering]!;
    vertex.exchange(at, entering, side);
    free[at] = enteringSide;
  }
}
