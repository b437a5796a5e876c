import type { TopLevelSpec } from 'vega-lite';
import type { Palette } from '../../theme.js';
import type { Frame } from '../frame.js';
import { chartSpec, type Layer } from '../marks.js';
import { type LiveScale, placeOn } from './liveScale.js';

/** Where a live chart stands and what its sides stand for. */
export type LiveFrame = Omit<Frame, 'x' | 'y'> & { x: LiveScale; y: LiveScale };

export type Row = { c0: number; c1: number; c2?: number };
/** Words at a place in pixels of the plot. */
export type Tag = {
  text: string;
  x: number;
  y: number;
  colour: string;
  align: 'left' | 'right';
  weight: number;
};
export type LiveLine = { name: string; colour: string; width: number; opacity?: number; dash?: number[] };

/** A picture whose data and scales may be replaced while it stands; `key` says when it must be painted anew. */
export type LivePicture = {
  key: string;
  frame: LiveFrame;
  spec(): TopLevelSpec;
  data: Readonly<Record<string, readonly object[]>>;
  signals: Readonly<Record<string, unknown>>;
};

/** An upright bar, from 0 up. */
export type LiveBar = { c0: number; c1: number; c2: number };

export type LiveParts = {
  frame: LiveFrame;
  /** Behind the lines; absent for a chart without. */
  bars?: readonly LiveBar[] | undefined;
  palette: Palette;
  titles: { x: string | null; y: string };
  lines: readonly (LiveLine & { rows: readonly Row[] })[];
  dots: readonly (Row & { colour: string })[];
  tags: readonly Tag[];
};

const LABEL_SIZE = 11;

/** Joins lines, dots and tags into one picture. */
export function livePicture(parts: LiveParts): LivePicture {
  const { frame, palette, titles, lines } = parts;
  const data: Record<string, readonly object[]> = {
    ends: parts.dots.map(({ c0, c1, colour }) => ({ c0, c1, c3: colour })),
    tags: parts.tags.map(tagRow),
  };
  if (parts.bars !== undefined) data.bars = parts.bars;
  for (const { name, rows } of lines) data[name] = rows;
  const signals = signalsOf(frame);
  const { width, height } = frame;
  return {
    key: JSON.stringify([
      width,
      height,
      frame.x.isLog,
      frame.y.isLog,
      titles,
      palette,
      lines.map((line) => line.name),
      parts.bars === undefined,
    ]),
    ...{ frame, data, signals },
    spec: () => specOf(parts, { data, signals }),
  };
}

export function pixelX(frame: LiveFrame, value: number): number {
  return placeOn(frame.x, value) * frame.width;
}

export function pixelY(frame: LiveFrame, value: number): number {
  return (1 - placeOn(frame.y, value)) * frame.height;
}

/** About how wide words are at 11 px. */
export function widthOf(text: string): number {
  return text.length * 6.2;
}

function specOf(
  { frame, palette, titles, lines, bars }: LiveParts,
  { data, signals }: Pick<LivePicture, 'data' | 'signals'>,
): TopLevelSpec {
  const axes = axesOf(frame, palette);
  const layers = [
    ...(bars === undefined ? [] : [barsLayer(palette, axes)]),
    ...lines.map((line) => lineLayer(line, axes)),
    endsLayer(palette, axes),
    ...(['left', 'right'] as const).flatMap((align) => [
      tagLayer(align, palette.ground),
      ...tagLayers(align),
    ]),
    ...titleLayers(frame, palette, titles),
  ];
  const spec = chartSpec(frame, palette, layers as Layer[]);
  const params = Object.entries(signals).map(([name, value]) => ({ name, value }));
  return { ...spec, datasets: data, params } as TopLevelSpec;
}

function signalsOf({ x, y }: LiveFrame): Record<string, unknown> {
  return {
    ...{ xDomain: [x.low, x.high], xTicks: x.ticks, xWords: x.words },
    ...{ yDomain: [y.low, y.high], yTicks: y.ticks, yWords: y.words },
  };
}

/** Domains and ticks are signals, so that a running chart need not be built again. */
function axesOf({ x, y }: LiveFrame, palette: Palette): { x: object; y: object } {
  const axis = { title: null, labelColor: palette.quiet, labelFlush: false, labelFontSize: LABEL_SIZE };
  const line = { domainColor: palette.axis, tickColor: palette.axis, tickSize: 4 };
  const grid = { grid: true, gridColor: palette.hairline, domain: false, ticks: false, labelPadding: 8 };
  return {
    x: axisChannel('c0', x, { ...axis, ...line, grid: false, labelPadding: 4, labelOverlap: true }),
    y: axisChannel('c1', y, { ...axis, ...grid }),
  };
}

function axisChannel(field: 'c0' | 'c1', { isLog }: LiveScale, axis: object): object {
  const side = field === 'c0' ? 'x' : 'y';
  const labelExpr = `${side}Words[indexof(${side}Ticks, datum.value)]`;
  return {
    field,
    type: 'quantitative',
    scale: {
      type: isLog ? 'log' : 'linear',
      domain: { signal: `${side}Domain` },
      nice: false,
      ...(!isLog && { zero: false }),
    },
    axis: { ...axis, values: { signal: `${side}Ticks` }, labelExpr },
  };
}

function lineLayer({ name, colour, width, opacity = 1, dash }: LiveLine, axes: { x: object; y: object }) {
  const mark = { type: 'line', clip: true, stroke: colour, strokeWidth: width, strokeOpacity: opacity };
  return {
    data: { name },
    mark: dash ? { ...mark, strokeDash: dash } : { ...mark, strokeJoin: 'round' },
    // Rows come in the order they are to be drawn in.
    encoding: { ...axes, detail: { field: 'c2', type: 'nominal' }, order: { value: null } },
  };
}

function barsLayer(palette: Palette, axes: { x: object; y: object }) {
  const look = { fill: palette.rows, fillOpacity: palette.kind === 'light' ? 0.6 : 0.65 };
  return {
    data: { name: 'bars' },
    mark: { type: 'rect', clip: true, ...look, stroke: palette.ground, strokeWidth: 1 },
    encoding: { ...axes, x2: { field: 'c2' }, y2: { datum: 0 } },
  };
}

function endsLayer(palette: Palette, axes: { x: object; y: object }) {
  return {
    data: { name: 'ends' },
    mark: {
      type: 'point',
      size: 50,
      filled: true,
      stroke: palette.ground,
      strokeWidth: 1,
      opacity: 1,
      clip: true,
    },
    encoding: { ...axes, fill: { field: 'c3', type: 'nominal', scale: null } },
  };
}

function tagRow({ text, x, y, colour, align, weight }: Tag) {
  return { c0: x, c1: y, c2: text, c3: colour, c4: align === 'left' ? 0 : 1, c5: weight };
}

function tagLayers(align: 'left' | 'right') {
  return [400, 600].map((weight) => tagLayer(align, null, weight));
}

/** Words in their own colour, or, before them, their edge in that of the ground: they read inside a crowd. */
function tagLayer(align: 'left' | 'right', edge: string | null, weight = 600) {
  const side = align === 'left' ? 0 : 1;
  const pixel = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null });
  const own = { color: { field: 'c3', type: 'nominal', scale: null } };
  return {
    data: { name: 'tags' },
    transform: [{ filter: `datum.c4 === ${side}${edge === null ? ` && datum.c5 === ${weight}` : ''}` }],
    mark: {
      ...{ type: 'text', align, baseline: 'middle', fontSize: LABEL_SIZE, fontWeight: weight },
      ...(edge !== null && { fill: edge, stroke: edge, strokeWidth: 4, strokeJoin: 'round', opacity: 0.85 }),
    },
    encoding: {
      x: pixel('c0'),
      y: pixel('c1'),
      text: { field: 'c2', type: 'nominal' },
      ...(edge === null && own),
    },
  };
}

/** The y name level above the axis at the left edge, the x name under the last tick. */
function titleLayers(frame: LiveFrame, palette: Palette, titles: LiveParts['titles']) {
  const { width, height, left, top } = frame;
  const words = (text: string, at: { x: number; y: number }, mark: object) => ({
    data: { values: [{ c0: text }] },
    mark: { type: 'text', fontSize: LABEL_SIZE, color: palette.quiet, limit: width + left, ...mark },
    encoding: { x: { value: at.x }, y: { value: at.y }, text: { field: 'c0', type: 'nominal' } },
  });
  const y = words(titles.y, { x: -left, y: 12 - top }, { align: 'left', baseline: 'bottom' });
  if (titles.x === null) return [y];
  return [y, words(titles.x, { x: width, y: height + 25 }, { align: 'right', baseline: 'top' })];
}
