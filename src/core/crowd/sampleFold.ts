import type { WalkedRows } from '../fit/walkedRows.js';
import type { RowSample } from './crowd.js';

/** Rows a sample has at most. */
const MOST_ROWS = 2_000;

/** Takes every k-th row, counted over all parts, so that the parts of a file give the sample of the whole. */
export class SampleFold {
  private readonly stride: number;
  private readonly actual: number[] = [];
  private readonly fitted: number[] = [];
  private readonly devianceResidual: number[] = [];
  private readonly standardised: number[] = [];

  /** `n` rows in all parts, of which `before` come before these. */
  constructor(
    n: number,
    private before: number,
  ) {
    this.stride = Math.ceil(n / MOST_ROWS);
  }

  add({ actual, fitted, devianceResidual, standardised }: WalkedRows): void {
    const { stride } = this;
    const first = (stride - (this.before % stride)) % stride;
    for (let i = first; i < fitted.length; i += stride) {
      this.actual.push(actual[i]!);
      this.fitted.push(fitted[i]!);
      this.devianceResidual.push(devianceResidual[i]!);
      this.standardised.push(standardised[i]!);
    }
    this.before += fitted.length;
  }

  result(): RowSample {
    return {
      actual: Float64Array.from(this.actual),
      fitted: Float64Array.from(this.fitted),
      devianceResidual: Float64Array.from(this.devianceResidual),
      standardised: Float64Array.from(this.standardised),
    };
  }
}
