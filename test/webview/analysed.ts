import { analyse, memorySource, readTable } from '../../src/core/index.js';
import type { Modelling } from '../../src/core/model/modelling.js';
import type { FitReport } from '../../src/protocol/index.js';

/** The report of a CSV given as text; without a formula the proposed model. */
export async function analysed(
  text: string,
  formula: string | null = null,
  modelling: Modelling = {},
): Promise<FitReport> {
  const table = await readTable(memorySource('points.csv', new TextEncoder().encode(text)), {
    wantsLow: true,
  });
  return analyse(table, formula, { confidence: 0.95, readMs: 0, ...modelling });
}
