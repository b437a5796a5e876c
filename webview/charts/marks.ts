import type { TopLevelSpec } from 'vega-lite';
import type { Cells, Cloud, MarkTable } from '../../src/protocol/index.js';
import type { Palette } from '../theme.js';
import { type Frame, type Scale, tickFormat, xPixel, yPixel } from './frame.js';
import { countInside } from './nearest.js';

/** One layer of a chart. Fields are always `c0`, `c1`, ...: a column's own name never reaches the parser. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];
export type Titles = { x: string; y: string };

const LABEL_SIZE = 11;
/** How a line number stands off its mark. */
const SIDES = {
  right: { dx: 10, align: 'left' },
  left: { dx: -10, align: 'right' },
  above: { dy: -15, align: 'center' },
};

/** The whole drawing from its layers: fixed margins, nothing fitted by itself, so that pixels are known before. */
export function chartSpec(frame: Frame, palette: Palette, layers: Layer[]): TopLevelSpec {
  return {
    width: frame.width,
    height: frame.height,
    autosize: { type: 'none' },
    padding: { left: frame.left, top: frame.top, right: frame.right, bottom: frame.bottom },
    background: 'transparent',
    config: {
      view: { stroke: null },
      font: palette.font,
      axis: { labelFontSize: LABEL_SIZE, titleFontSize: LABEL_SIZE, titleFontWeight: 'normal' },
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
    this.axes = axesOf(frame, palette, titles);
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

  /** Words at a place given in pixels of the plot. */
  label(text: string, at: { x: number; y: number }, look: { colour: string; weight?: number }): this {
    this.list.push({
      data: { values: [{}] },
      mark: {
        type: 'text',
        text,
        align: 'left',
        baseline: 'middle',
        fontSize: LABEL_SIZE,
        fontWeight: look.weight === 600 ? 600 : 400,
        color: look.colour,
      },
      encoding: { x: { value: at.x }, y: { value: at.y } },
    } as Layer);
    return this;
  }

  /** Rings round the flagged marks, and their line numbers where they hide the fewest rows. */
  flags(cloud: Pick<Cloud, 'x' | 'y' | 'mark'>, marks: MarkTable): this {
    const flagged = flaggedRows(cloud, marks);
    if (flagged.length === 0) return this;
    const ring = {
      type: 'point',
      size: 113,
      stroke: this.palette.look,
      strokeWidth: 2,
      filled: false,
      opacity: 1,
    };
    this.add(flagged, { ...ring, fill: 'transparent' });
    const text = { type: 'text', fontSize: LABEL_SIZE + 1, color: this.palette.look, baseline: 'middle' };
    const number = { text: { field: 'c2', type: 'quantitative', format: 'd' } };
    const sides = this.labelSides(flagged, cloud);
    for (const [side, offset] of Object.entries(SIDES)) {
      const rows = flagged.filter((_, i) => sides[i] === side);
      if (rows.length > 0) this.add(rows, { ...text, ...offset }, number);
    }
    return this;
  }

  /** For each flagged mark the side of it where the label fits and covers the fewest rows. */
  private labelSides(flagged: Row[], cloud: Pick<Cloud, 'x' | 'y'>): string[] {
    const { frame } = this;
    const pixels = {
      x: Float32Array.from(cloud.x, (x) => xPixel(frame, x)),
      y: Float32Array.from(cloud.y, (y) => yPixel(frame, y)),
    };
    return flagged.map((row) => {
      const width = String(row.c2).length * 8 + 2;
      const x = xPixel(frame, row.c0!);
      const y = yPixel(frame, row.c1!);
      const size = { width, height: 14 };
      const hidden = {
        right: x + 10 + width > frame.left + frame.width + frame.right ? 1e9 : 0,
        left: x - 10 - width < 0 ? 1e9 : 0.5,
        above: y - 22 < 0 ? 1e9 : 0.75,
      };
      hidden.right += countInside(pixels, { ...size, left: x + 9, top: y - 7 });
      hidden.left += countInside(pixels, { ...size, left: x - 9 - width, top: y - 7 });
      hidden.above += countInside(pixels, { ...size, left: x - width / 2, top: y - 23 });
      return Object.entries(hidden).sort((a, b) => a[1] - b[1])[0]![0];
    });
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

/** Horizontal hairlines only; the y name stands level above the axis, the x name ends under the last tick. */
function axesOf(frame: Frame, palette: Palette, titles: Titles): { x: object; y: object } {
  const text = { labelColor: palette.quiet, titleColor: palette.quiet };
  const x = {
    ...text,
    title: titles.x,
    grid: false,
    domainColor: palette.axis,
    tickColor: palette.axis,
    tickSize: 4,
    labelPadding: 4,
    labelFlush: false,
    labelOverlap: true,
    titleAlign: 'right',
    titleAnchor: 'end',
    titleX: frame.width,
    titleY: 25,
    titleBaseline: 'top',
    titleLimit: frame.width + frame.left,
  };
  const y = {
    ...text,
    title: titles.y,
    domain: false,
    ticks: false,
    grid: true,
    gridColor: palette.hairline,
    labelPadding: 8,
    labels: frame.left >= 30,
    titleAngle: 0,
    titleAlign: 'left',
    titleX: -frame.left,
    titleY: -frame.top + 12,
    titleBaseline: 'bottom',
    titleLimit: frame.width + frame.left,
  };
  return { x: channel('c0', frame.x, x), y: channel('c1', frame.y, y) };
}

function channel(field: string, scale: Scale, axis: object): object {
  return {
    field,
    type: 'quantitative',
    scale: { domain: [scale.low, scale.high], nice: false, zero: false },
    axis: { ...axis, values: [...scale.ticks], format: tickFormat(scale) },
  };
}
