import { exactFramed, exactRowsOfQ } from '../exact/exactRows.js';
import { completeRows, valuesAt } from './completeRows.js';
import { columnsRead, type Frame, widthOf } from './frame.js';
import { fillFramed } from './framedRows.js';
import type { FramedSolution, Gap, GapOrder } from './gap.js';
import { residualsOf } from './plainWalker.js';
import type { RowBlock } from './rowSource.js';

/** The prediction of every complete row of a block, in the units of the file: in double-double where the solution is. */
export function fittedOf({ frame, solution }: FramedSolution, block: RowBlock): Float64Array {
  const places = completeRows(block);
  const actual = valuesAt(block.columns[frame.columns.length - 1]!, places, block.rowCount);
  const targetScale = frame.scale.at(-1)!;
  return residualIn({ frame, solution }, block, places).map((value, i) => actual[i]! - value / targetScale);
}

function residualIn(
  { frame, solution }: FramedSolution,
  block: RowBlock,
  places: Uint16Array | null,
): Float64Array {
  const { exact, kept } = solution;
  if (exact !== null) return exactRowsOfQ(exact, kept, exactFramed(frame, block, places)).residual;
  const rowCount = places?.length ?? block.rowCount;
  const values = new Float64Array(widthOf(frame) * rowCount);
  fillFramed(frame, block, { places, values });
  return residualsOf(solution, { values, rowCount });
}

/** A block of the columns of a wide frame as one of a frame that lacks the first of them. */
export function narrowed(block: RowBlock, wide: Frame, narrow: Frame): RowBlock {
  const more = columnsRead(wide).length - columnsRead(narrow).length;
  return { ...block, columns: block.columns.slice(more), lows: block.lows?.slice(more) ?? null };
}

/** The row of some blocks in which two predictions are furthest apart, the first of them; null without a row. */
export class GapSearch {
  private found: Gap | null = null;

  constructor(private readonly order: GapOrder) {}

  absorb(block: RowBlock): void {
    const { wide, narrow } = this.order;
    const places = completeRows(block);
    const one = fittedOf(wide, block);
    const other = fittedOf(narrow, narrowed(block, wide.frame, narrow.frame));
    for (let i = 0; i < one.length; i++) {
      const size = Math.abs(one[i]! - other[i]!);
      if (this.found === null || size > this.found.size)
        this.found = { row: block.start + (places === null ? i : places[i]!), size };
    }
  }

  result(): Gap | null {
    return this.found;
  }
}
