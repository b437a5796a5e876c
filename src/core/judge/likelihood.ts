/**
 * Log-likelihood, AIC and BIC of a Gaussian fit at its maximum, as R's `logLik`, `AIC` and `BIC`: sigma counts as a
 * parameter. `logRss` is the natural logarithm of the residual sum of squares.
 */
export function gaussianLikelihood(n: number, rank: number, logRss: number) {
  const logLikelihood = (-n / 2) * (Math.log(2 * Math.PI) + logRss - Math.log(n) + 1);
  const parameters = rank + 1;
  return {
    logLikelihood,
    aic: 2 * parameters - 2 * logLikelihood,
    bic: Math.log(n) * parameters - 2 * logLikelihood,
  };
}
