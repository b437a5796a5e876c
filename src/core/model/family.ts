/** What is linear in the features: the logarithm of the expected count, or the count itself. */
export type Link = 'log' | 'identity';

/** Counts that scatter about their mean as Poisson's do. Plain data. */
export type PoissonFamily = { name: 'poisson'; link: Link };

/**
 * Residuals that fall off as Laplace's do on both sides of a quantile, such as 0.5 for the median: the sum of their
 * sizes is made small.
 * Plain data.
 */
export type LaplaceFamily = { name: 'laplace'; quantile: number };

/**
 * Residuals of Gaussian noise with some far out: those beyond 1.345 of their scale count by their size, not its square.
 * Plain data.
 */
export type HuberFamily = { name: 'huber' };

/** What noise a model has that is not Gaussian. */
export type Family = PoissonFamily | LaplaceFamily | HuberFamily;

/** The families a fit may have, by the names that the command line has for them. */
export const FAMILY_NAMES = ['gaussian', 'poisson', 'laplace', 'huber'] as const;
export type FamilyName = (typeof FAMILY_NAMES)[number];

/** The link of a family of counts; null for others, which are straight in the target. */
export function linkOf(family: Family | undefined): Link | null {
  return family?.name === 'poisson' ? family.link : null;
}

/** True for the families whose rows are not squared: their fits hold against rows far out. */
export function isRobust(family: Family | undefined): family is LaplaceFamily | HuberFamily {
  return family?.name === 'laplace' || family?.name === 'huber';
}

/** What of the target is fitted, in a word: `mean`, `median`, `0.9 quantile`, `robust mean`. */
export function fittedWord(family: Family | undefined): string {
  if (family?.name === 'huber') return 'robust mean';
  if (family?.name !== 'laplace') return 'mean';
  return family.quantile === 0.5 ? 'median' : `${family.quantile} quantile`;
}
