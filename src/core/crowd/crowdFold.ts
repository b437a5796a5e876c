import { valuesAt } from '../fit/completeRows.js';
import type { ChartedFeature, WalkOrder } from '../fit/rowPart.js';
import type { RowBlock, RowSource } from '../fit/rowSource.js';
import type { WalkedRows } from '../fit/walkedRows.js';
import { BLOCK_ROWS } from '../table/table.js';
import { type Crowd, END_ROWS, NOTABLE_EACH } from './crowd.js';
import { DecimalCounter } from './decimalCounts.js';
import { GrowingGrid } from './growingGrid.js';
import { type KeptRow, TopRows } from './keptRows.js';
import { QuantileCounter } from './quantileCounts.js';
import { SampleFold } from './sampleFold.js';

/** Grids begin with cells this many doublings under the size of what they count. */
const FINER = 40;
/** Cells of the residuals' counts are at most this share of sigma: no bin of a histogram is finer. */
const FINEST_BIN = 0.01;

/** Folds walked rows into a crowd. */
export class CrowdFold {
  private readonly trend: GrowingGrid;
  private readonly spread: GrowingGrid;
  private readonly fit: GrowingGrid;
  private readonly partials: readonly GrowingGrid[];
  private readonly residuals: DecimalCounter;
  private readonly standardised = new QuantileCounter();
  private readonly notable = [1, 2, 3].map(() => new TopRows(NOTABLE_EACH)) as [TopRows, TopRows, TopRows];
  private readonly low = new TopRows(END_ROWS);
  private readonly high = new TopRows(END_ROWS);
  private readonly sample: SampleFold;
  private readonly hasPartials: boolean;
  /** For values that are only counted: nothing is allocated for a block. */
  private readonly room = new Float64Array(BLOCK_ROWS);

  constructor(
    private readonly order: WalkOrder,
    private readonly lines: RowSource['lines'],
  ) {
    const { frame, solution, charted, before } = order;
    const finest = Array.from(frame.scale, (scale) => -Math.log2(scale) - FINER);
    const target = finest.at(-1)!;
    const sigma = Math.sqrt(solution.rss / solution.dfResidual) / frame.scale.at(-1)!;
    const residual = sigma > 0 ? Math.floor(Math.log2(sigma)) - FINER : target;
    this.hasPartials = frame.columns.length > 2;
    this.trend = new GrowingGrid({ across: target, up: residual });
    this.spread = new GrowingGrid({ across: target, up: -FINER });
    this.fit = new GrowingGrid({ across: this.fitAcross(finest), up: target });
    this.partials = this.hasPartials
      ? charted.map(({ column }) => new GrowingGrid({ across: finest[column]!, up: target }))
      : [];
    this.residuals = new DecimalCounter(Math.floor(Math.log10(FINEST_BIN * (sigma > 0 ? sigma : 1))));
    this.sample = new SampleFold(solution.n, before.used);
  }

  /** Takes the walked rows of a block; blocks come in file order. */
  absorb(block: RowBlock, walked: WalkedRows): void {
    const { fitted, residual, standardised } = walked;
    this.trend.add(fitted, residual);
    this.spread.add(fitted, rootSizes(standardised, this.room));
    this.fit.add(this.acrossFit(block, walked), walked.actual);
    this.partials.forEach((grid, k) => {
      const x = this.featureValues(block, walked, k);
      grid.add(x, partialResiduals({ x, residual, room: this.room }, this.order.charted[k]!));
    });
    this.residuals.add(residual);
    this.sample.add(walked);
    const keep = (i: number, key: number) => this.describe(block, walked, { i, key });
    this.standardised.add(standardised, keep);
    this.notable[0].addSizes(walked.studentised, keep);
    this.notable[1].addSizes(walked.cooksDistance, keep);
    this.notable[2].addSizes(walked.leverage, keep);
    this.low.add(standardised, -1, keep);
    this.high.add(standardised, 1, keep);
  }

  result(): Crowd {
    const [studentised, cooksDistance, leverage] = this.notable;
    return {
      trend: this.trend.result(),
      spread: this.spread.result(),
      fit: this.fit.result(),
      partials: this.partials.map((grid) => grid.result()),
      residuals: this.residuals.result(),
      standardised: this.standardised.result(),
      sample: this.sample.result(),
      notable: [studentised.result(), cooksDistance.result(), leverage.result()],
      ends: { low: this.low.result(), high: this.high.result() },
    };
  }

  private fitAcross(finest: readonly number[]): number {
    if (this.hasPartials) return finest.at(-1)!;
    return finest.length === 2 ? finest[0]! : 0;
  }

  /** x of the chart of the fit. */
  private acrossFit(block: RowBlock, walked: WalkedRows): Float64Array {
    if (this.hasPartials) return walked.fitted;
    if (this.order.charted.length === 1) return this.featureValues(block, walked, 0);
    return walked.fitted.map((_, i) => this.rowAt(block, walked, i) + 1);
  }

  private featureValues(block: RowBlock, { places }: WalkedRows, k: number): Float64Array {
    return valuesAt(block.columns[this.order.charted[k]!.column]!, places, block.rowCount);
  }

  private rowAt({ start }: RowBlock, { places }: WalkedRows, i: number): number {
    return this.order.before.rows + start + (places === null ? i : places[i]!);
  }

  private describe(block: RowBlock, walked: WalkedRows, { i, key }: { i: number; key: number }): KeptRow {
    const { before, charted } = this.order;
    const row = this.rowAt(block, walked, i);
    const local = row - before.rows;
    return {
      key,
      row,
      firstLine: this.lines.firstLine(local) + before.lines,
      lastLine: this.lines.lastLine(local) + before.lines,
      actual: walked.actual[i]!,
      fitted: walked.fitted[i]!,
      residual: walked.residual[i]!,
      leverage: walked.leverage[i]!,
      studentised: walked.studentised[i]!,
      cooksDistance: walked.cooksDistance[i]!,
      features: charted.map(({ column }) => block.columns[column]![local - block.start]!),
    };
  }
}

function partialResiduals(
  { x, residual, room }: { x: Float64Array; residual: Float64Array; room: Float64Array },
  { slope, mean, height }: ChartedFeature,
): Float64Array {
  for (let i = 0; i < x.length; i++) room[i] = height + slope * (x[i]! - mean) + residual[i]!;
  return room.subarray(0, x.length);
}

function rootSizes(values: Float64Array, room: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) room[i] = Math.sqrt(Math.abs(values[i]!));
  return room.subarray(0, values.length);
}
