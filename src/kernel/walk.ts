// The second walk over the rows: residuals, rows of Q = X R^-1 and with them exact leverages, influence, and sums. Columns
// as in rowBlock.ts; Q is never kept.

import { columnAt, columnCount } from './rowBlock';
import { sumRows } from './rowSums';
import { coefficients, rank, spreadWidth } from './solution';
import { subtractFourFrom, subtractFrom } from './tiles';
import { centreRows, turnAllRows } from './turnRows';

/**
 * Walks over `count` rows of the block from row `from` on. At `out` stand six columns of the whole block, `outStride`
 * bytes each: fitted, residual, leverage, externally and internally studentised residual, Cook's distance. `rows` is
 * room for `spreadWidth` columns and three more of `count` rows (up to a multiple of eight), `rowStride` bytes each;
 * those columns that are none of the rank must be zero.
 */
export function walkRows(
  from: i32,
  count: i32,
  rows: usize,
  rowStride: usize,
  out: usize,
  outStride: usize,
): void {
  const padded = (count + 7) & ~7;
  const bytes = (<usize>padded) << 3;
  const offset = (<usize>from) << 3;
  const residual = rows + <usize>spreadWidth * rowStride;
  centreRows(offset, count, rows, rowStride, residual, padded);
  subtractFitted(rows, rowStride, residual, bytes);
  turnAllRows(rows, rowStride, residual + rowStride, bytes);
  const target = columnAt(columnCount - 1) + offset;
  sumRows(target, count, rows, rowStride, out + offset, outStride);
}

/** Takes the columns times their coefficients from the residuals, four at a time. */
function subtractFitted(rows: usize, rowStride: usize, residual: usize, bytes: usize): void {
  let k = 0;
  for (; k + 3 < rank; k += 4)
    subtractFourFrom(
      residual,
      rows + <usize>k * rowStride,
      rowStride,
      coefficients + ((<usize>k) << 3),
      bytes,
    );
  for (; k < rank; k++)
    subtractFrom(residual, rows + <usize>k * rowStride, load<f64>(coefficients + ((<usize>k) << 3)), bytes);
}
