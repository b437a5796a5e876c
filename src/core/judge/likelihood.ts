/**
 * Log-likelihood, AIC and BIC of a Gaussian fit at its maximum, as R's `logLik`, `AIC` and `BIC`: sigma counts as a
 * parameter. `logRss` is the natural logarithm of the (weighted) residual sum of squares, `logWeights` the sum of those
 * of the weights.
 */
export function gaussianLikelihood({ n, rank, logRss, logWeights }: GaussianFit) {
  const logLikelihood = logWeights / 2 - (n / 2) * (Math.log(2 * Math.PI) + logRss - Math.log(n) + 1);
  return { logLikelihood, ...criteria(logLikelihood, n, rank + 1) };
}

/**
 * Log-likelihood, AIC and BIC of a quantile with Laplace's noise about it (asymmetric but for the median) at its
 * maximum, where the scale is the mean
 * loss; the scale counts as a parameter.
 *
 * @param loss sum of the losses, by the weights; @param logWeights as above.
 * @see Koenker and Machado (1999), Goodness of fit and related inference processes for quantile regression.
 */
export function quantileLikelihood({ n, rank, logWeights, quantile, loss }: QuantileFit) {
  const logLikelihood = logWeights + n * (Math.log((quantile * (1 - quantile) * n) / loss) - 1);
  return { logLikelihood, ...criteria(logLikelihood, n, rank + 1) };
}

type QuantileFit = { n: number; rank: number; logWeights: number; quantile: number; loss: number };
type GaussianFit = { n: number; rank: number; logRss: number; logWeights: number };

/** AIC and BIC of a model with so many parameters. */
export function criteria(logLikelihood: number, n: number, parameters: number) {
  return {
    aic: 2 * parameters - 2 * logLikelihood,
    bic: Math.log(n) * parameters - 2 * logLikelihood,
  };
}
