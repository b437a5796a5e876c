import { exactFramed, exactRowsOfQ } from '../exact/exactRows.js';
import { fillInfluence } from '../judge/influence.js';
import { BLOCK_ROWS } from '../table/table.js';
import { completeRows, valuesAt } from './completeRows.js';
import { widthOf } from './frame.js';
import { type FramedRows, fillFramed } from './framedRows.js';
import type { Solution } from './leastSquares.js';
import type { RowWalker } from './rowArithmetic.js';
import type { WalkOrder } from './rowPart.js';
import type { RowBlock } from './rowSource.js';
import type { WalkedRows, WalkSums } from './walkedRows.js';

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
    const { frame, solution } = this.order;
    const places = completeRows(block);
    const rowCount = places?.length ?? block.rowCount;
    const { q, residual } = this.rowsOfQ(block, places, rowCount);
    const column = (k: number) => valuesAt(block.columns[k]!, places, block.rowCount);
    const actual = column(block.columns.length - 1);
    const rows = { places, column, ...describeRows({ actual, residual, q }, frame.scale.at(-1)!) };
    fillInfluence(rows, residual, { ...solution, rank: solution.kept.length });
    addSpread(this.sums.spread, { q, residual, leverage: rows.leverage });
    addSquares(this.sums.squares, { q, residual }, solution);
    return rows;
  }

  result(): WalkSums {
    return this.sums;
  }

  private rowsOfQ(block: RowBlock, places: Uint16Array | null, rowCount: number): RowsOfQ {
    const { frame, solution } = this.order;
    const { exact, kept } = solution;
    if (exact !== null) return exactRowsOfQ(exact, kept, exactFramed(frame, block, places));
    const values = this.buffer.subarray(0, widthOf(frame) * rowCount);
    fillFramed(frame, block, { places, values });
    const residual = residualsOf(solution, { values, rowCount });
    return { q: orthonormalRows(solution, { values, rowCount }), residual };
  }
}

type RowsOfQ = { q: Float64Array; residual: Float64Array };

/** Fitted values and residuals in the file's units, leverages, and room for the influence. */
function describeRows(
  { actual, residual, q }: RowsOfQ & { actual: Float64Array },
  targetScale: number,
): Omit<WalkedRows, 'places' | 'column'> {
  const rowCount = residual.length;
  const leverage = new Float64Array(rowCount);
  for (let k = 0; k < q.length; k += rowCount)
    for (let i = 0; i < rowCount; i++) leverage[i]! += q[k + i]! * q[k + i]!;
  for (let i = 0; i < rowCount; i++) leverage[i] = Math.min(leverage[i]!, 1);
  const inFileUnits = residual.map((value) => value / targetScale);
  const fitted = actual.map((value, i) => value - inFileUnits[i]!);
  const [studentised, standardised, cooksDistance] = [1, 2, 3].map(() => new Float64Array(rowCount)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { actual, fitted, residual: inFileUnits, leverage, studentised, standardised, cooksDistance };
}

/** Takes the means off the block's columns in place, then y minus all of them times their coefficients. */
function residualsOf(
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

/** The block's rows of Q, column-major, from columns already centred. */
function orthonormalRows({ kept, inverse }: Solution, { values, rowCount }: FramedRows): Float64Array {
  const p = kept.length;
  const q = new Float64Array(p * rowCount);
  for (let k = 0; k < p; k++) {
    const to = q.subarray(k * rowCount, (k + 1) * rowCount);
    for (let j = 0; j <= k; j++) {
      const weight = inverse[k * p + j]!;
      if (weight === 0) continue;
      const column = values.subarray(kept[j]! * rowCount, (kept[j]! + 1) * rowCount);
      for (let i = 0; i < rowCount; i++) to[i]! += weight * column[i]!;
    }
  }
  return q;
}

function addSpread(
  spread: Float64Array,
  { q, residual, leverage }: RowsOfQ & { leverage: Float64Array },
): void {
  const rowCount = residual.length;
  const p = Math.sqrt(spread.length);
  const weights = residual.map((value, i) => (value / (1 - leverage[i]!)) ** 2);
  const weighted = new Float64Array(rowCount);
  for (let k = 0; k < p; k++) {
    const column = q.subarray(k * rowCount, (k + 1) * rowCount);
    for (let i = 0; i < rowCount; i++) weighted[i] = column[i]! * weights[i]!;
    for (let j = 0; j <= k; j++) {
      const sum = dot(weighted, q.subarray(j * rowCount, (j + 1) * rowCount));
      spread[k * p + j]! += sum;
      if (j < k) spread[j * p + k]! += sum;
    }
  }
}

function addSquares(squares: WalkSums['squares'], { q, residual }: RowsOfQ, { rss, n }: Solution): void {
  const rowCount = residual.length;
  const mean = rss / n;
  const excess = residual.map((value) => value * value - mean);
  squares.total += dot(excess, excess);
  for (let k = 0; k < squares.projected.length; k++)
    squares.projected[k]! += dot(excess, q.subarray(k * rowCount, (k + 1) * rowCount));
}

function dot(a: Float64Array, b: Float64Array): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < a.length; i += 2) {
    even += a[i]! * b[i]!;
    odd += a[i + 1]! * b[i + 1]!;
  }
  return i < a.length ? even + odd + a[i]! * b[i]! : even + odd;
}
