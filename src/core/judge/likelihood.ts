/**
 * Log-likelihood, AIC and BIC of a Gaussian fit at its maximum, as R's `logLik`, `AIC` and `BIC`: sigma counts as a
 * parameter. `logRss` is the natural logarithm of the (weighted) residual sum of squares, `logWeights` the sum of those
 * of the weights.
 */
export function gaussianLikelihood({ n, rank, logRss, logWeights }: GaussianFit) {
  const logLikelihood = logWeights / 2 - (n / 2) * (Math.log(2 * Math.PI) + logRss - Math.log(n) + 1);
  return { logLikelihood, ...criteria(logLikelihood, n, rank + 1) };
}

type GaussianFit = { n: number; rank: number; logRss: number; logWeights: number };

/** AIC and BIC of a model with so many parameters. */
export function criteria(logLikelihood: number, n: number, parameters: number) {
  return {
    aic: 2 * parameters - 2 * logLikelihood,
    bic: Math.log(n) * parameters - 2 * logLikelihood,
  };
}
