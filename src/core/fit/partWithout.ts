import type { Frame } from './frame.js';
import type { RowPart } from './rowPart.js';

/** A part without rows that the user left out, by their numbers in it, ascending. They still count as rows of the file. */
export function partWithout(part: RowPart, rows: readonly number[]): RowPart {
  if (rows.length === 0) return part;
  const cut = (frame: Frame): Frame => ({ ...frame, without: rows });
  const cutIn = <T extends { frame: Frame }>(order: T): T => ({ ...order, frame: cut(order.frame) });
  return {
    glance: (columns) => part.glance(columns),
    look: (order) => part.look({ ...order, without: rows }),
    reduce: (frame) => part.reduce(cut(frame)),
    reweigh: (order) => part.reweigh(cutIn(order)),
    gather: (frame) => part.gather(cut(frame)),
    sift: (order) => part.sift(cutIn(order)),
    walk: (order) => part.walk(cutIn(order)),
    pick: (order) => part.pick(order),
    gap: ({ wide, narrow }) => part.gap({ wide: cutIn(wide), narrow: cutIn(narrow) }),
  };
}
