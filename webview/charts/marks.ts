import type { TopLevelSpec } from 'vega-lite';
import type { Cells, Cloud, MarkTable } from '../../src/protocol/index.js';
import type { Palette } from '../theme.js';
import { axesOf } from './axes.js';
import { ALL_SIDES, LABEL_OFFSETS, type LabelSide, labelSides } from './flagLabels.js';
import type { Frame } from './frame.js';

/** One layer of a chart. Fields are always `c0`, `c1`, ...: a column's own name never reaches the parser. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];
export type Titles = { x: string; y: string };

const LABEL_SIZE = 11;
const FLAG_SIZE = 12;

/** The whole drawing from its layers: fixed margins, nothing fitted by itself, so that pixels are known before. */
export function chartSpec(frame: Omit<Frame, 'x' | 'y'>, palette: Palette, layers: Layer[]): TopLevelSpec {
  return {
    width: frame.width,
    height: frame.height,
    autosize: { type: 'none' },
    padding: { left: frame.left, top: frame.top, right: frame.right, bottom: frame.bottom },
    background: 'transparent',
    config: {
      view: { stroke: null },
      font: palette.font,
      axis: { labelFontSize: LABEL_SIZE },
      // The panel says in words what a chart shows; a description of every mark would only be slow.
      aria: false,
    },
    layer: layers,
  };
}

/** Builds layers that share the axes of one frame. */
export class Layers {
  private readonly axes: { x: object; y: object };
  readonly list: Layer[] = [];

  constructor(
    private readonly frame: Frame,
    private readonly palette: Palette,
    titles: Titles,
  ) {
    this.axes = axesOf(frame, palette);
    this.titles(titles);
  }

  /** Rows of a cloud: cells where they are too many, points, and rings with line numbers round the flagged. */
  cloud(cloud: Cloud, marks: MarkTable, size: { rowCount: number; scale?: number }): this {
    if (cloud.cells) this.cells(cloud.cells);
    else this.points(cloud, size);
    return this.flags(cloud, marks);
  }

  /** A line in ink over a soft edge of background, so that it reads inside a crowd. */
  line(x: ArrayLike<number>, y: ArrayLike<number>, colour = this.palette.ink): this {
    const values = rowsOf(x, y);
    this.add(values, { type: 'line', stroke: this.palette.ground, strokeWidth: 4, strokeOpacity: 0.5 });
    return this.add(values, { type: 'line', stroke: colour, strokeWidth: 2 });
  }

  /** Where good lies: thin and dashed. */
  reference(x: ArrayLike<number>, y: ArrayLike<number>): this {
    const mark = {
      type: 'line',
      stroke: this.palette.ink,
      strokeWidth: 1,
      strokeDash: [4, 3],
      strokeOpacity: 0.75,
    };
    return this.add(rowsOf(x, y), mark);
  }

  /** An area between two curves, with edges of 1 px where asked for or where contrast is high. */
  band(
    x: ArrayLike<number>,
    [low, high]: readonly [ArrayLike<number>, ArrayLike<number>],
    look: { fill: number; edge: number },
  ): this {
    const y2 = { y2: { field: 'c2' } };
    this.add(rowsOf(x, low, high), { type: 'area', fill: this.palette.ink, fillOpacity: look.fill }, y2);
    if (look.edge === 0) return this;
    const edge = { type: 'line', stroke: this.palette.ink, strokeWidth: 1, strokeOpacity: look.edge };
    return this.add(rowsOf(x, low), edge).add(rowsOf(x, high), edge);
  }

  /** Upright bars from zero. */
  bars(edges: ArrayLike<number>, height: ArrayLike<number>): this {
    const values = Array.from(height, (value, i) => ({ c0: edges[i]!, c1: value, c2: edges[i + 1]!, c3: 0 }));
    const mark = {
      type: 'rect',
      fill: this.palette.rows,
      fillOpacity: this.palette.kind === 'light' ? 0.6 : 0.65,
      stroke: this.palette.ground,
      strokeWidth: 1,
    };
    return this.add(values, mark, { x2: { field: 'c2' }, y2: { field: 'c3' } });
  }

  /** Residuals of all rows as thin upright lines from the row to the model. */
  sticks(x: ArrayLike<number>, y: ArrayLike<number>, modelY: ArrayLike<number>): this {
    const mark = { type: 'rule', stroke: this.palette.rows, strokeWidth: 1, strokeOpacity: 0.55 };
    return this.add(rowsOf(x, y, modelY), mark, { y2: { field: 'c2' } });
  }

  /** Words at a place given in pixels of the plot. They travel as data: nothing parses them, whatever they are. */
  label(text: string, at: { x: number; y: number }, look: LabelLook): this {
    const { colour, weight = 400, align = 'left', baseline = 'middle', limit = 0 } = look;
    const font = { fontSize: LABEL_SIZE, fontWeight: weight, color: colour };
    this.list.push({
      data: { values: [{ c0: text }] },
      mark: { type: 'text', align, baseline, limit, ...font },
      encoding: { x: { value: at.x }, y: { value: at.y }, text: { field: 'c0', type: 'nominal' } },
    });
    return this;
  }

  /** Rings round the flagged marks, and their line numbers where they hide the least. */
  flags(
    cloud: Pick<Cloud, 'x' | 'y' | 'mark'>,
    marks: MarkTable,
    sides: readonly LabelSide[] = ALL_SIDES,
  ): this {
    const flagged = flaggedRows(cloud, marks);
    if (flagged.length === 0) return this;
    const { look } = this.palette;
    const ring = { type: 'point', size: 113, stroke: look, strokeWidth: 2, fill: 'transparent', opacity: 1 };
    this.add(flagged, ring);
    const number = { text: { field: 'c2', type: 'quantitative', format: 'd' } };
    const chosen = labelSides(this.frame, { flagged, cloud, sides });
    for (const side of sides) {
      const rows = flagged.filter((_, i) => chosen[i] === side);
      const text = {
        type: 'text',
        fontSize: FLAG_SIZE,
        color: look,
        baseline: 'middle',
        ...LABEL_OFFSETS[side],
      };
      if (rows.length > 0) this.add(rows, text, number);
    }
    return this;
  }

  /** The y name stands level above the axis, the x name ends under the last tick. Names are never turned. */
  private titles(titles: Titles): void {
    const { width, height, left, top } = this.frame;
    const look = { colour: this.palette.quiet, limit: width + left };
    this.label(titles.x, { x: width, y: height + 25 }, { ...look, align: 'right', baseline: 'top' });
    this.label(titles.y, { x: -left, y: 12 - top }, { ...look, baseline: 'bottom' });
  }

  private points(cloud: Cloud, size: { rowCount: number; scale?: number }): void {
    const look = pointLook(size.rowCount, this.palette);
    const mark = { type: 'point', ...look, size: look.size * (size.scale ?? 1) ** 2 };
    this.add(rowsOf(cloud.x, cloud.y), mark);
  }

  private cells(cells: Cells): void {
    const most = Math.log1p(cells.count.reduce((a, b) => Math.max(a, b), 0));
    const values = Array.from(cells.left, (left, i) => ({
      c0: left,
      c1: cells.bottom[i]!,
      c2: left + cells.width,
      c3: cells.bottom[i]! + cells.height,
      c4: 0.12 + 0.8 * (Math.log1p(cells.count[i]!) / most),
    }));
    this.add(
      values,
      { type: 'rect', fill: this.palette.rows, stroke: null },
      {
        x2: { field: 'c2' },
        y2: { field: 'c3' },
        fillOpacity: { field: 'c4', type: 'quantitative', scale: null, legend: null },
      },
    );
  }

  private add(values: Row[], mark: object, encoding: object = {}): this {
    this.list.push({ data: { values }, mark, encoding: { ...this.axes, ...encoding } } as Layer);
    return this;
  }
}

/** How a row is drawn: fill and thin stroke, so both crowds and loners read. */
export function pointLook(rowCount: number, palette: Palette): PointLook {
  const colour = { fill: palette.rows, stroke: palette.rows, opacity: 1 };
  if (rowCount < 200) return { ...colour, size: area(3), fillOpacity: 0.5, strokeWidth: 0.8 };
  if (rowCount >= 2000) return { ...colour, size: area(1.5), fillOpacity: 0.2, strokeWidth: 0 };
  const fillOpacity = palette.kind === 'dark' ? 0.34 : palette.kind === 'light' ? 0.28 : 0.6;
  return { ...colour, size: area(2.6), fillOpacity, strokeWidth: 0.8 };
}

/** Titles a chart says of a column: `price, kUSD`. */
export function titleOf(column: { label: string; unit: string | null }): string {
  return column.unit === null ? column.label : `${column.label}, ${column.unit}`;
}

type LabelLook = {
  colour: string;
  weight?: 400 | 600;
  align?: 'left' | 'right';
  baseline?: 'top' | 'middle' | 'bottom';
  /** Longer words end in an ellipsis; 0 for no limit. */
  limit?: number;
};

type Row = Record<string, number>;
type PointLook = {
  fill: string;
  stroke: string;
  opacity: number;
  size: number;
  fillOpacity: number;
  strokeWidth: number;
};

function rowsOf(...columns: readonly ArrayLike<number>[]): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < columns[0]!.length; i++) {
    const row: Row = {};
    for (let k = 0; k < columns.length; k++) row[`c${k}`] = columns[k]![i]!;
    rows.push(row);
  }
  return rows;
}

function flaggedRows(cloud: Pick<Cloud, 'x' | 'y' | 'mark'>, marks: MarkTable): Row[] {
  const wanted = new Set(marks.flagged);
  const rows: Row[] = [];
  for (let i = 0; i < cloud.mark.length; i++) {
    const mark = cloud.mark[i]!;
    if (wanted.has(mark)) rows.push({ c0: cloud.x[i]!, c1: cloud.y[i]!, c2: marks.firstLine[mark]! });
  }
  return rows;
}

function area(radius: number): number {
  return Math.PI * radius * radius;
}
