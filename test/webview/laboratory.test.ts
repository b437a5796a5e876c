import assert from 'node:assert/strict';
import type { StudySnapshot } from '../../src/protocol/index.js';
import { dotsChart, dotsHeight, timesChart, timesHeight } from '../../webview/charts/laboratory/dotsChart.js';
import { linesChart } from '../../webview/charts/laboratory/linesChart.js';
import type { LivePicture } from '../../webview/charts/training/liveChart.js';
import { studyOf, withStudy } from '../../webview/laboratory.js';
import { compiled, ROOM } from './compiled.js';

const HOSTILE = `<b>"a'b\\c</b> datum.c0`;

async function compiles(picture: LivePicture): Promise<void> {
  await compiled({ spec: picture.spec() });
}

describe('charts of studies', () => {
  const line = (name: string, y: readonly number[]) =>
    ({ name, role: 'rows', x: y.map((_, i) => i), y }) as const;

  it('draw lines with their names at their ends, apart from each other', async () => {
    const lines = [line(HOSTILE, [3, 2, 1]), line('other', [4, 2, 1])];
    const picture = linesChart(
      { titles: { x: HOSTILE, y: 'y' }, lines, reference: { name: 'exact', value: 1 } },
      ROOM,
    );
    await compiles(picture);
    const tags = picture.data.tags as { c1: number; c2: string }[];
    assert.deepEqual(tags.map(({ c2 }) => c2).sort(), [HOSTILE, 'exact', 'other'].sort());
    const places = tags.map(({ c1 }) => c1).sort((a, b) => a - b);
    assert.ok(places.every((place, i) => i === 0 || place - places[i - 1]! >= 14));
  });

  it('leave out what a logarithm cannot show', async () => {
    const picture = linesChart(
      {
        titles: { x: 'x', y: 'y' },
        lines: [line('a', [0, -1, 2, Number.NaN, 4])],
        isLogX: true,
        isLogY: true,
      },
      ROOM,
    );
    await compiles(picture);
    assert.deepEqual(picture.data.line0, [
      { c0: 2, c1: 2 },
      { c0: 4, c1: 4 },
    ]);
  });

  it('draw nothing but a frame before there is anything', async () => {
    await compiles(linesChart({ titles: { x: 'x', y: 'y' }, lines: [], isLogY: true }, ROOM));
  });

  it('stand values of several series on a line to each name, cut where they are long', async () => {
    const names = [HOSTILE.repeat(4), 'b'];
    const series = [
      { name: 'one', role: 'ink', values: [1, 2] },
      { name: 'two', role: 'rows', values: Float64Array.of(1, Number.NaN) },
    ] as const;
    const picture = dotsChart({ title: 'weight', names, series }, { ...ROOM, height: dotsHeight(2) });
    await compiles(picture);
    assert.equal(picture.data.ends!.length, 3);
    assert.match(picture.frame.y.words[0]!, /…$/);
    assert.ok(picture.frame.left <= 0.34 * ROOM.width + 1);
  });

  it('stand times on a logarithmic axis, the middle half of each as a line', async () => {
    const way = (name: string, median: number) => ({
      ...{ name, median, low: 0.8 * median, high: 1.5 * median, repeats: 31, isSingle: false },
    });
    const ways = [way('loop', 6e-5), way('kernel', 4e-6), way('tfjs, WebGPU', 1e-3)];
    const picture = timesChart(ways, { ...ROOM, height: timesHeight(3) });
    await compiles(picture);
    assert.equal(picture.data.halves!.length, 6);
    const tags = picture.data.tags as { c2: string }[];
    assert.deepEqual(
      tags.map(({ c2 }) => c2),
      ['60 µs', '4.0 µs', '1.0 ms'],
    );
    assert.ok(picture.frame.x.isLog && picture.frame.x.words.every((word) => /s$/.test(word)));
  });
});

describe('studies in the page', () => {
  const study = (kind: 'batch-sizes' | 'two-starts', done: number) =>
    ({ kind, done, order: { kind } }) as unknown as StudySnapshot;

  it('are the last of each kind', () => {
    const studies = withStudy(
      withStudy([study('batch-sizes', 1)], study('two-starts', 1)),
      study('batch-sizes', 2),
    );
    assert.equal(studies.length, 2);
    assert.equal(studyOf(studies, 'batch-sizes')?.done, 2);
    assert.equal(studyOf(studies, 'two-layers'), null);
  });
});
