/** What is linear in the features: the logarithm of the expected count, or the count itself. */
export type Link = 'log' | 'identity';

/** Counts that scatter about their mean as Poisson's do. Plain data. */
export type PoissonFamily = { name: 'poisson'; link: Link };
