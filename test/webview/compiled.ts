import assert from 'node:assert/strict';
import type { TopLevelSpec } from 'vega-lite';
import type { Room } from '../../webview/charts/picture.js';

/** The room and the colours the charts of the tests have. */
export const ROOM: Room = {
  width: 600,
  height: 300,
  palette: {
    kind: 'dark',
    ground: '#1f1f1f',
    ink: '#cccccc',
    quiet: '#9b9b9b',
    rows: '#3794ff',
    rowsText: '#3794ff',
    look: '#d18616',
    hairline: '#333333',
    axis: '#444444',
    font: 'sans-serif',
  },
};

/** Compiles as the panel does, and fails on anything vega-lite has to say; the text of the vega spec. */
export async function compiled({ spec }: { spec: TopLevelSpec }): Promise<string> {
  const { compile } = await import('vega-lite');
  const said: string[] = [];
  const say = (...words: readonly unknown[]) => {
    said.push(words.join(' '));
    return logger;
  };
  const logger = { level: () => logger, error: say, warn: say, info: () => logger, debug: () => logger };
  const made = compile(spec, { logger: logger as never });
  assert.deepEqual(said, []);
  return JSON.stringify(made.spec);
}
