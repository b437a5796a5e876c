import { exactFramed, exactRowsOfQ } from '../exact/exactRows.js';
import { fillCountInfluence, fillInfluence } from '../judge/influence.js';
import { BLOCK_ROWS } from '../table/table.js';
import { completeRows, valuesAt } from './completeRows.js';
import { widthOf } from './frame.js';
import { type FramedRows, fillFramed, multiplyRows } from './framedRows.js';
import { type JudgedRows, judgeCounts, judgeResiduals } from './judgedRows.js';
import type { Solution } from './leastSquares.js';
import type { RowWalker } from './rowArithmetic.js';
import type { WalkOrder } from './rowPart.js';
import type { RowBlock } from './rowSource.js';
import { addSpread, dot, orthonormalRows } from './spread.js';
import type { WalkedRows, WalkSums } from './walkedRows.js';
import { rootsOfWeights } from './weighedRows.js';

/** The walker in plain loops: the reference for the kernel's. Q is `[1 X] R^-1`, never kept as a whole. */
export class PlainWalker implements RowWalker {
  readonly loops = null;
  private readonly buffer: Float64Array;
  private readonly sums: WalkSums;

  constructor(private readonly order: WalkOrder) {
    const p = order.solution.kept.length;
    this.buffer = new Float64Array(widthOf(order.frame) * BLOCK_ROWS);
    this.sums = { spread: new Float64Array(p * p), squares: { projected: new Float64Array(p), total: 0 } };
  }

  walk(block: RowBlock): WalkedRows {
    const { frame, solution, link } = this.order;
    const places = completeRows(block);
    const rowCount = places?.length ?? block.rowCount;
    const values = this.buffer.subarray(0, widthOf(frame) * rowCount);
    fillFramed(frame, block, { places, values });
    const column = (k: number) => valuesAt(block.columns[k]!, places, block.rowCount);
    const actual = column(frame.columns.length - 1);
    const roots = rootsOfWeights(frame, block, places);
    const exact = this.exactRows(block, places);
    const judged = this.judge({ values, rowCount }, { actual, roots }, exact?.residual ?? null);
    const { pearson, factors, ...described } = judged;
    if (factors !== null) multiplyRows({ values, rowCount }, factors);
    const q = exact?.q ?? orthonormalRows(solution, { values, rowCount });
    const rows = { places, column, actual, roots, ...described, ...roomForInfluence(q, rowCount) };
    if (link === null) fillInfluence(rows, pearson, { ...solution, rank: solution.kept.length });
    else fillCountInfluence(rows, pearson, solution.kept.length);
    // HC3; of counts HC0.
    const free = (i: number) => (link === null ? 1 - rows.leverage[i]! : 1);
    addSpread(
      this.sums.spread,
      q,
      pearson.map((value, i) => (value / free(i)) ** 2),
    );
    if (factors === null) addSquares(this.sums.squares, { q, residual: pearson }, solution);
    return rows;
  }

  /** Null in double precision. */
  private exactRows(block: RowBlock, places: Uint16Array | null): RowsOfQ | null {
    const { frame, solution } = this.order;
    const { exact, kept } = solution;
    return exact && exactRowsOfQ(exact, kept, exactFramed(frame, block, places));
  }

  /** Takes the means off the block's columns in place, and judges its rows by what is left. */
  private judge(
    framed: FramedRows,
    { actual, roots }: { actual: Float64Array; roots: Float64Array | null },
    exact: Float64Array | null,
  ): JudgedRows {
    const { frame, solution, link } = this.order;
    if (link === null)
      return judgeResiduals(exact ?? residualsOf(solution, framed), {
        ...{ actual, roots },
        targetScale: frame.scale.at(-1)!,
      });
    framed.values.fill(0, framed.values.length - framed.rowCount);
    const predictor = residualsOf(solution, framed).map((value) => -value);
    return judgeCounts(predictor, { actual, roots, link });
  }

  result(): WalkSums {
    return this.sums;
  }
}

type RowsOfQ = { q: Float64Array; residual: Float64Array };

/** Leverages, and room for the influence. */
function roomForInfluence(
  q: Float64Array,
  rowCount: number,
): Pick<WalkedRows, 'leverage' | 'studentised' | 'standardised' | 'cooksDistance'> {
  const leverage = new Float64Array(rowCount);
  for (let k = 0; k < q.length; k += rowCount)
    for (let i = 0; i < rowCount; i++) leverage[i]! += q[k + i]! * q[k + i]!;
  for (let i = 0; i < rowCount; i++) leverage[i] = Math.min(leverage[i]!, 1);
  const room = () => new Float64Array(rowCount);
  return { leverage, studentised: room(), standardised: room(), cooksDistance: room() };
}

/** Takes the means off the block's columns in place, then y minus all of them times their coefficients. */
export function residualsOf(
  { kept, centre, coefficients }: Solution,
  { values, rowCount }: FramedRows,
): Float64Array {
  const residual = values.slice(values.length - rowCount);
  for (let k = 0; k < kept.length; k++) {
    const column = values.subarray(kept[k]! * rowCount, (kept[k]! + 1) * rowCount);
    const mean = centre[k]!;
    const coefficient = coefficients[k]!;
    for (let i = 0; i < rowCount; i++) {
      column[i]! -= mean;
      residual[i]! -= coefficient * column[i]!;
    }
  }
  return residual;
}

function addSquares(squares: WalkSums['squares'], { q, residual }: RowsOfQ, { rss, n }: Solution): void {
  const rowCount = residual.length;
  const mean = rss / n;
  const excess = residual.map((value) => value * value - mean);
  squares.total += dot(excess, excess);
  for (let k = 0; k < squares.projected.length; k++)
    squares.projected[k]! += dot(excess, q.subarray(k * rowCount, (k + 1) * rowCount));
}
