import type { FitKernel } from '../fitKernel.js';
import { widthOf } from '../frame.js';
import { KernelBlock, rowsAtOnce, strideOf } from '../kernelBlock.js';
import type { KernelMemory } from '../kernelMemory.js';
import { KernelTriangles } from '../kernelTriangles.js';
import type { CountRows, RowReweigher } from '../rowArithmetic.js';
import type { RowBlock } from '../rowSource.js';
import { linkCode } from './counts.js';
import type { ReweighOrder } from './reweighed.js';

/** One step of reweighted least squares in the kernel. */
export class KernelReweigher implements RowReweigher {
  private readonly block: KernelBlock;
  private readonly width: number;
  private readonly chunk: number;
  private readonly rows: { address: number; stride: number };
  private readonly triangles: KernelTriangles;
  private readonly coefficients: number;
  private readonly factors: number;
  private readonly sums: number;

  constructor(
    private readonly kernel: FitKernel,
    private readonly order: ReweighOrder,
    private readonly memory: KernelMemory,
  ) {
    const { frame, coefficients } = order;
    this.block = new KernelBlock(kernel, this.memory, { frame });
    this.width = widthOf(frame);
    this.chunk = rowsAtOnce(this.width);
    const stride = strideOf(this.chunk);
    this.rows = { address: this.memory.take(this.width * stride), stride };
    const { width, chunk, rows } = this;
    this.triangles = new KernelTriangles(kernel, this.memory, { width, chunk, rows });
    this.coefficients = coefficients === null ? 0 : this.memory.put(coefficients);
    this.factors = this.memory.take(stride);
    this.sums = this.memory.take(2 * 8);
  }

  absorb(block: RowBlock): CountRows {
    const places = this.block.load(block);
    const used = places?.length ?? block.rowCount;
    if (used > 0) {
      const triangle = this.triangles.begin();
      for (let from = 0; from < used; from += this.chunk)
        this.absorbRows(triangle, from, Math.min(this.chunk, used - from));
      this.triangles.add(triangle, used);
    }
    const roots = this.block.rootAt(0);
    const actual = this.block.column(this.order.frame.columns.length - 1, used);
    return { places, actual, roots: roots === null ? null : this.memory.numbers(roots, used) };
  }

  result() {
    const [likelihood, wrongMeans] = this.memory.numbers(this.sums, 2);
    return { triangle: this.triangles.result(), likelihood: likelihood!, wrongMeans: wrongMeans! };
  }

  private absorbRows(triangle: number, from: number, count: number): void {
    const { kernel, width, coefficients, factors, sums } = this;
    const { address, stride } = this.rows;
    const padded = kernel.frameRows(from, count, address, stride);
    const roots = this.block.rootAt(from) ?? 0;
    const link = linkCode(this.order.link);
    kernel.reweighRows(
      ...([address, stride, count, padded, width, coefficients, roots, link, factors, sums] as const),
    );
    kernel.weighRows(address, stride, count, width, factors);
    kernel.absorbRows(triangle, width, address, stride, padded, 0);
  }
}
