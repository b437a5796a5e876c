import type { WalkedRows } from '../fit/walkedRows.js';
import type { RowSample } from './crowd.js';

/** Rows a sample has at most. */
const MOST_ROWS = 2_000;

const NAMES = [
  'actual',
  'fitted',
  'devianceResidual',
  'standardised',
  'leverage',
  'studentised',
  'cooksDistance',
] as const satisfies readonly (keyof RowSample)[];

/** Takes every k-th row, counted over all parts, so that the parts of a file give the sample of the whole. */
export class SampleFold {
  private readonly stride: number;
  private readonly taken = new Map(NAMES.map((name) => [name, [] as number[]]));

  /** `n` rows in all parts, of which `before` come before these. */
  constructor(
    n: number,
    private before: number,
  ) {
    this.stride = Math.ceil(n / MOST_ROWS);
  }

  add(walked: WalkedRows): void {
    const { stride } = this;
    const { length } = walked.fitted;
    const first = (stride - (this.before % stride)) % stride;
    for (const [name, taken] of this.taken) {
      const values = walked[name];
      for (let i = first; i < length; i += stride) taken.push(values[i]!);
    }
    this.before += length;
  }

  result(): RowSample {
    const values = (name: (typeof NAMES)[number]) => Float64Array.from(this.taken.get(name)!);
    return {
      actual: values('actual'),
      fitted: values('fitted'),
      devianceResidual: values('devianceResidual'),
      standardised: values('standardised'),
      leverage: values('leverage'),
      studentised: values('studentised'),
      cooksDistance: values('cooksDistance'),
    };
  }
}
