import { estimatedDigits } from '../judge/estimatedDigits.js';
import { toFileUnits } from '../judge/fileUnits.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { columnsOf, type Frame, widthOf } from './frame.js';
import type { SolvedRows } from './solve.js';

/** Rows times the square of the columns of `[1 X y]` up to which every fit is made in double-double: about 0.1 s. */
const EXACT_WORK = 2.5e7;
/** Fewer digits than this are not left to double precision. */
const FEWEST_DIGITS = 8;

/** False for weights and counts: they are fitted in double precision. */
export function canBeExact({ weights, family }: Pick<ModelSpec, 'weights' | 'family'>): boolean {
  return weights === undefined && family === undefined;
}

/** True where a fit of so many rows is made in double-double unasked. */
export function isExactByDefault(spec: ModelSpec, rowCount: number): boolean {
  const width = widthOf({ columns: columnsOf(spec), hasIntercept: spec.hasIntercept });
  return canBeExact(spec) && rowCount * width ** 2 <= EXACT_WORK;
}

/** True where a fit in double precision is to be made again in double-double. */
export function needsExactTier(
  spec: ModelSpec,
  { solution, moments, exact }: SolvedRows,
  frame: Frame,
): boolean {
  if (!canBeExact(spec) || exact !== null) return false;
  const file = toFileUnits(frame, solution);
  return isExactByDefault(spec, moments.weight) || estimatedDigits(solution, file, false) < FEWEST_DIGITS;
}
