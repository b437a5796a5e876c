import type { CrowdLoops } from '../crowd/crowdLoops.js';
import type { ExactTriangle } from '../exact/exactTriangle.js';
import type { Frame } from './frame.js';
import type { Moments } from './moments.js';
import type { Reweighed, ReweighOrder } from './poisson/reweighed.js';
import type { Ranges } from './ranges.js';
import type { WalkOrder } from './rowPart.js';
import type { RowBlock } from './rowSource.js';
import type { Triangle } from './triangle.js';
import type { WalkedRows, WalkSums } from './walkedRows.js';

/** The arithmetic over rows, which is where the time of a fit goes: the kernel's, or plain loops where it cannot run. */
export type RowArithmetic = {
  reducer(frame: Frame): RowReducer;
  walker(order: WalkOrder): RowWalker;
  reweigher(order: ReweighOrder): RowReweigher;
};

/** Folds the complete rows of blocks into a triangle, an exact one in an exact frame. */
export type RowReducer = {
  /** Takes one block; returns the places of its complete rows, null when all are. */
  absorb(block: RowBlock): Uint16Array | null;
  result(): { ranges: Ranges; triangle: Triangle | ExactTriangle; moments: Moments };
};

/** Folds the complete rows of blocks, reweighted, into a triangle; see `Reweighed`. */
export type RowReweigher = {
  absorb(block: RowBlock): CountRows;
  result(): Omit<Reweighed, 'facts'>;
};

/** The counts of the complete rows of a block and the roots of their weights; null: all weigh 1. Valid until the next. */
export type CountRows = {
  places: Uint16Array | null;
  actual: Float64Array;
  roots: Float64Array | null;
};

/** Computes what a solution says of each row, and sums that need all columns of a row. */
export type RowWalker = {
  walk(block: RowBlock): WalkedRows;
  /** The loops that reach what it walked; null: plain ones. */
  readonly loops: CrowdLoops | null;
  result(): WalkSums;
};
