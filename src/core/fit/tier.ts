import { estimatedDigits } from '../judge/estimatedDigits.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { columnsOf, widthOf } from './frame.js';
import type { SolvedRows } from './solve.js';

/** Rows times the square of the columns of `[1 X y]` up to which every fit is made in double-double: about 0.1 s. */
const EXACT_WORK = 2.5e7;
/** Fewer digits than this are not left to double precision. */
const FEWEST_DIGITS = 8;

/** True where a fit of so many rows is made in double-double unasked. */
export function isExactByDefault(
  spec: Pick<ModelSpec, 'features' | 'target' | 'hasIntercept'>,
  rowCount: number,
): boolean {
  const width = widthOf({ columns: columnsOf(spec), hasIntercept: spec.hasIntercept });
  return rowCount * width ** 2 <= EXACT_WORK;
}

/** True where a fit in double precision is to be made again in double-double. */
export function needsExactTier(spec: ModelSpec, { solution, file, moments }: SolvedRows): boolean {
  return isExactByDefault(spec, moments.n) || estimatedDigits(solution, file, false) < FEWEST_DIGITS;
}
