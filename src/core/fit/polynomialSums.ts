import type { Expression, PolynomialBasis } from '../model/designColumn.js';
import {
  type BlockInputs,
  type ColumnEvaluator,
  compileColumn,
  orthogonalPolynomial,
} from '../model/evaluate.js';

/** A polynomial whose basis is known up to some degree, and asked for the next. */
export type PolynomialQuestion = { of: Expression; basis: PolynomialBasis };

/**
 * Sums over the rows in which a number is defined, of the orthogonal polynomial p of the next degree: of p² and of x p².
 * Each sum is a double and what it lost to rounding. Plain data; merges.
 */
export type PolynomialSums = {
  square: readonly [number, number];
  moment: readonly [number, number];
  /** Distinct values, up to `MOST_DISTINCT` of them. */
  distinct: readonly number[];
};

/** More than the highest degree there is. */
const MOST_DISTINCT = 32;

/** Adds up what the next degree of an orthogonal polynomial needs (Stieltjes' procedure). */
export class PolynomialTally {
  private readonly evaluate: ColumnEvaluator;
  private readonly degree: number;
  private readonly square: [number, number] = [0, 0];
  private readonly moment: [number, number] = [0, 0];
  private readonly distinct = new Set<number>();

  constructor(private readonly question: PolynomialQuestion) {
    // Not finite is not defined, as in a column of the design.
    this.evaluate = compileColumn({ name: '', factors: [question.of] });
    this.degree = question.basis.centres.length;
  }

  add(inputs: BlockInputs, rowCount: number): void {
    const values = this.evaluate(inputs, rowCount);
    for (let i = 0; i < rowCount; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      const polynomial = orthogonalPolynomial(value, this.degree, this.question.basis);
      addTo(this.square, polynomial * polynomial);
      addTo(this.moment, value * polynomial * polynomial);
      if (this.distinct.size < MOST_DISTINCT) this.distinct.add(value);
    }
  }

  result(): PolynomialSums {
    return { square: this.square, moment: this.moment, distinct: [...this.distinct] };
  }
}

/** The basis with one degree more. */
export function extendedBasis({ centres, squares }: PolynomialBasis, sums: PolynomialSums): PolynomialBasis {
  const square = sums.square[0] + sums.square[1];
  const centre = (sums.moment[0] + sums.moment[1]) / square;
  return { centres: [...centres, centre], squares: [...squares, square] };
}

export function mergePolynomialSums(one: PolynomialSums, other: PolynomialSums): PolynomialSums {
  return {
    square: merged(one.square, other.square),
    moment: merged(one.moment, other.moment),
    distinct: [...new Set([...one.distinct, ...other.distinct])],
  };
}

function merged([sum, lost]: readonly [number, number], other: readonly [number, number]): [number, number] {
  const total: [number, number] = [sum, lost + other[1]];
  addTo(total, other[0]);
  return total;
}

/** Adds a number and keeps what rounding took (Neumaier). */
function addTo(sum: [number, number], value: number): void {
  const total = sum[0] + value;
  sum[1] += Math.abs(sum[0]) >= Math.abs(value) ? sum[0] - total + value : value - total + sum[0];
  sum[0] = total;
}
