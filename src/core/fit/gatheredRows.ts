import { GausslineError } from '../errors.js';
import { completeRows } from './completeRows.js';
import { type Frame, widthOf } from './frame.js';
import { type FramedRows, fillFramed } from './framedRows.js';
import type { Solution } from './leastSquares.js';
import type { RowBlock } from './rowSource.js';
import { rootsOfWeights } from './weighedRows.js';

/**
 * The rows used of a part, in a frame: `[1 X y]`, column-major. Plain data. `roots` of their weights; null where all
 * weigh 1.
 */
export type GatheredRows = FramedRows & { roots: Float64Array | null };

/** More numbers than this, half a gigabyte, are not held at once. */
export const MOST_NUMBERS = 6e7;

const OTHERS = 'choose the Gaussian family: it needs no such memory';

/**
 * Refuses a method that needs all rows at once where they are too many.
 *
 * @throws GausslineError `fit/too-large`.
 */
export function checkGathered(frame: Frame, rowCount: number, method: string, instead = OTHERS): void {
  const width = widthOf(frame);
  if (rowCount * width <= MOST_NUMBERS) return;
  throw new GausslineError(
    'fit/too-large',
    `${method} holds all rows at once: ${rowCount} rows of ${width} columns are more than the ${MOST_NUMBERS} numbers it may hold.`,
    `Leave features out of the formula, fit some of the rows, or ${instead}.`,
  );
}

/** Gathers the complete rows of blocks, in a frame. */
export class RowGatherer {
  private readonly pieces: GatheredRows[] = [];

  constructor(private readonly frame: Frame) {}

  absorb(block: RowBlock): void {
    const places = completeRows(block);
    const rowCount = places?.length ?? block.rowCount;
    const values = new Float64Array(widthOf(this.frame) * rowCount);
    fillFramed(this.frame, block, { places, values });
    const roots = rootsOfWeights(this.frame, block, places)?.slice() ?? null;
    this.pieces.push({ values, rowCount, roots });
  }

  result(): GatheredRows {
    const { pieces } = this;
    const rowCount = pieces.reduce((sum, piece) => sum + piece.rowCount, 0);
    const values = new Float64Array(widthOf(this.frame) * rowCount);
    const roots = this.frame.weights === null ? null : new Float64Array(rowCount);
    let start = 0;
    for (const piece of pieces) {
      for (let from = 0, to = start; from < piece.values.length; from += piece.rowCount, to += rowCount)
        values.set(piece.values.subarray(from, from + piece.rowCount), to);
      if (piece.roots !== null) roots?.set(piece.roots, start);
      start += piece.rowCount;
    }
    return { values, rowCount, roots };
  }
}

/** Rows of a solution's columns about its centre, each times its weight (or the root of that) where rows have such. */
export type CentredRows = {
  rowCount: number;
  /** One to a coefficient, each `rowCount` long. */
  features: readonly Float64Array[];
  target: Float64Array;
};

/** The rows of all parts, in file order, as a solution in their frame is written in, each times the root of its weight. */
export function centredRows(
  parts: readonly GatheredRows[],
  { frame, kept, centre }: Pick<Solution, 'kept' | 'centre'> & { frame: Frame },
): CentredRows {
  const rowCount = parts.reduce((sum, part) => sum + part.rowCount, 0);
  const column = (k: number, about: number) => {
    const values = new Float64Array(rowCount);
    let to = 0;
    for (const part of parts) {
      const from = k * part.rowCount;
      for (let i = 0; i < part.rowCount; i++)
        values[to + i] = (part.values[from + i]! - about) * (part.roots?.[i] ?? 1);
      to += part.rowCount;
    }
    return values;
  };
  return {
    rowCount,
    features: kept.map((k, at) => column(k, centre[at]!)),
    target: column(widthOf(frame) - 1, 0),
  };
}
