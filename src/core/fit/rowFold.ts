import { mergeTallies, NO_TALLY, tallyOf } from '../advice/targetTally.js';
import { CrowdFold } from '../crowd/crowdFold.js';
import type { CrowdLoops } from '../crowd/crowdLoops.js';
import { nextAbove } from '../crowd/keptRows.js';
import { type ErrorSums, errorSums, mergeErrors } from '../judge/errorSums.js';
import { LEVERAGE_ONE } from '../judge/influence.js';
import { mergeNeighbourSteps, NO_STEPS, neighbourSteps } from '../judge/neighbourSteps.js';
import { NO_PEAK, type Peak, raisePeak } from '../judge/peak.js';
import { mergeResidualMoments, NO_MOMENTS, residualMoments } from '../judge/residualMoments.js';
import { rowsOfBlock } from './blockRows.js';
import type { RowLines } from './fileRows.js';
import { MeatFold } from './meatFold.js';
import { mergeNamed, NAMED_LINES, type NamedRows, NO_ROWS } from './namedRows.js';
import { mergePredictive, NO_PREDICTIVE_SUMS, predictiveSums } from './predictiveSums.js';
import type { WalkOrder } from './rowPart.js';
import type { RowBlock } from './rowSource.js';
import type { RowSummary } from './rowSummary.js';
import { type AllRows, mergeRows } from './rowTable.js';
import type { WalkedRows, WalkSums } from './walkedRows.js';

/** A fitted count under this is 0 for all that can be told. */
const ALL_BUT_ZERO = 1e-8;

/** Folds walked rows into a summary: the rows themselves while they are few, else what is known of their crowd. */
export class RowFold {
  private readonly pieces: AllRows[] = [];
  private readonly crowd: CrowdFold | null;
  private readonly meat: MeatFold | null;
  private readonly sigma: number;
  private moments = NO_MOMENTS;
  private steps = NO_STEPS;
  private leverage = NO_PEAK;
  private cooksDistance = NO_PEAK;
  private leverageOne = NO_ROWS;
  private vanishing = NO_ROWS;
  private exponentials = 0;
  private errors: ErrorSums;
  private predictive = NO_PREDICTIVE_SUMS;
  private target = NO_TALLY;
  /** Of the block at hand: its first row, and the places of the rows walked over. */
  private start = 0;
  private places: WalkedRows['places'] = null;

  /** Null: plain loops. */
  constructor(
    private readonly order: WalkOrder,
    private readonly lines: RowLines,
    private readonly loops: CrowdLoops | null,
  ) {
    const { solution, frame, meat } = order;
    // Any unit serves where no residual is left.
    this.sigma = Math.sqrt(solution.rss / solution.dfResidual) / frame.scale.at(-1)! || 1;
    this.errors = { unit: this.sigma, absolute: 0, squares: 0 };
    this.meat = meat === null ? null : new MeatFold(meat, order);
    this.crowd = order.keepsAll ? null : new CrowdFold(order, lines, loops);
  }

  /** Takes the walked rows of a block; blocks come in file order. */
  absorb(block: RowBlock, walked: WalkedRows): void {
    const { devianceResidual, leverage } = walked;
    // Laplace's noise has another shape: its residuals are judged as normal scores.
    if (this.order.noise?.kind === 'quantile') this.addResiduals(walked.standardised, 1);
    else this.addResiduals(devianceResidual, this.sigma);
    this.addErrors(walked.residual);
    const { link, noise, belowZero: reach } = this.order;
    if (link === null && noise === null) {
      const found = predictiveSums(walked, { unit: this.errors.unit, reach }, this.loops);
      this.predictive = mergePredictive(this.predictive, found);
      this.target = mergeTallies(this.target, tallyOf(walked.actual, this.target, this.loops));
    }
    const { lineAt } = this;
    this.start = block.start;
    this.places = walked.places;
    this.leverage = this.raise(this.leverage, leverage);
    this.cooksDistance = this.raise(this.cooksDistance, walked.cooksDistance);
    this.meat?.absorb(walked);
    if ((this.leverage.values.at(-1) ?? 0) >= LEVERAGE_ONE) {
      const found = rowsWhere(leverage, (value) => value >= LEVERAGE_ONE, lineAt);
      this.leverageOne = mergeNamed(this.leverageOne, found);
    }
    const { logBase } = this.order;
    if (logBase !== null) for (const value of walked.residual) this.exponentials += Math.exp(logBase * value);
    if (this.order.link === 'log') {
      const found = rowsWhere(walked.fitted, (value) => value < ALL_BUT_ZERO, lineAt);
      this.vanishing = mergeNamed(this.vanishing, found);
    }
    if (this.crowd !== null) this.crowd.absorb(block, walked);
    else this.pieces.push(rowsOfBlock(block, walked, { ...this.order, lines: this.lines }));
  }

  result(sums: WalkSums): RowSummary {
    const { moments, steps, leverage, cooksDistance, leverageOne, vanishing, exponentials } = this;
    const { errors, predictive, target } = this;
    return {
      sums: {
        ...{ ...sums, moments, steps, leverage, cooksDistance, leverageOne, vanishing, exponentials },
        ...{ errors, predictive, target },
        meat: this.meat?.result() ?? null,
      },
      rows: this.pieces.length === 0 ? null : mergeRows(this.pieces),
      crowd: this.crowd?.result() ?? null,
    };
  }

  private addResiduals(residual: Float64Array, sigma: number): void {
    const { loops } = this;
    const n = residual.length;
    if (loops === null || !loops.reaches(residual) || n === 0) {
      this.moments = mergeResidualMoments(this.moments, residualMoments(residual, sigma));
      this.steps = mergeNeighbourSteps(this.steps, neighbourSteps(residual, sigma));
      return;
    }
    const { steps: sum, ...powers } = loops.sumPowers(residual, sigma);
    const ends = { first: residual[0]! / sigma, last: residual[n - 1]! / sigma };
    this.moments = mergeResidualMoments(this.moments, { n, ...powers });
    this.steps = mergeNeighbourSteps(this.steps, { count: n, sum, ...ends });
  }

  private addErrors(residual: Float64Array): void {
    const { loops, sigma } = this;
    const sums = loops?.reaches(residual) ? loops.sumErrors(residual, sigma) : errorSums(residual, sigma);
    this.errors = mergeErrors(this.errors, sums);
  }

  private raise(peak: Peak, values: Float64Array): Peak {
    const { lineAt, loops } = this;
    const above = (from: number, limit: number) => nextAbove(values, { from, limit, sign: 1 }, loops);
    return raisePeak(peak, values, { nextAbove: above, lineAt });
  }

  /** Of a row of the block at hand. */
  private readonly lineAt = (i: number): number => {
    const row = this.start + (this.places === null ? i : this.places[i]!);
    return this.lines.firstLine(row) + this.order.before.lines;
  };
}

function rowsWhere(
  values: Float64Array,
  isMeant: (value: number) => boolean,
  lineAt: (i: number) => number,
): NamedRows {
  let count = 0;
  const lines: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!isMeant(values[i]!)) continue;
    count++;
    if (lines.length < NAMED_LINES) lines.push(lineAt(i));
  }
  return { count, lines };
}
