import { simulatedCsv } from '../../../src/core/simulate/simulatedCsv.js';
import type { Simulation } from '../../../src/core/simulate/simulation.js';

/** The whole file. */
export async function textOf(simulation: Simulation): Promise<string> {
  let text = '';
  for await (const piece of simulatedCsv(simulation)) text += piece;
  return text;
}
