import type { WalkedRows } from '../fit/walkedRows.js';
import { BLOCK_ROWS } from '../table/table.js';
import type { CrowdLoops, PartialCharts, PartialColumn, PartialLine, PartialRows } from './crowdLoops.js';
import { type GridCounts, GrowingGrid } from './growingGrid.js';

type CountedRows = Pick<WalkedRows, 'column' | 'residual'>;

/** Counts features and their partial residuals, a grid to a feature. */
export class PartialGrids {
  private readonly grids: readonly GrowingGrid[];
  private readonly charts: PartialCharts | null;
  /** For values that are only counted: nothing is allocated for a block. */
  private readonly room = new Float64Array(BLOCK_ROWS);

  /** @param finest the exponents of the finest cells there may be, across those of the frame's columns */
  constructor(
    private readonly columns: readonly PartialColumn[],
    finest: { across: readonly number[]; up: number },
    private readonly loops: CrowdLoops | null,
  ) {
    const { across, up } = finest;
    this.grids = columns.map(({ column }) => new GrowingGrid({ across: across[column]!, up }, loops));
    this.charts = loops?.partialCharts(columns) ?? null;
    this.grids.forEach((grid, k) => {
      this.charts?.place(k, grid.grid());
    });
  }

  add(walked: CountedRows): void {
    const { charts, columns } = this;
    if (charts === null || !this.loops!.reaches(walked.residual))
      for (let k = 0; k < columns.length; k++) this.addFrom(k, walked, 0);
    else this.addTogether(charts, walked);
  }

  result(): GridCounts[] {
    return this.grids.map((grid) => grid.result());
  }

  private addTogether(charts: PartialCharts, walked: CountedRows): void {
    let stop = charts.count(0, walked.residual);
    while (stop !== null) {
      const { chart, done } = stop;
      this.addFrom(chart, walked, done);
      charts.place(chart, this.grids[chart]!.grid());
      stop = charts.count(chart + 1, walked.residual);
    }
  }

  private addFrom(k: number, { column, residual }: CountedRows, done: number): void {
    const rows = { x: column(this.columns[k]!.column), residual };
    this.grids[k]!.addAllFrom(rows.x, this.partialResiduals(rows, k), done);
  }

  private partialResiduals(rows: PartialRows, k: number): Float64Array {
    const { loops, room } = this;
    const { x, residual } = rows;
    if (loops?.reaches(x) && loops.reaches(residual)) return loops.partialResiduals(rows, this.columns[k]!);
    return partialResiduals(rows, this.columns[k]!, room.subarray(0, x.length));
  }
}

/** Writes them to `partial`, and returns it. */
export function partialResiduals(
  { x, residual }: PartialRows,
  { slope, mean, height }: PartialLine,
  partial: Float64Array,
): Float64Array {
  for (let i = 0; i < partial.length; i++) partial[i] = height + slope * (x[i]! - mean) + residual[i]!;
  return partial;
}
