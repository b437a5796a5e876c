import type { RowLines } from '../fit/fileRows.js';
import type { WalkOrder } from '../fit/rowPart.js';
import type { RowBlock } from '../fit/rowSource.js';
import type { AllRows } from '../fit/rowTable.js';
import type { WalkedRows } from '../fit/walkedRows.js';
import { BLOCK_ROWS } from '../table/table.js';
import { type Crowd, END_ROWS, NOTABLE_EACH } from './crowd.js';
import type { CrowdLoops } from './crowdLoops.js';
import { DecimalCounter } from './decimalCounts.js';
import { GrowingGrid } from './growingGrid.js';
import { type KeptRows, TopRows } from './keptRows.js';
import { PartialGrids } from './partialGrids.js';
import { QuantileCounter } from './quantileCounts.js';
import type { RowKeeper } from './rowStore.js';
import { SampleFold } from './sampleFold.js';

/** Grids begin with cells this many doublings under the size of what they count. */
const FINER = 40;
/** Cells of the residuals' counts are at most this share of sigma: no bin of a histogram is finer. */
const FINEST_BIN = 0.01;

/** Folds walked rows into a crowd. */
export class CrowdFold implements RowKeeper {
  private readonly trend: GrowingGrid;
  private readonly spread: GrowingGrid;
  private readonly fit: GrowingGrid;
  private readonly partials: PartialGrids;
  private readonly residuals: DecimalCounter;
  private readonly standardised: QuantileCounter;
  private readonly notable: readonly [TopRows, TopRows, TopRows];
  private readonly low: TopRows;
  private readonly high: TopRows;
  private readonly sample: SampleFold;
  private readonly hasPartials: boolean;
  /** For values that are only counted: nothing is allocated for a block. */
  private readonly room = new Float64Array(BLOCK_ROWS);
  /** The block at hand. */
  private block: RowBlock | null = null;
  private walked: WalkedRows | null = null;
  private readonly features: Float64Array[] = [];

  /** Null: plain loops. */
  constructor(
    private readonly order: WalkOrder,
    private readonly lines: RowLines,
    private readonly loops: CrowdLoops | null,
  ) {
    const { frame, solution, charted, before } = order;
    const finest = Array.from(frame.scale, (scale) => -Math.log2(scale) - FINER);
    const target = finest.at(-1)!;
    const sigma = Math.sqrt(solution.rss / solution.dfResidual) / frame.scale.at(-1)!;
    const residual = sigma > 0 ? Math.floor(Math.log2(sigma)) - FINER : target;
    this.hasPartials = frame.columns.length > 2;
    this.trend = new GrowingGrid({ across: target, up: residual }, loops);
    this.spread = new GrowingGrid({ across: target, up: -FINER }, loops);
    this.fit = new GrowingGrid({ across: this.fitAcross(finest), up: target }, loops);
    const columns = this.hasPartials ? charted : [];
    this.partials = new PartialGrids(columns, { across: finest, up: target }, loops);
    this.residuals = new DecimalCounter(Math.floor(Math.log10(FINEST_BIN * (sigma > 0 ? sigma : 1))), loops);
    this.standardised = new QuantileCounter(charted.length, loops);
    const top = (size: number) => new TopRows(size, charted.length, loops);
    this.notable = [top(NOTABLE_EACH), top(NOTABLE_EACH), top(NOTABLE_EACH)];
    this.low = top(END_ROWS);
    this.high = top(END_ROWS);
    this.sample = new SampleFold(solution.n, before.used);
  }

  /** Takes the walked rows of a block; blocks come in file order. */
  absorb(block: RowBlock, walked: WalkedRows): void {
    const { fitted, devianceResidual, standardised } = walked;
    this.trend.add(fitted, devianceResidual);
    this.spread.add(fitted, this.rootSizes(standardised));
    this.fit.add(this.acrossFit(block, walked), walked.actual);
    this.partials.add(walked);
    this.residuals.add(devianceResidual);
    this.sample.add(walked);
    this.block = block;
    this.walked = walked;
    for (let k = 0; k < this.order.charted.length; k++) this.features[k] = this.featureValues(walked, k);
    this.standardised.add(standardised, this);
    this.notable[0].add(walked.studentised, 0, this);
    this.notable[1].add(walked.cooksDistance, 0, this);
    this.notable[2].add(walked.leverage, 0, this);
    this.low.add(standardised, -1, this);
    this.high.add(standardised, 1, this);
  }

  result(): Crowd {
    const [studentised, cooksDistance, leverage] = this.notable;
    const named = (rows: KeptRows) => this.named(rows);
    const standardised = this.standardised.result();
    named(standardised.examples);
    return {
      trend: this.trend.result(),
      spread: this.spread.result(),
      fit: this.fit.result(),
      partials: this.partials.result(),
      residuals: this.residuals.result(),
      standardised,
      sample: this.sample.result(),
      notable: [named(studentised.result()), named(cooksDistance.result()), named(leverage.result())],
      ends: { low: named(this.low.result()), high: named(this.high.result()) },
    };
  }

  private fitAcross(finest: readonly number[]): number {
    if (this.hasPartials) return finest.at(-1)!;
    return finest.length === 2 ? finest[0]! : 0;
  }

  /** x of the chart of the fit. */
  private acrossFit(block: RowBlock, walked: WalkedRows): Float64Array {
    if (this.hasPartials) return walked.fitted;
    if (this.order.charted.length === 1) return this.featureValues(walked, 0);
    return walked.fitted.map((_, i) => this.rowAt(block, walked, i) + 1);
  }

  private featureValues({ column }: WalkedRows, k: number): Float64Array {
    return column(this.order.charted[k]!.column);
  }

  private rootSizes(values: Float64Array): Float64Array {
    const { loops, room } = this;
    if (loops?.reaches(values)) return loops.rootSizes(values);
    for (let i = 0; i < values.length; i++) room[i] = Math.sqrt(Math.abs(values[i]!));
    return room.subarray(0, values.length);
  }

  private rowAt({ start }: RowBlock, { places }: WalkedRows, i: number): number {
    return this.order.before.rows + start + (places === null ? i : places[i]!);
  }

  /** Keeps rows of the block at hand, but for their lines. */
  keep({ table, features: kept }: AllRows, place: number, i: number): void {
    const { features } = this;
    const [block, walked] = [this.block!, this.walked!];
    table.row[place] = this.rowAt(block, walked, i);
    table.actual[place] = walked.actual[i]!;
    table.fitted[place] = walked.fitted[i]!;
    table.residual[place] = walked.residual[i]!;
    table.devianceResidual[place] = walked.devianceResidual[i]!;
    table.leverage[place] = walked.leverage[i]!;
    table.studentised[place] = walked.studentised[i]!;
    table.cooksDistance[place] = walked.cooksDistance[i]!;
    for (let k = 0; k < features.length; k++) kept[k]![place] = features[k]![i]!;
  }

  /** Fills in the lines: most rows that are kept for a while go again. */
  private named(rows: KeptRows): KeptRows {
    const { before } = this.order;
    const { row, firstLine, lastLine } = rows.table;
    for (let i = 0; i < row.length; i++) {
      firstLine[i] = this.lines.firstLine(row[i]! - before.rows) + before.lines;
      lastLine[i] = this.lines.lastLine(row[i]! - before.rows) + before.lines;
    }
    return rows;
  }
}
