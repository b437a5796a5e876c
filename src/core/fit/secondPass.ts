import type { Checkpoint } from '../checkpoint.js';
import { fillInfluence, LEVERAGE_ONE } from '../judge/influence.js';
import { BLOCK_ROWS, type Table } from '../table/table.js';
import type { Design } from './design.js';
import { type DesignBlock, designBlocks } from './designBlocks.js';
import type { RowTable } from './fit.js';
import type { Solution } from './leastSquares.js';

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

function emptyRowTable(table: Table, { rows }: Design): RowTable {
  const n = rows.length;
  const firstLine = new Uint32Array(n);
  const lastLine = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    firstLine[i] = table.lines.firstLine(rows[i]!);
    lastLine[i] = table.lines.lastLine(rows[i]!);
  }
  const [actual, fitted, residual, leverage, studentised, cooksDistance] = Array.from(
    { length: 6 },
    () => new Float64Array(n),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return {
    ...{ row: rows, firstLine, lastLine },
    ...{ actual, fitted, residual, leverage, studentised, cooksDistance },
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
    for (let i = 0; i < rowCount; i++) leverage[i]! += q[k + i]! * q[k + i]!;
  for (let i = 0; i < rowCount; i++) leverage[i] = Math.min(leverage[i]!, 1);
  fillFitted(rows, { design, start, residual });
  fillInfluence(rows, solution, { start, residual });
  return { q, residual, leverage };
}

/** Takes the means off the block's columns in place, then y minus all of them times their coefficients. */
function residualsOf(
  { kept, centre, coefficients }: Solution,
  { values, rowCount }: DesignBlock,
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
function orthonormalRows({ kept, inverse }: Solution, { values, rowCount }: DesignBlock): Float64Array {
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

type FramedResiduals = { design: Design; start: number; residual: Float64Array };

function fillFitted(rows: RowTable, { design, start, residual }: FramedResiduals): void {
  const target = design.columns.at(-1)!;
  const targetScale = design.scale.at(-1)!;
  for (let i = 0; i < residual.length; i++) {
    const row = design.rows[start + i]!;
    const actual = target.blocks[Math.floor(row / BLOCK_ROWS)]![row % BLOCK_ROWS]!;
    const inFileUnits = residual[i]! / targetScale;
    rows.actual[start + i] = actual;
    rows.residual[start + i] = inFileUnits;
    rows.fitted[start + i] = actual - inFileUnits;
  }
}

function addSpread(spread: Float64Array, { q, residual, leverage }: BlockRows): void {
  const rowCount = residual.length;
  const p = q.length / rowCount;
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

function addSquares(squares: SecondPass['squares'], { q, residual }: BlockRows, { rss, n }: Solution): void {
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
