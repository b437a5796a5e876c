import type { ModelSpec } from '../model/modelSpec.js';
import type { Table } from '../table/table.js';
import type { Fit } from './fit.js';
import type { FitKernel } from './fitKernel.js';
import { fitParts, type PartsOptions } from './fitParts.js';
import { kernelArithmetic } from './kernelArithmetic.js';
import { partOf } from './partOf.js';
import { plainArithmetic } from './plainArithmetic.js';
import { tableRows } from './tableRows.js';

/** `loadKernel` gives a kernel of the fit's own; without it plain loops do the work, several times slower. */
export type FitOptions = PartsOptions & {
  loadKernel?: (() => Promise<FitKernel>) | undefined;
};

/**
 * Fits a linear model by least squares to a table in memory. The table is not changed; the same table and model give
 * the same bits.
 *
 * @throws GausslineError what `fitParts` and `checkpoint` throw.
 */
export async function fitLinear(table: Table, spec: ModelSpec, options: FitOptions): Promise<Fit> {
  const { loadKernel, checkpoint } = options;
  const arithmetic = loadKernel === undefined ? plainArithmetic : kernelArithmetic(await loadKernel());
  const { rowCount } = table;
  return fitParts([partOf(tableRows(table), { arithmetic, checkpoint })], spec, { ...options, rowCount });
}
