import type { Generator } from '../random.js';
import { type Belief, conditionedOn, type GaussianProcess, type Observations } from './gaussianProcess.js';
import { simplexMinimum } from './simplexMinimum.js';

/** Weak, log-normal: a handful of values alone would as well be explained by noise, or by a line. */
const LENGTH_PRIOR = { median: 0.5, spread: 1 };
const NOISE_PRIOR = { median: 1e-3, spread: 2 };
/** Random starts beside the prior's median; each is improved by so many steps of a simplex. */
const RANDOM_STARTS = 2;
/** More observations leave little doubt, and take long: then the prior's median is the only start. */
const FEW_OBSERVATIONS = 40;
const SIMPLEX = { step: 0.7, steps: 60 };

/**
 * The Gaussian process under the belief that makes the observations most likely, times a weak prior, among those a few
 * seeded starts lead to. Points and values as in `conditionedOn`; values should have about unit variance.
 */
export function likelyProcess(observations: Observations, generator: Generator): GaussianProcess | null {
  const axes = observations.points[0]!.length;
  const prior = [
    ...new Array<number>(axes).fill(Math.log(LENGTH_PRIOR.median)),
    Math.log(NOISE_PRIOR.median),
  ];
  const random = () =>
    prior.map((centre, k) => centre + (k < axes ? LENGTH_PRIOR : NOISE_PRIOR).spread * generator.normal());
  const isFew = observations.values.length <= FEW_OBSERVATIONS;
  const starts = [prior, ...Array.from({ length: isFew ? RANDOM_STARTS : 0 }, random)];
  const cost = (at: readonly number[]) => -logPosterior(observations, at);
  const ends = starts.map((start) => simplexMinimum(cost, start, SIMPLEX));
  const best = ends.reduce((one, other) => (other.value < one.value ? other : one));
  return conditionedOn(observations, beliefOf(best.at));
}

function beliefOf(logarithms: readonly number[]): Belief {
  const values = logarithms.map(Math.exp);
  return { lengths: values.slice(0, -1), noise: values.at(-1)! };
}

function logPosterior(observations: Observations, at: readonly number[]): number {
  const process = conditionedOn(observations, beliefOf(at));
  if (process === null) return -Infinity;
  const { lengths, noise } = process.belief;
  const priors = lengths.map((length) => logPrior(length, LENGTH_PRIOR));
  return process.logLikelihood + logPrior(noise, NOISE_PRIOR) + priors.reduce((sum, one) => sum + one, 0);
}

function logPrior(value: number, { median, spread }: { median: number; spread: number }): number {
  return -0.5 * (Math.log(value / median) / spread) ** 2;
}
