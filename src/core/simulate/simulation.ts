/** How rows scatter about their mean. Poisson's are counts, and what is linear is the logarithm of their mean. */
export type Noise = 'gaussian' | 'laplace' | 'poisson';
export const NOISES: readonly Noise[] = ['gaussian', 'laplace', 'poisson'];

/** A linear model to make data from: `y = intercept + weights . x + noise`, with standard normal features x1, x2, ... */
export type Simulation = {
  rowCount: number;
  intercept: number;
  /** One to a feature. */
  weights: readonly number[];
  noise: Noise;
  /** Standard deviation of Gaussian noise, scale of Laplace noise; Poisson's follows from the mean. */
  scale: number;
  /** Between any two features, from 0 to 1, where they are the same. */
  correlation: number;
  /** Share of the rows whose target is far off, and how far: in scales, for counts in roots of their mean. */
  outlierShare: number;
  outlierSize: number;
  seed: number;
};

export const FIRST_SIMULATION: Simulation = {
  ...{ rowCount: 200, intercept: 1, weights: [2, -1, 0.5], noise: 'gaussian', scale: 1 },
  ...{ correlation: 0, outlierShare: 0, outlierSize: 10, seed: 1 },
};

export const TARGET = 'y';

/** `x1`, `x2`, ... */
export function featureNames({ weights }: Simulation): readonly string[] {
  return weights.map((_, k) => `x${k + 1}`);
}

/** The formula that the data come from. */
export function formulaOf(simulation: Simulation): string {
  return `${TARGET} ~ ${featureNames(simulation).join(' + ')}`;
}
