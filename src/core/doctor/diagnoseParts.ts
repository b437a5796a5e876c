import type { Checkpoint } from '../checkpoint.js';
import { reduceParts } from '../fit/fitParts.js';
import { mergeReductions } from '../fit/reduction.js';
import type { RowPart } from '../fit/rowPart.js';
import { solveRows } from '../fit/solve.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { compareWaysOut, type DoctorOptions } from './compareWaysOut.js';
import type { RankDiagnosis } from './waysOut.js';

/**
 * Diagnoses the rank of a model on rows in parts, given in file order; they are gone through once.
 *
 * @throws GausslineError what `fitParts` and `compareWaysOut` throw.
 */
export async function diagnoseParts(
  parts: readonly RowPart[],
  spec: ModelSpec,
  { checkpoint, ...options }: DoctorOptions & { checkpoint?: Checkpoint | undefined },
): Promise<RankDiagnosis> {
  const { frame, reductions } = await reduceParts(parts, spec);
  const { survey, triangle, moments } = mergeReductions(reductions);
  const isConstant = Array.from(survey.low, (low, k) => low === survey.high[k]);
  const solved = solveRows(spec, frame, { triangle, moments, isConstant });
  return compareWaysOut({ ...solved, frame }, options, checkpoint);
}
