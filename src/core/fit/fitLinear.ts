import type { Checkpoint } from '../checkpoint.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Table } from '../table/table.js';
import type { Fit } from './fit.js';
import { fitParts, type PartsOptions } from './fitParts.js';
import { partOf } from './partOf.js';
import { plainArithmetic } from './plainArithmetic.js';
import { tableSource } from './tableSource.js';

export type FitOptions = PartsOptions & { checkpoint?: Checkpoint | undefined };

/**
 * Fits a linear model by least squares to a table in memory. The table is not changed; the same table and model give
 * the same bits.
 *
 * @throws GausslineError what `fitParts` and `checkpoint` throw.
 */
export function fitLinear(table: Table, spec: ModelSpec, options: FitOptions): Promise<Fit> {
  const part = partOf(tableSource(table), { arithmetic: plainArithmetic, checkpoint: options.checkpoint });
  return fitParts([part], spec, options);
}
