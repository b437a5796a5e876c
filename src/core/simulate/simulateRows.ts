import { Generator } from '../train/random.js';
import { checkSimulation } from './checkSimulation.js';
import { poissonCount } from './poissonCount.js';
import type { Simulation } from './simulation.js';

/** Decimals of a feature, so that the file holds what the target was computed from. */
const DECIMALS = 4;
/** Significant digits of a target. */
const DIGITS = 10;

/**
 * Rows of data from a model, each the features and then the target. The same settings give the same rows everywhere, and
 * fewer rows are the first of more.
 *
 * @throws GausslineError what `checkSimulation` throws.
 */
export function* simulateRows(simulation: Simulation): globalThis.Generator<readonly number[]> {
  checkSimulation(simulation);
  const streams = streamsOf(simulation);
  const { intercept, weights, rowCount } = simulation;
  for (let row = 0; row < rowCount; row++) {
    const features = featuresOf(simulation, streams.features);
    const linear = features.reduce((sum, value, k) => sum + weights[k]! * value, intercept);
    features.push(targetOf(simulation, linear, streams));
    yield features;
  }
}

type Streams = { features: Generator; noise: Generator; outliers: Generator };

/** Streams of their own, so that other noise leaves the features as they were. */
function streamsOf({ seed }: Simulation): Streams {
  return {
    features: new Generator(seed, 'features'),
    noise: new Generator(seed, 'noise'),
    outliers: new Generator(seed, 'outliers'),
  };
}

/** Standard normal, with the same correlation between any two: each has its share of one number in common. */
function featuresOf({ weights, correlation }: Simulation, random: Generator): number[] {
  const common = Math.sqrt(correlation) * random.normal();
  const own = Math.sqrt(1 - correlation);
  return weights.map(() => Number((common + own * random.normal()).toFixed(DECIMALS)));
}

function targetOf(simulation: Simulation, linear: number, { noise, outliers }: Streams): number {
  const { scale, outlierShare, outlierSize } = simulation;
  // Both numbers are drawn in every row: another share leaves the other outliers where they were.
  const isOutlier = outliers.unit() < outlierShare;
  const side = outliers.unit() < 0.5 ? -1 : 1;
  if (simulation.noise === 'poisson') {
    const mean = Math.exp(linear);
    const far = isOutlier ? Math.max(1, Math.round(outlierSize * Math.sqrt(mean))) : 0;
    return poissonCount(mean, noise) + far;
  }
  const drawn = simulation.noise === 'laplace' ? laplace(noise) : noise.normal();
  const far = isOutlier ? side * outlierSize : 0;
  return Number((linear + scale * (drawn + far)).toPrecision(DIGITS));
}

/** Double exponential with scale 1, whose variance is 2. */
function laplace(random: Generator): number {
  const exponential = -Math.log(1 - random.unit());
  return random.unit() < 0.5 ? -exponential : exponential;
}
