import type { DoctorOptions } from './doctor/compareWaysOut.js';
import { diagnoseParts } from './doctor/diagnoseParts.js';
import type { RankDiagnosis } from './doctor/waysOut.js';
import { kernelArithmetic } from './fit/kernelArithmetic.js';
import { partOf } from './fit/partOf.js';
import { plainArithmetic } from './fit/plainArithmetic.js';
import { tableRows } from './fit/tableRows.js';
import { type FormulaOptions, modelOf, specOf } from './fitFormula.js';
import type { Table } from './table/table.js';

/**
 * The rank of a formula's design, or of the proposed one for null, and the ways out of a deficient one side by side.
 *
 * @throws GausslineError what `modelOf`, `specOf` and `diagnoseParts` throw.
 */
export async function diagnoseFormula(
  table: Table,
  formula: string | null,
  options: DoctorOptions &
    Pick<FormulaOptions, 'parts' | 'references' | 'isExact' | 'loadKernel' | 'checkpoint'>,
): Promise<RankDiagnosis> {
  const { references, loadKernel, checkpoint } = options;
  const { plan } = modelOf(table, formula, { references });
  const arithmetic = loadKernel === undefined ? plainArithmetic : kernelArithmetic(await loadKernel());
  const parts = options.parts ?? [partOf(tableRows(table), { arithmetic, checkpoint })];
  const spec = await specOf(plan, table, { parts, checkpoint });
  return diagnoseParts(parts, spec, { ...options, rowCount: table.rowCount });
}
