import type { Family } from '../core/model/family.js';
import type { Factor, LevelCount, ModelSpec, Term } from '../core/model/modelSpec.js';
import { isDesignColumn } from './designShape.js';
import { isFamily } from './familyShape.js';
import { either, isBoolean, isCount, isString, isUndefined, listOf, record } from './shape.js';

export const isSpec = record<ModelSpec>({
  formula: isString,
  target: isDesignColumn,
  features: listOf(isDesignColumn),
  hasIntercept: isBoolean,
  terms: listOf(record<Term>({ label: isString, variables: listOf(isString), features: listOf(isCount) })),
  factors: listOf(
    record<Factor>({
      label: isString,
      column: isString,
      levels: listOf(record<LevelCount>({ level: isString, count: isCount })),
    }),
  ),
  isPolynomial: isBoolean,
  weights: either<[string, undefined]>(isString, isUndefined),
  family: either<[Family, undefined]>(isFamily, isUndefined),
});
