import { KernelLoops } from '../crowd/kernelLoops.js';
import { squareRoot } from '../exact/doubleDouble.js';
import { entry } from '../exact/exactColumns.js';
import { combinationOn } from '../exact/exactRank.js';
import { ExactRoom } from '../exact/exactRoom.js';
import type { ExactTriangle } from '../exact/exactTriangle.js';
import { BLOCK_ROWS } from '../table/table.js';
import type { FitKernel } from './fitKernel.js';
import { KernelBlock, rowsAtOnce, strideOf } from './kernelBlock.js';
import type { KernelMemory } from './kernelMemory.js';
import { linkCode } from './poisson/counts.js';
import type { RowWalker } from './rowArithmetic.js';
import type { WalkOrder } from './rowPart.js';
import type { RowBlock } from './rowSource.js';
import type { WalkedRows, WalkSums } from './walkedRows.js';

const OUT_STRIDE = strideOf(BLOCK_ROWS);
/** In the order the kernel writes them, the last one only of rows that weigh differently. */
const OUTPUTS = 7;
/** Up to this variance inflation, whose root is what errors grow by, rows of Q lose about a digit in double precision. */
const MOST_INFLATION = 50;

/** The walker in the kernel. */
export class KernelWalker implements RowWalker {
  readonly loops: KernelLoops;
  private readonly block: KernelBlock;
  private readonly rank: number;
  /** The rank up to a multiple of four. */
  private readonly width: number;
  private readonly chunk: number;
  private readonly rows: number;
  private readonly rowStride: number;
  private readonly out: number;
  private readonly link: number;
  /** False where all rows weigh 1: their own loops are several times faster. */
  private readonly isWeighed: boolean;
  private readonly sums: { projected: number; spread: number };

  constructor(
    private readonly kernel: FitKernel,
    private readonly order: WalkOrder,
    private readonly memory: KernelMemory,
  ) {
    const { frame, solution, link } = order;
    this.block = new KernelBlock(kernel, this.memory, { frame, wantsLow: solution.exact !== null });
    this.rank = solution.kept.length;
    this.width = Math.ceil(this.rank / 4) * 4;
    this.chunk = rowsAtOnce(this.width);
    this.setSolution();
    this.sums = {
      projected: this.memory.take((this.rank + 1) * 8),
      spread: this.memory.take(this.width ** 2 * 8),
    };
    kernel.setSums(this.sums.projected, this.sums.spread, this.width);
    this.rowStride = strideOf(this.chunk);
    const rowBytes = (this.width + 3) * this.rowStride;
    this.rows = solution.exact ? this.setExactSolution(solution.exact, rowBytes) : this.memory.take(rowBytes);
    this.out = this.memory.reserve(OUTPUTS * OUT_STRIDE);
    this.link = linkCode(link);
    this.isWeighed = link !== null || frame.weights !== null;
    this.loops = new KernelLoops(kernel, this.memory);
  }

  walk(block: RowBlock): WalkedRows {
    const places = this.block.load(block);
    const used = places?.length ?? block.rowCount;
    if (places === null) this.kernel.fetchRows(used);
    for (let from = 0; from < used; from += this.chunk)
      this.walkRows(from, Math.min(this.chunk, used - from));
    const roots = this.block.rootAt(0);
    const output = (k: number) => this.memory.numbers(this.out + k * OUT_STRIDE, used);
    return {
      places,
      column: (k) => this.block.column(k, used),
      roots: roots === null ? null : this.memory.numbers(roots, used),
      actual: this.block.column(this.order.frame.columns.length - 1, used),
      fitted: output(0),
      residual: output(1),
      devianceResidual: output(this.isWeighed ? 6 : 1),
      leverage: output(2),
      studentised: output(3),
      standardised: output(4),
      cooksDistance: output(5),
    };
  }

  private walkRows(from: number, count: number): void {
    const { kernel, rows, rowStride, out, link } = this;
    const { lowDistance } = this.block;
    if (this.order.solution.exact !== null)
      kernel.walkExactRows(lowDistance, from, count, rows, rowStride, out, OUT_STRIDE);
    else if (this.isWeighed) {
      const roots = this.block.rootAt(from) ?? 0;
      kernel.walkWeighedRows(from, count, rows, rowStride, out, OUT_STRIDE, roots, link);
    } else kernel.walkRows(from, count, rows, rowStride, out, OUT_STRIDE);
  }

  result(): WalkSums {
    const { rank: p, width } = this;
    const lower = this.memory.numbers(this.sums.spread, width * width);
    const spread = new Float64Array(p * p);
    for (let k = 0; k < p; k++)
      for (let j = 0; j <= k; j++) spread[k * p + j] = spread[j * p + k] = lower[k * width + j]!;
    const projected = this.memory.numbers(this.sums.projected, p + 1);
    return { spread, squares: { projected: projected.slice(0, p), total: projected[p]! } };
  }

  /** Returns the room for rows. */
  private setExactSolution(triangle: ExactTriangle, rowBytes: number): number {
    const { kernel, memory } = this;
    const { width, squares } = triangle;
    const [triangleBytes, columnBytes] = [ExactRoom.triangleBytes(width), ExactRoom.columnBytes(width)];
    const room = new ExactRoom(kernel, memory, rowBytes + triangleBytes + columnBytes);
    const rows = room.take(rowBytes);
    const address = room.take(triangleBytes);
    const coefficients = room.take(columnBytes);
    room.putTriangle(address, triangle);
    room.putColumn(coefficients, combinationOn(triangle, width - 1));
    const norms = squares.high.map((_, k) => squareRoot(entry(squares, k)).high);
    const isEasy = this.largestInflation() <= MOST_INFLATION;
    kernel.setExactSolution(address, columnBytes, memory.put(norms), isEasy ? coefficients : 0);
    return rows;
  }

  /** Of the coefficients' variances, by columns that do not go together and vary as much as they are large. */
  private largestInflation(): number {
    const { covariance, norms, centre, n } = this.order.solution;
    const inflation = norms.map(
      (norm, k) => covariance[k * (this.rank + 1)]! * (norm ** 2 + n * centre[k]! ** 2),
    );
    return Math.max(...inflation);
  }

  private setSolution(): void {
    const { kernel, memory } = this;
    const { frame, solution } = this.order;
    const { kept, centre, coefficients, inverse, rss, dfResidual, targetTolerance, n } = solution;
    const keptAddress = memory.putIntegers(kept);
    const [centres, weights, triangle] = [memory.put(centre), memory.put(coefficients), memory.put(inverse)];
    kernel.setSolution(kept.length, keptAddress, centres, weights, triangle, 1 / frame.scale.at(-1)!);
    kernel.setInfluence(rss, dfResidual, targetTolerance ** 2, rss / n);
  }
}
