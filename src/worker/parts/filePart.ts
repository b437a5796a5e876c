import type { Frame } from '../../core/fit/frame.js';
import type { RowPart } from '../../core/fit/rowPart.js';
import type { PartRead } from './partContract.js';
import type { PartThread } from './partThread.js';

/** A part of a file that was read, and the thread that has its rows. */
export type FilePart = {
  id: number;
  thread: PartThread;
  read: PartRead;
  frame: Frame | null;
  /** True where its numbers were read with what doubles leave of the decimals. */
  hasLowWords: boolean;
};

/** A part as a fit asks it. What it was already asked while it was read is answered at once. */
export function rowPartOf({ id, thread, read, frame: known }: FilePart, signal: AbortSignal): RowPart {
  return {
    glance: (columns) => thread.call('glance', { id, columns }, signal),
    look: (order) => thread.call('look', { id, order }, signal),
    reduce: async (frame) =>
      read.reduction !== null && known !== null && areSame(known, frame)
        ? read.reduction
        : thread.call('reduce', { id, frame }, signal),
    reweigh: (order) => thread.call('reweigh', { id, order }, signal),
    gather: (frame) => thread.call('gather', { id, frame }, signal),
    sift: (order) => thread.call('sift', { id, order }, signal),
    walk: (order) => thread.call('walk', { id, order }, signal),
    pick: (order) => thread.call('pick', { id, order }, signal),
    gap: (order) => thread.call('gap', { id, order }, signal),
  };
}

function areSame(one: Frame, other: Frame): boolean {
  if (one.hasIntercept !== other.hasIntercept || one.isExact !== other.isExact) return false;
  if (one.weights !== other.weights) return false;
  if ((other.without?.length ?? 0) > 0) return false;
  if (one.columns.length !== other.columns.length) return false;
  const isSame = (numbers: Float64Array, others: Float64Array) =>
    numbers.every((value, k) => Object.is(value, others[k]));
  return (
    JSON.stringify(one.columns) === JSON.stringify(other.columns) &&
    isSame(one.shift, other.shift) &&
    isSame(one.scale, other.scale)
  );
}
