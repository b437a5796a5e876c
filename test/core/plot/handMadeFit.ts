import type { Fit } from '../../../src/core/fit/fit.js';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { normalCumulative, poissonQuantile } from '../../../src/core/judge/distributions.js';
import type { Table } from '../../../src/core/table/table.js';
import { handMadeTable } from '../model/handMadeTable.js';

/** The same numbers on every machine: a linear congruential generator and Box and Muller's transform. */
export function normalNumbers(count: number, seed: number): number[] {
  let state = BigInt(seed);
  const uniform = () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return (Number(state >> 11n) + 0.5) / 2 ** 53;
  };
  return Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

/** A table made by hand and its fit at 95 %. */
export async function fitted(
  values: Record<string, readonly number[]>,
  formula: string,
): Promise<{ table: Table; fit: Fit }> {
  const table = handMadeTable(values);
  const { fit } = await fitFormula(table, formula, { confidence: 0.95 });
  return { table, fit };
}

/** Counts about these means, the same on every machine: Poisson's distribution by inversion of normal numbers. */
export function poissonNumbers(means: readonly number[], seed: number): number[] {
  return normalNumbers(means.length, seed).map((z, i) => poissonQuantile(normalCumulative(z), means[i]!));
}
