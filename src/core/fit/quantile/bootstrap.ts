import type { Checkpoint } from '../../checkpoint.js';
import { Generator } from '../../train/random.js';
import type { CentredRows } from '../gatheredRows.js';
import { NearRows, type QuantileProblem } from './nearRows.js';
import { quantileOptimum } from './quantileOptimum.js';
import { heldRows } from './rowSupply.js';
import { CollinearRows } from './startingBasis.js';

/** How often rows are drawn again, and the seed of the draws. */
export type Bootstrap = { samples: number; seed: number };

/** Samples in which no column could be told from the others may be so many times as many as the others. */
const MOST_COLLINEAR = 0.25;

/**
 * Standard deviations of the coefficients over samples of as many rows, drawn with replacement. Null where too many
 * samples leave a column without rows that tell it from the others.
 *
 * @param start coefficients of the turned features near which samples begin; `toFile` brings those of the centred
 * ones to the units of the file.
 * @returns in the units of the file.
 * @throws GausslineError `fit/too-large`: all rows are held at once.
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, 9.5: bootstrapping pairs.
 */
export async function bootstrapErrors(
  problem: QuantileProblem,
  start: Float64Array,
  {
    samples,
    seed,
    toFile,
    checkpoint,
  }: Bootstrap & {
    toFile: (coefficients: Float64Array) => Float64Array;
    checkpoint?: Checkpoint | undefined;
  },
): Promise<Float64Array | null> {
  const { rows } = await NearRows.all(problem);
  const generator = new Generator(seed, 'bootstrap');
  const found: Float64Array[] = [];
  for (let collinear = 0; found.length < samples; ) {
    const sample = { ...problem, supply: heldRows(drawnAgain(rows, generator)) };
    try {
      found.push(toFile((await quantileOptimum(sample, start, checkpoint)).coefficients));
    } catch (error) {
      if (!(error instanceof CollinearRows)) throw error;
      if (++collinear > MOST_COLLINEAR * samples) return null;
    }
    await checkpoint?.({ rows: rows.rowCount });
  }
  return deviations(found);
}

/** The rows drawn, once each, times how often they were. */
function drawnAgain({ features, target, rowCount }: CentredRows, generator: Generator): CentredRows {
  const times = new Uint16Array(rowCount);
  for (let draw = 0; draw < rowCount; draw++) times[generator.below(rowCount)]!++;
  const places = Int32Array.from(times.keys()).filter((row) => times[row]! > 0);
  const drawn = (values: Float64Array) => {
    const some = new Float64Array(places.length);
    for (let i = 0; i < some.length; i++) some[i] = values[places[i]!]! * times[places[i]!]!;
    return some;
  };
  return { rowCount: places.length, features: features.map(drawn), target: drawn(target) };
}

function deviations(points: readonly Float64Array[]): Float64Array {
  return points[0]!.map((_, k) => {
    const mean = points.reduce((sum, point) => sum + point[k]!, 0) / points.length;
    const squares = points.reduce((sum, point) => sum + (point[k]! - mean) ** 2, 0);
    return Math.sqrt(squares / (points.length - 1));
  });
}
