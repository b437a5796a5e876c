import type { Frame } from './frame.js';
import type { Solution } from './leastSquares.js';

/** A solution and the frame it is written in. Plain data. */
export type FramedSolution = { frame: Frame; solution: Solution };

/** Two solutions of the same rows. The rows are read in the frame of `wide`, which may have columns before those of the other. */
export type GapOrder = { wide: FramedSolution; narrow: FramedSolution };

/** The row of a part in which two predictions are furthest apart. Plain data. */
export type Gap = { row: number; size: number };
