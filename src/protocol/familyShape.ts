import type { Family, HuberFamily, LaplaceFamily, PoissonFamily } from '../core/model/family.js';
import { either, isNumber, oneOf, record, type Shape } from './shape.js';

const isQuantile: Shape<number> = (value): value is number => isNumber(value) && value > 0 && value < 1;

/** True for a family as a request or a report names it. */
export const isFamily = either<[PoissonFamily, LaplaceFamily, HuberFamily]>(
  record<PoissonFamily>({ name: oneOf('poisson'), link: oneOf('log', 'identity') }),
  record<LaplaceFamily>({ name: oneOf('laplace'), quantile: isQuantile }),
  record<HuberFamily>({ name: oneOf('huber') }),
) satisfies Shape<Family>;
