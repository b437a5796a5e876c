import type { Checkpoint } from '../../checkpoint.js';
import { enteringRow } from './enteringRow.js';
import { type Approaching, type QuantileVertex, roomForApproaching } from './quantileVertex.js';

/** A dual value may be so far outside its bounds. */
export const DUAL_SLACK = 1e-9;
const MOST_EXCHANGES = 100_000;
/** Exchanges between two pauses. */
const PAUSE = 32;

/**
 * Goes from vertex to vertex, down the steepest edge as far as it goes down, until no edge does: the dual values of
 * the rows met are then a certificate that nothing is better.
 *
 * @returns false where the loss falls without end, as it may where settled rows are on wrong sides.
 * @see Barrodale and Roberts (1973), whose line search this is; Bloomfield and Steiger (1983) for the choice of the
 * edge.
 */
export async function descend(vertex: QuantileVertex, checkpoint?: Checkpoint): Promise<boolean> {
  const room = roomForApproaching(vertex.rowCount);
  let isFresh = true;
  for (let exchanges = 0; exchanges < MOST_EXCHANGES; exchanges++) {
    const edge = steepest(vertex);
    if (edge === null) {
      if (isFresh) return true;
      // What was carried along is not what is certified.
      vertex.refresh();
      isFresh = true;
      continue;
    }
    if (!goDown(vertex, edge, room)) return false;
    isFresh = false;
    if (exchanges % PAUSE === PAUSE - 1) await checkpoint?.({ rows: vertex.rowCount });
  }
  throw new Error(`A quantile regression did not end within ${MOST_EXCHANGES} exchanges.`);
}

type Edge = { at: number; side: 1 | -1; fall: number };

/** The edge along which the loss falls fastest for the way that the fitted values go; null at the optimum. */
function steepest(vertex: QuantileVertex): Edge | null {
  const { quantile } = vertex.rows;
  let best: Edge | null = null;
  let most = 0;
  for (let at = 0; at < vertex.size; at++) {
    const dual = vertex.dual(at);
    const fall = Math.max(dual - quantile, quantile - 1 - dual);
    if (fall <= DUAL_SLACK) continue;
    const rate = fall / Math.hypot(...vertex.inverse[at]!);
    if (rate > most) [most, best] = [rate, { at, side: dual > quantile ? 1 : -1, fall }];
  }
  return best;
}

/** Passes rows as long as the loss goes on falling; false where it never stops. */
function goDown(vertex: QuantileVertex, { at, side, fall }: Edge, room: Approaching): boolean {
  vertex.lookAlong(at, side);
  const count = vertex.approaching(room);
  const entering = enteringRow(vertex, room, { count, target: fall });
  if (entering < 0) return false;
  vertex.exchange(at, entering, side);
  return true;
}
