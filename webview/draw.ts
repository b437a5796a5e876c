import embed, { type EmbedOptions } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import type { TopLevelSpec } from 'vega-lite';
import type { LivePicture } from './charts/training/liveChart.js';

/** The only door to vega. Expressions are interpreted and nothing is styled inline: the panel's policy forbids both. */
const OPTIONS: EmbedOptions = {
  mode: 'vega-lite',
  ast: true,
  expr: expressionInterpreter,
  actions: false,
  defaultStyle: false,
  tooltip: { disableDefaultStyle: true },
  hover: false,
};

/** A chart on screen; `dispose` frees what it holds. */
export type Drawing = { dispose(): void };

/** Paints a chart into `host`, in place of what is there. */
export async function draw(host: HTMLElement, spec: TopLevelSpec): Promise<Drawing> {
  const result = await embed(host, spec, { ...OPTIONS, renderer: 'canvas' });
  return { dispose: () => result.finalize() };
}

/** A chart whose data and scales are replaced while it stands. */
export type LiveDrawing = Drawing & { update(picture: Pick<LivePicture, 'data' | 'signals'>): Promise<void> };

/** Paints a live chart into `host`. */
export async function drawLive(host: HTMLElement, picture: LivePicture): Promise<LiveDrawing> {
  const result = await embed(host, picture.spec(), { ...OPTIONS, renderer: 'canvas' });
  const { view } = result;
  let shown: Pick<LivePicture, 'data' | 'signals'> = picture;
  return {
    dispose: () => result.finalize(),
    update: async (next) => {
      // What is as it was is not worked through again: an axis that stands, a run that is over.
      for (const [name, value] of Object.entries(next.signals))
        if (!isSame(value, shown.signals[name])) view.signal(name, value);
      for (const [name, rows] of Object.entries(next.data))
        if (!isSame(rows, shown.data[name])) view.data(name, [...rows]);
      shown = next;
      await view.runAsync();
    },
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The chart as the text of an SVG file, on an opaque ground. */
export async function svgOf(spec: TopLevelSpec, ground: string): Promise<string> {
  return offScreen(spec, ground, (view) => view.toSVG());
}

/** The chart as the bytes of a PNG file at twice its size, on an opaque ground. */
export async function pngOf(spec: TopLevelSpec, ground: string): Promise<Uint8Array> {
  return offScreen(spec, ground, async (view) => {
    const canvas = await view.toCanvas(2);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('the browser could not write a PNG');
    return new Uint8Array(await blob.arrayBuffer());
  });
}

type View = Awaited<ReturnType<typeof embed>>['view'];

async function offScreen<T>(spec: TopLevelSpec, ground: string, use: (view: View) => Promise<T>): Promise<T> {
  const host = document.createElement('div');
  const result = await embed(
    host,
    { ...withMargin(spec), background: ground },
    { ...OPTIONS, renderer: 'svg' },
  );
  try {
    return await use(result.view);
  } finally {
    result.finalize();
  }
}

/** In a file a chart stands a little off the edge of the picture. */
function withMargin(spec: TopLevelSpec): TopLevelSpec {
  if (typeof spec.padding !== 'object' || !('left' in spec.padding)) return spec;
  const { left = 0, top = 0, right = 0, bottom = 0 } = spec.padding;
  const margin = 12;
  return {
    ...spec,
    padding: { left: left + margin, top: top + margin, right: right + margin, bottom: bottom + margin },
  };
}
