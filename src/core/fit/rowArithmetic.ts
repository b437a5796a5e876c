import type { CrowdLoops } from '../crowd/crowdLoops.js';
import type { ExactTriangle } from '../exact/exactTriangle.js';
import type { Frame } from './frame.js';
import type { Moments } from './moments.js';
import type { Ranges } from './ranges.js';
import type { WalkOrder } from './rowPart.js';
import type { RowBlock } from './rowSource.js';
import type { Triangle } from './triangle.js';
import type { WalkedRows, WalkSums } from './walkedRows.js';

/** The arithmetic over rows, which is where the time of a fit goes: the kernel's, or plain loops where it cannot run. */
export type RowArithmetic = {
  reducer(frame: Frame): RowReducer;
  walker(order: WalkOrder): RowWalker;
};

/** Folds the complete rows of blocks into a triangle, an exact one in an exact frame. */
export type RowReducer = {
  /** Takes one block; returns the places of its complete rows, null when all are. */
  absorb(block: RowBlock): Uint16Array | null;
  result(): { ranges: Ranges; triangle: Triangle | ExactTriangle; moments: Moments };
};

/** Computes what a solution says of each row, and sums that need all columns of a row. */
export type RowWalker = {
  walk(block: RowBlock): WalkedRows;
  /** The loops that reach what it walked; null: plain ones. */
  readonly loops: CrowdLoops | null;
  result(): WalkSums;
};
