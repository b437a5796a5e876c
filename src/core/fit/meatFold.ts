import type { MeatKind } from '../judge/covarianceKind.js';
import { multiplyRows } from './framedRows.js';
import type { WalkOrder } from './rowPart.js';
import { addSpread, orthonormalRows } from './spread.js';
import type { WalkedRows } from './walkedRows.js';

/**
 * Gathers the middle of a sandwich that was asked for, `Q' diag(w) Q` in the frame. Plain loops on top of the walk:
 * nobody who has not asked pays for it.
 */
export class MeatFold {
  private readonly spread: Float64Array;

  constructor(
    private readonly kind: MeatKind,
    private readonly order: WalkOrder,
  ) {
    this.spread = new Float64Array(order.solution.kept.length ** 2);
  }

  absorb(walked: WalkedRows): void {
    const { solution } = this.order;
    const rowCount = walked.residual.length;
    const kept = solution.kept.map((_, k) => k);
    const values = this.centred(walked);
    if (walked.roots !== null) multiplyRows({ values, rowCount }, walked.roots);
    addSpread(
      this.spread,
      orthonormalRows({ ...solution, kept }, { values, rowCount }),
      this.weights(walked),
    );
  }

  result(): Float64Array {
    return this.spread;
  }

  /** The kept columns about their centres, in the frame. */
  private centred({ column, residual }: WalkedRows): Float64Array {
    const { frame, solution } = this.order;
    const first = frame.hasIntercept ? 1 : 0;
    const count = residual.length;
    const values = new Float64Array(solution.kept.length * count);
    for (const [k, place] of solution.kept.entries()) {
      const to = values.subarray(k * count, (k + 1) * count);
      if (place < first) {
        to.fill(1);
        continue;
      }
      const from = column(place - first);
      const [about, unit] = [frame.shift[place - first]!, frame.scale[place - first]!];
      const centre = solution.centre[k]!;
      for (let i = 0; i < count; i++) to[i] = (from[i]! - about) * unit - centre;
    }
    return values;
  }

  private weights({ devianceResidual, leverage }: WalkedRows): Float64Array {
    const unit = this.order.frame.scale.at(-1)!;
    return devianceResidual.map((value, i) => {
      const square = (value * unit) ** 2;
      return this.kind === 'hc0' ? square : square / (1 - leverage[i]!);
    });
  }
}
