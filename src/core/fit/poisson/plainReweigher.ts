import { BLOCK_ROWS } from '../../table/table.js';
import { completeRows, valuesAt } from '../completeRows.js';
import { widthOf } from '../frame.js';
import { fillFramed, multiplyRows } from '../framedRows.js';
import type { CountRows, RowReweigher } from '../rowArithmetic.js';
import type { RowBlock } from '../rowSource.js';
import { TriangleTree } from '../triangleTree.js';
import { rootsOfWeights } from '../weighedRows.js';
import { meanOf, predictorOf, workingWeight } from './counts.js';
import type { ReweighOrder } from './reweighed.js';

/** What R adds to the counts to begin with. */
const START = 0.1;

/** One step of reweighted least squares in plain loops: the reference for the kernel's. */
export class PlainReweigher implements RowReweigher {
  private readonly width: number;
  private readonly buffer: Float64Array;
  private readonly tree: TriangleTree;
  private likelihood = 0;
  private wrongMeans = 0;

  constructor(private readonly order: ReweighOrder) {
    this.width = widthOf(order.frame);
    this.buffer = new Float64Array(this.width * BLOCK_ROWS);
    this.tree = new TriangleTree(this.width);
  }

  absorb(block: RowBlock): CountRows {
    const { frame } = this.order;
    const places = completeRows(block);
    const rowCount = places?.length ?? block.rowCount;
    const actual = valuesAt(block.columns[frame.columns.length - 1]!, places, block.rowCount);
    const roots = rootsOfWeights(frame, block, places);
    if (rowCount === 0) return { places, actual, roots };
    const values = this.buffer.subarray(0, this.width * rowCount);
    fillFramed(frame, block, { places, values });
    const factors = this.reweigh(values, { actual, roots });
    multiplyRows({ values, rowCount }, factors);
    this.tree.absorb(values, rowCount);
    return { places, actual, roots };
  }

  result() {
    return { triangle: this.tree.result(), likelihood: this.likelihood, wrongMeans: this.wrongMeans };
  }

  /** Puts the working responses in the place of the counts, and gives the roots of the weights. */
  private reweigh(
    values: Float64Array,
    { actual, roots }: { actual: Float64Array; roots: Float64Array | null },
  ): Float64Array {
    const { link } = this.order;
    const rowCount = actual.length;
    const target = values.subarray((this.width - 1) * rowCount);
    const predictors = this.predictors(values, actual);
    return predictors.map((predictor, i) => {
      const y = actual[i]!;
      const own = roots?.[i] ?? 1;
      const mean = this.order.coefficients === null ? y + START : meanOf(link, predictor);
      if (!(mean > 0 && mean < Infinity)) {
        // A mean that is zero to the last digit of a double is right for a count of zero.
        if (!(mean === 0 && y === 0 && link === 'log')) this.wrongMeans++;
        target[i] = 0;
        return 0;
      }
      this.likelihood += own * own * (y * Math.log(mean) - mean);
      target[i] = link === 'log' ? predictor + (y - mean) / mean : y;
      return own * Math.sqrt(workingWeight(link, mean));
    });
  }

  private predictors(values: Float64Array, actual: Float64Array): Float64Array {
    const { link, coefficients } = this.order;
    if (coefficients === null) return actual.map((y) => predictorOf(link, y + START));
    const predictors = new Float64Array(actual.length);
    for (const [k, coefficient] of coefficients.entries())
      for (let i = 0; i < predictors.length; i++)
        predictors[i]! += coefficient * values[k * predictors.length + i]!;
    return predictors;
  }
}
