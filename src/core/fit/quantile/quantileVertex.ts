import { Generator } from '../../train/random.js';
import { inverseOf } from './inverse.js';
import { largestOf } from './sift.js';

/** Rows of a quantile regression, all about as large as one. */
export type QuantileRows = {
  /** One array to a coefficient. */
  features: readonly Float64Array[];
  target: Float64Array;
  /** E.g. 0.5: the share of the rows that are to lie below. */
  quantile: number;
  /**
   * Sum of the rows whose side is settled, each times `quantile` above the fit, times `quantile - 1` below; one to a
   * coefficient.
   */
  settled: Float64Array;
};

/** Residuals under this share of the largest target are zero. */
const ZERO = 2e-12;
/** A row that moves by less than this, relative to the one that moves most, stands still. */
const STILL = 1e-10;
/** After so many exchanges everything is computed anew from the rows. */
const REFRESH = 40;

/**
 * A vertex of a quantile regression: the coefficients that meet as many rows as there are coefficients. Rows that are
 * met besides are told apart by a second target, random and infinitely small, so that no exchange stands still for
 * ever.
 */
export class QuantileVertex {
  readonly size: number;
  readonly rowCount: number;
  /** Rows met, one to a coefficient. */
  readonly basis: Int32Array;
  /** Column j of the inverse of the rows met: how the coefficients move with the target of the j-th. */
  readonly inverse: Float64Array[];
  /** 1 above the fit, -1 below; 0 for the rows met. */
  readonly side: Int8Array;
  readonly residual: Float64Array;
  /** Of the second target. */
  readonly tie: Float64Array;
  /** Sum of all rows not met, each times the slope of its loss. */
  readonly gradient: Float64Array;
  /** How each row's residual moves along the edge that was looked at last. */
  readonly move: Float64Array;
  private readonly ties: Float64Array;
  private readonly zero: number;
  private exchanges = 0;

  /** @param basis independent rows to begin at, one to a coefficient. */
  constructor(
    readonly rows: QuantileRows,
    basis: Int32Array,
  ) {
    const { features, target } = rows;
    this.size = features.length;
    this.rowCount = target.length;
    this.basis = basis;
    const generator = new Generator(1, 'ties');
    this.ties = Float64Array.from({ length: this.rowCount }, () => generator.unit() - 0.5);
    this.zero = ZERO * largestOf(target);
    const room = () => new Float64Array(this.rowCount);
    this.residual = room();
    this.tie = room();
    this.move = room();
    this.side = new Int8Array(this.rowCount);
    this.gradient = new Float64Array(this.size);
    this.inverse = Array.from({ length: this.size }, () => new Float64Array(this.size));
    this.refresh();
  }

  /** Length `size`. */
  get coefficients(): Float64Array {
    return this.interpolating(this.rows.target);
  }

  /** Slope of the loss on a side. */
  slope(side: number): number {
    return side > 0 ? this.rows.quantile : this.rows.quantile - 1;
  }

  /** The dual value of the j-th row met: between `quantile - 1` and `quantile` for all where the vertex is optimal. */
  dual(j: number): number {
    const column = this.inverse[j]!;
    let sum = 0;
    for (let k = 0; k < this.size; k++) sum -= column[k]! * this.gradient[k]!;
    return sum;
  }

  /** Fills `move` with how residuals change as that of the j-th row met goes to the given side. */
  lookAlong(j: number, side: number): void {
    const { move, size } = this;
    const { features } = this.rows;
    const column = this.inverse[j]!;
    move.fill(0);
    for (let k = 0; k < size; k++) {
      const weight = side * column[k]!;
      const values = features[k]!;
      for (let i = 0; i < move.length; i++) move[i]! += weight * values[i]!;
    }
  }

  /**
   * Finds the rows that come to zero along `move`: their places in `into`, how far away they are in `first` and
   * `second`, how fast they come in `weights`. Returns how many.
   */
  approaching(into: Approaching): number {
    const { move, side, residual, tie } = this;
    let most = 0;
    for (let i = 0; i < move.length; i++) most = Math.max(most, Math.abs(move[i]!));
    const still = STILL * most;
    let count = 0;
    for (let i = 0; i < move.length; i++) {
      const speed = -side[i]! * move[i]!;
      if (!(speed > still)) continue;
      into.weights[i] = speed;
      into.first[i] = (side[i]! * residual[i]!) / speed;
      into.second[i] = (side[i]! * tie[i]!) / speed;
      into.items[count++] = i;
    }
    return count;
  }

  /** True where a step along `move` takes the residual of a row to zero, but for rounding. */
  isMetAt(row: number, step: number): boolean {
    return Math.abs(this.residual[row]! + step * this.move[row]!) <= this.zero;
  }

  /** Goes along `move` until row `entering` is met in place of the j-th, which leaves to the given side. */
  exchange(j: number, entering: number, side: number): void {
    const { residual, tie, basis } = this;
    const leaving = basis[j]!;
    this.addToGradient(entering, -this.slope(this.side[entering]!));
    this.addToGradient(leaving, this.slope(side));
    this.side[leaving] = side;
    this.side[entering] = 0;
    this.goAlong(-residual[entering]! / this.move[entering]!, -tie[entering]! / this.move[entering]!);
    residual[entering] = tie[entering] = 0;
    basis[j] = entering;
    this.exchangeInverse(j, entering);
    if (++this.exchanges % REFRESH === 0) this.refresh();
  }

  /** Rows that are passed change sides. */
  private goAlong(step: number, tieStep: number): void {
    const { move, residual, tie, side, zero } = this;
    const change = this.slope(1) - this.slope(-1);
    for (let i = 0; i < move.length; i++) {
      const value = residual[i]! + step * move[i]!;
      residual[i] = value <= zero && value >= -zero ? 0 : value;
      tie[i]! += tieStep * move[i]!;
      const now = (residual[i]! || tie[i]!) < 0 ? -1 : 1;
      if (side[i]! * now >= 0) continue;
      side[i] = now;
      this.addToGradient(i, now * change);
    }
  }

  /** Adds a row, times a factor, to the gradient. */
  private addToGradient(row: number, factor: number): void {
    const { features } = this.rows;
    for (let k = 0; k < this.size; k++) this.gradient[k]! += factor * features[k]![row]!;
  }

  /** Computes everything anew from the rows met. */
  refresh(): void {
    const { features, target, settled } = this.rows;
    const { residual, tie, side, gradient, basis } = this;
    const found = inverseOf(
      Array.from(basis, (row) => Float64Array.from(features, (column) => column[row]!)),
    );
    for (const [k, column] of found.entries()) this.inverse[k]!.set(column);
    residual.set(target);
    subtractFitted(features, this.interpolating(target), residual);
    tie.set(this.ties);
    subtractFitted(features, this.interpolating(this.ties), tie);
    for (let i = 0; i < residual.length; i++) {
      if (Math.abs(residual[i]!) <= this.zero) residual[i] = 0;
      side[i] = (residual[i] || tie[i]!) < 0 ? -1 : 1;
    }
    for (const row of basis) side[row] = residual[row] = tie[row] = 0;
    gradient.set(settled);
    for (let k = 0; k < this.size; k++) {
      const column = features[k]!;
      let [above, below] = [0, 0];
      for (let i = 0; i < side.length; i++) {
        if (side[i]! > 0) above += column[i]!;
        else if (side[i]! < 0) below += column[i]!;
      }
      gradient[k]! += this.slope(1) * above + this.slope(-1) * below;
    }
  }

  private interpolating(target: Float64Array): Float64Array {
    const coefficients = new Float64Array(this.size);
    for (const [j, row] of this.basis.entries())
      for (let k = 0; k < this.size; k++) coefficients[k]! += this.inverse[j]![k]! * target[row]!;
    return coefficients;
  }

  private exchangeInverse(j: number, entering: number): void {
    const { inverse, size } = this;
    const row = Float64Array.from(this.rows.features, (column) => column[entering]!);
    const product = (column: Float64Array) => column.reduce((sum, value, k) => sum + value * row[k]!, 0);
    const pivot = inverse[j]!;
    const unit = 1 / product(pivot);
    for (let k = 0; k < size; k++) pivot[k]! *= unit;
    for (const [other, column] of inverse.entries()) {
      if (other === j) continue;
      const factor = product(column);
      if (factor !== 0) for (let k = 0; k < size; k++) column[k]! -= factor * pivot[k]!;
    }
  }
}

/** Room for what `approaching` finds, each as long as there are rows. */
export type Approaching = {
  items: Int32Array;
  first: Float64Array;
  second: Float64Array;
  weights: Float64Array;
};

export function roomForApproaching(rowCount: number): Approaching {
  const room = () => new Float64Array(rowCount);
  return { items: new Int32Array(rowCount), first: room(), second: room(), weights: room() };
}

function subtractFitted(
  features: readonly Float64Array[],
  coefficients: Float64Array,
  from: Float64Array,
): void {
  for (const [k, column] of features.entries()) {
    const coefficient = coefficients[k]!;
    for (let i = 0; i < from.length; i++) from[i]! -= coefficient * column[i]!;
  }
}
