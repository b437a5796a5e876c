import type { Checkpoint } from '../checkpoint.js';
import { type PartsOptions, solveParts } from '../fit/fitParts.js';
import type { RowPart } from '../fit/rowPart.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { compareWaysOut, type DoctorOptions } from './compareWaysOut.js';
import type { RankDiagnosis } from './waysOut.js';

/**
 * Diagnoses the rank of a model on rows in parts, given in file order, as a fit with the same options finds it.
 *
 * @throws GausslineError what `fitParts` and `compareWaysOut` throw.
 */
export async function diagnoseParts(
  parts: readonly RowPart[],
  spec: ModelSpec,
  {
    checkpoint,
    isExact,
    rowCount,
    ...options
  }: DoctorOptions & Pick<PartsOptions, 'isExact' | 'rowCount'> & { checkpoint?: Checkpoint | undefined },
): Promise<RankDiagnosis> {
  const { solved, frame } = await solveParts(parts, spec, { isExact, rowCount });
  return compareWaysOut({ ...solved, frame }, options, checkpoint);
}
