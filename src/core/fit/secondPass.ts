import type { Checkpoint } from '../checkpoint.js';
import type { Table } from '../table/table.js';
import type { Design } from './design.js';
import { type DesignBlock, designBlocks } from './designBlocks.js';
import type { RowTable } from './fit.js';
import type { Solution } from './leastSquares.js';

/** Leverages this near 1 are 1: the row alone decides a coefficient and its residual is 0 whatever its target. */
const LEVERAGE_ONE = 1 - 1e-12;

/** What a second walk over the rows finds, given the solution. Sums are in the design's frame. */
export type SecondPass = {
  rows: RowTable;
  /** Sum of (residual / (1 - leverage))² q q' over the rows, q a row of Q; p², symmetric. Null with a leverage of 1. */
  spread: Float64Array | null;
  /** Q' times (squared residual - their mean), and that vector's own sum of squares: for Breusch-Pagan. */
  squares: { projected: Float64Array; total: number };
  /** Indexes into `rows` of the rows with a leverage of 1. */
  leverageOne: readonly number[];
};

/**
 * Walks the rows again for everything that needs the coefficients: residuals, leverages, influence, and the sums
 * behind the robust standard errors and the test for changing spread. Q is `[1 X] R^-1`, never kept as a whole.
 */
export async function walkAgain(
  input: { table: Table; design: Design; solution: Solution },
  checkpoint?: Checkpoint,
): Promise<SecondPass> {
  const { table, design, solution } = input;
  const p = solution.kept.length;
  const rows = emptyRowTable(table, design);
  const spread = new Float64Array(p * p);
  const squares = { projected: new Float64Array(p), total: 0 };
  const leverageOne: number[] = [];
  for (const block of designBlocks(design)) {
    const span = describeBlock({ design, solution, rows }, block);
    addSpread(spread, span);
    addSquares(squares, span, solution);
    for (let i = 0; i < block.rowCount; i++)
      if (span.leverage[i]! >= LEVERAGE_ONE) leverageOne.push(block.start + i);
    await checkpoint?.({ rows: block.start + block.rowCount });
  }
  return { rows, spread: leverageOne.length > 0 ? null : spread, squares, leverageOne };
}

function emptyRowTable(table: Table, { rows, columns }: Design): RowTable {
  const n = rows.length;
  const target = columns.at(-1)!;
  const blockRows = target.blocks[0]?.length ?? 1;
  return {
    row: rows,
    firstLine: rows.map((row) => table.firstLines[row]!),
    lastLine: rows.map((row) => table.lastLines[row]!),
    actual: Float64Array.from(rows, (row) => target.blocks[Math.floor(row / blockRows)]![row % blockRows]!),
    fitted: new Float64Array(n),
    residual: new Float64Array(n),
    leverage: new Float64Array(n),
    studentised: new Float64Array(n),
    cooksDistance: new Float64Array(n),
  };
}

type BlockRows = { q: Float64Array; residual: Float64Array; leverage: Float64Array };

function describeBlock(
  { design, solution, rows }: { design: Design; solution: Solution; rows: RowTable },
  block: DesignBlock,
): BlockRows {
  const { start, rowCount } = block;
  const residual = residualsOf(solution, block);
  const q = orthonormalRows(solution, block);
  const leverage = rows.leverage.subarray(start, start + rowCount);
  for (let k = 0; k < q.length; k += rowCount)
    for (let i = 0; i < rowCount; i++) leverage[i]! += q[k + i]! ** 2;
  const targetScale = design.scale.at(-1)!;
  for (let i = 0; i < rowCount; i++) {
    leverage[i] = Math.min(leverage[i]!, 1);
    rows.residual[start + i] = residual[i]! / targetScale;
    rows.fitted[start + i] = rows.actual[start + i]! - residual[i]! / targetScale;
    describeInfluence({ rows, solution }, start + i, residual[i]!);
  }
  return { q, residual, leverage };
}

/** Takes the means off the block's columns in place, then y minus all of them times their coefficients. */
function residualsOf(
  { kept, centre, coefficients }: Solution,
  { values, rowCount }: DesignBlock,
): Float64Array {
  const residual = values.slice(values.length - rowCount);
  for (let k = 0; k < kept.length; k++) {
    const from = kept[k]! * rowCount;
    for (let i = 0; i < rowCount; i++) {
      values[from + i]! -= centre[k]!;
      residual[i]! -= coefficients[k]! * values[from + i]!;
    }
  }
  return residual;
}

/** The block's rows of Q, column-major, from columns already centred. */
function orthonormalRows({ kept, inverse }: Solution, { values, rowCount }: DesignBlock): Float64Array {
  const p = kept.length;
  const q = new Float64Array(p * rowCount);
  for (let k = 0; k < p; k++)
    for (let j = 0; j <= k; j++) {
      const weight = inverse[k * p + j]!;
      if (weight === 0) continue;
      const from = kept[j]! * rowCount;
      for (let i = 0; i < rowCount; i++) q[k * rowCount + i]! += weight * values[from + i]!;
    }
  return q;
}

function describeInfluence(
  { rows, solution }: { rows: RowTable; solution: Solution },
  index: number,
  residual: number,
): void {
  const { rss, dfResidual, kept, targetTolerance } = solution;
  const free = 1 - rows.leverage[index]!;
  const isUndefined = rows.leverage[index]! >= LEVERAGE_ONE || rss <= targetTolerance ** 2;
  const scaled = (residual * residual) / free;
  // Without this row the fit may be perfect: rounding is then all that is left, and the ratio is huge, not infinite.
  const others = Math.max(rss - scaled, targetTolerance ** 2) / (dfResidual - 1);
  const isAlone = isUndefined || dfResidual < 2;
  rows.studentised[index] = isAlone ? Number.NaN : residual / Math.sqrt(others * free);
  rows.cooksDistance[index] = isUndefined
    ? Number.NaN
    : (scaled / (rss / dfResidual) / kept.length) * (rows.leverage[index]! / free);
}

function addSpread(spread: Float64Array, { q, residual, leverage }: BlockRows): void {
  const rowCount = residual.length;
  const p = q.length / rowCount;
  const weighted = new Float64Array(rowCount);
  for (let k = 0; k < p; k++) {
    for (let i = 0; i < rowCount; i++)
      weighted[i] = q[k * rowCount + i]! * (residual[i]! / (1 - leverage[i]!)) ** 2;
    for (let j = 0; j <= k; j++) {
      let sum = 0;
      for (let i = 0; i < rowCount; i++) sum += weighted[i]! * q[j * rowCount + i]!;
      spread[k * p + j]! += sum;
      if (j < k) spread[j * p + k]! += sum;
    }
  }
}

function addSquares(squares: SecondPass['squares'], { q, residual }: BlockRows, { rss, n }: Solution): void {
  const rowCount = residual.length;
  const excess = residual.map((value) => value * value - rss / n);
  for (let i = 0; i < rowCount; i++) squares.total += excess[i]! ** 2;
  for (let k = 0; k < squares.projected.length; k++) {
    let sum = 0;
    for (let i = 0; i < rowCount; i++) sum += excess[i]! * q[k * rowCount + i]!;
    squares.projected[k]! += sum;
  }
}
