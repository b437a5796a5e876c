import assert from 'node:assert/strict';
import { lossSurface, type Pair } from '../../../src/core/train/lossSurface.js';
import type { TrainingRun } from '../../../src/core/train/trainingRun.js';
import { open, type Sample, sampleOf, scaledSample } from './sampleTables.js';

const sample = scaledSample(200, [1, 5, 1000]);

function surfaceOf({ parts, weights }: TrainingRun, pair: Pair) {
  const space = parts.weightSpace;
  return lossSurface({ ...space, bowl: space.bowl! }, { pair, weights: weights.from(0) });
}

async function ran(of: Sample, epochs = 40): Promise<TrainingRun> {
  const run = await open(of, { epochs });
  await run.run();
  return run;
}

/** Half the mean squared error of slopes and a value at the means, from the rows themselves. */
function lossOf({ table }: Sample, slopes: readonly number[], atMeans: number): number {
  const columns = table.columns.map((column) => (column.kind === 'number' ? [...column.blocks[0]!] : []));
  const means = columns.map((values) => values.reduce((a, b) => a + b, 0) / values.length);
  const y = columns.at(-1)!;
  const errors = y.map(
    (value, i) => value - slopes.reduce((sum, b, k) => sum + b * (columns[k]![i]! - means[k]!), atMeans),
  );
  return errors.reduce((sum, error) => sum + error * error, 0) / (2 * y.length);
}

describe('a loss surface', () => {
  it('has the loss of the rows on its contours, the other coefficients at their exact values', async () => {
    const run = await ran(sample);
    const exact = run.parts.exactCoefficients!.slice(1).map(({ estimate }) => estimate!);
    const { contours, minimum } = surfaceOf(run, [1, 3]);
    const mean = run.parts.weightSpace.offset[0]!;
    assert.ok(contours.length >= 6);
    for (const { loss, x, y } of contours)
      for (let i = 0; i < x.length; i += 17) {
        const found = lossOf(sample, [x[i]!, exact[1]!, y[i]!], mean);
        // Contours are straight between the lines of a grid of 161 points.
        assert.ok(Math.abs(found - loss) < 0.01 * (loss - minimum.loss), `${found} ${loss}`);
      }
    const lowest = lossOf(sample, [minimum.x, exact[1]!, minimum.y], mean);
    assert.ok(Math.abs(lowest - minimum.loss) < 1e-9 * lowest);
    assert.ok(Math.abs(minimum.x - exact[0]!) < 1e-9 * Math.abs(exact[0]!));
  });

  it('holds the path from the start, also over the intercept', async () => {
    const run = await ran(sample);
    const { factor, offset } = run.parts.weightSpace;
    const weights = run.weights.from(0);
    for (const pair of [
      [0, 1],
      [2, 3],
    ] as const) {
      const { x, y } = surfaceOf(run, pair);
      for (let at = 0; at < weights.length; at += 4)
        for (const [place, [low, high]] of [
          [pair[0], x],
          [pair[1], y],
        ] as const) {
          const value = offset[place]! + factor[place]! * weights[at + place]!;
          assert.ok(value > low && value < high, `${value} ${low} ${high}`);
        }
    }
  });

  it('is a valley where two columns move together, and its minimum a line where they nearly are one', async () => {
    const a = Array.from({ length: 60 }, (_, i) => Math.sin(7 * i));
    const y = a.map((value, i) => 3 * value + Math.cos(5 * i));
    const near = (distance: number) => a.map((value, i) => value + distance * Math.cos(11 * i));
    const valley = surfaceOf(await ran(sampleOf({ a, b: near(0.1), y })), [1, 2]);
    assert.ok(valley.correlation > 0.98 && valley.valley !== null && !valley.valley.isLine);
    const line = surfaceOf(await ran(sampleOf({ a, b: near(1e-4), y }), 5), [1, 2]);
    assert.equal(line.valley?.isLine, true);
    // Along the ground one goes up as the other goes down, through the minimum.
    const { x, y: ends } = line.valley!;
    assert.ok(
      x[0] < line.minimum.x && line.minimum.x < x[1] && ends[0] > line.minimum.y && line.minimum.y > ends[1],
    );
    assert.equal(surfaceOf(await ran(sample), [1, 2]).valley, null);
  });

  it('keeps to a window where a run diverged', async () => {
    const run = await open(sample, { epochs: 3, learningRate: 1000 });
    await assert.rejects(run.run());
    const space = run.parts.weightSpace;
    const wild = Float64Array.of(0, 0, 0, 0, 1e300, -1e300, Number.NaN, Number.POSITIVE_INFINITY);
    const { x, contours } = lossSurface({ ...space, bowl: space.bowl! }, { pair: [1, 3], weights: wild });
    assert.ok(x.every(Number.isFinite) && Math.abs(x[1]) < 100 && contours.length > 0);
  });
});
