import { selectColumns, type Triangle } from '../fit/triangle.js';
import { TriangleTree } from '../fit/triangleTree.js';

/** A column with no more of its own than this share of its length is a sum of those before it: R's `lm` takes the same. */
const OWN_SHARE = 1e-7;
/** Rows absorbed at once. */
const BLOCK = 4096;

/** Sums of squares of a regression of one column on others, in their order. */
export type Auxiliary = {
  /** Columns with facts of their own. */
  rank: number;
  /** What those after the first `skipped` columns explain, and what is left. */
  explained: number;
  left: number;
};

/**
 * Regresses a response on columns of `rowCount` numbers each by Householder QR; a column that others hold already is left
 * out. `skipped`: the leading columns whose share of the squares is not counted.
 */
export function regress(
  columns: readonly Float64Array[],
  response: Float64Array,
  skipped: number,
): Auxiliary {
  const all = [...columns, response];
  const rowCount = response.length;
  const tree = new TriangleTree(all.length);
  for (let from = 0; from < rowCount; from += BLOCK) {
    const count = Math.min(BLOCK, rowCount - from);
    const rows = new Float64Array(all.length * count);
    for (const [k, column] of all.entries()) rows.set(column.subarray(from, from + count), k * count);
    tree.absorb(rows, count);
  }
  const { triangle, kept } = independent(tree.result());
  const target = kept.length;
  const entry = (i: number) => triangle.values[target * triangle.width + i]! ** 2;
  let explained = 0;
  for (let i = 0; i < target; i++) if (kept[i]! >= skipped) explained += entry(i);
  return { rank: target, explained, left: entry(target) };
}

/** The triangle without columns that those before them hold; the last one, the response, stays. */
function independent(full: Triangle): { triangle: Triangle; kept: number[] } {
  const kept = Array.from({ length: full.width - 1 }, (_, column) => column);
  let triangle = full;
  for (let k = 0; k < kept.length; ) {
    const column = triangle.values.subarray(k * triangle.width, k * triangle.width + k + 1);
    if (Math.abs(column[k]!) > OWN_SHARE * Math.hypot(...column)) {
      k++;
      continue;
    }
    kept.splice(k, 1);
    triangle = selectColumns(full, [...kept, full.width - 1]);
  }
  return { triangle, kept };
}
