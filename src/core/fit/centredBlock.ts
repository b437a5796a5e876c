import { completeRows, valuesAt } from './completeRows.js';
import type { Frame } from './frame.js';
import type { CentredRows } from './gatheredRows.js';
import type { Solution } from './leastSquares.js';
import type { RowBlock } from './rowSource.js';
import { rootsOfWeights } from './weighedRows.js';

/** How a solution's columns stand in a frame, about its centre. Plain data. */
export type Centring = { frame: Frame } & Pick<Solution, 'kept' | 'centre'>;

/** The complete rows of a block as a solution in their frame is written in, each times its weight where it has one. */
export function centredBlock({ frame, kept, centre }: Centring, block: RowBlock): CentredRows {
  const places = completeRows(block);
  const rowCount = places?.length ?? block.rowCount;
  const roots = rootsOfWeights(frame, block, places);
  const first = frame.hasIntercept ? 1 : 0;
  const column = (k: number, about: number) => {
    const values = new Float64Array(rowCount);
    if (k < first) values.fill(1 - about);
    else {
      const from = valuesAt(block.columns[k - first]!, places, block.rowCount);
      const [shift, scale] = [frame.shift[k - first]!, frame.scale[k - first]!];
      for (let i = 0; i < rowCount; i++) values[i] = (from[i]! - shift) * scale - about;
    }
    if (roots !== null) for (let i = 0; i < rowCount; i++) values[i]! *= roots[i]! ** 2;
    return values;
  };
  return {
    rowCount,
    features: kept.map((k, at) => column(k, centre[at]!)),
    target: column(first + frame.columns.length - 1, 0),
  };
}
