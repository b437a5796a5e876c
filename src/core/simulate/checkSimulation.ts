import { GausslineError } from '../errors.js';
import type { Simulation } from './simulation.js';

/** More are no table to look at. */
const MOST_FEATURES = 200;
const MOST_ROWS = 10_000_000;
const MOST_NUMBERS = 1e8;
/** Mean counts beyond this are no counts that anyone has. */
const LARGEST_MEAN = 1e6;

/**
 * Refuses what no data can be made from, or no fit could recover.
 *
 * @throws GausslineError `simulate/settings`, with the found and the expected value.
 */
export function checkSimulation(simulation: Simulation): void {
  const { rowCount, weights, intercept, scale, correlation, outlierShare, outlierSize, seed } = simulation;
  expect(
    weights.length >= 1 && weights.length <= MOST_FEATURES,
    `${weights.length} weights: from 1 to ${MOST_FEATURES} are expected, one to a feature.`,
  );
  const odd = [intercept, ...weights].find((value) => !Number.isFinite(value));
  expect(odd === undefined, 'A weight or the intercept is not a number.');
  const fewest = weights.length + 2;
  expect(
    Number.isSafeInteger(rowCount) && rowCount >= fewest && rowCount <= MOST_ROWS,
    `${rowCount} rows: a whole number from ${fewest} (more than there are coefficients) to ${MOST_ROWS} is expected.`,
  );
  expect(
    rowCount * (weights.length + 1) <= MOST_NUMBERS,
    `${rowCount} rows of ${weights.length + 1} columns: at most ${MOST_NUMBERS} numbers are expected.`,
  );
  expect(scale >= 0 && Number.isFinite(scale), `A noise of scale ${scale}: a number from 0 on is expected.`);
  expect(
    correlation >= 0 && correlation <= 1,
    `A correlation of ${correlation}: a number from 0 to 1 is expected.`,
  );
  expect(
    outlierShare >= 0 && outlierShare < 1,
    `An outlier share of ${outlierShare}: from 0 to below 1 is expected.`,
  );
  expect(
    outlierSize >= 0 && Number.isFinite(outlierSize),
    `An outlier size of ${outlierSize}: from 0 on is expected.`,
  );
  expect(Number.isSafeInteger(seed), `A seed of ${seed}: a whole number is expected.`);
  checkCounts(simulation);
}

/** The largest mean that so many rows are likely to have. */
function checkCounts(simulation: Simulation): void {
  const { noise, intercept, rowCount } = simulation;
  if (noise !== 'poisson') return;
  const largest = intercept + Math.sqrt(2 * Math.log(rowCount)) * predictorSpread(simulation);
  if (largest <= Math.log(LARGEST_MEAN)) return;
  throw new GausslineError(
    'simulate/settings',
    `Mean counts up to about e^${largest.toPrecision(3)}: at most a million is expected. The weights act on the logarithm of the mean.`,
    'Take smaller weights, or a smaller intercept.',
  );
}

/** Standard deviation of `weights . x`. */
function predictorSpread({ weights, correlation }: Simulation): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  return Math.sqrt((1 - correlation) * squares + correlation * sum * sum);
}

function expect(isFine: boolean, message: string): void {
  if (!isFine) throw new GausslineError('simulate/settings', message, 'Type another number.');
}
