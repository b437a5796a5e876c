import { simulatedCsv } from '../core/simulate/simulatedCsv.js';
import { simulateRows } from '../core/simulate/simulateRows.js';
import { featureNames, type Simulation, TARGET } from '../core/simulate/simulation.js';
import { Fingerprint } from '../core/table/fingerprint.js';
import { simulationEquation } from '../core/words/simulationWords.js';
import type { Simulated, SimulateRequest, SimulationPreview } from '../protocol/simulationContract.js';
import { writeWholeFile } from './wholeFile.node.js';
import type { Work } from './work.js';

const PREVIEW_ROWS = 5;

/** What a simulation would make. @throws GausslineError `simulate/settings`. */
export function previewSimulation(simulation: Simulation): SimulationPreview {
  const rows: (readonly number[])[] = [];
  for (const row of simulateRows(simulation)) if (rows.push(row) === PREVIEW_ROWS) break;
  return {
    equation: simulationEquation(simulation),
    columns: [...featureNames(simulation), TARGET],
    rows,
  };
}

/**
 * Makes the data of a simulation, as text or into a file, whole or not at all.
 *
 * @throws GausslineError `simulate/settings`, `export/disk-full`, `export/not-writable`, `cancelled`.
 */
export async function simulate({ simulation, target }: SimulateRequest, work: Work): Promise<Simulated> {
  const fingerprint = new Fingerprint();
  const pieces: string[] = [];
  const encoder = new TextEncoder();
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const piece of simulatedCsv(simulation, work.checkpoint)) {
      const bytes = encoder.encode(piece);
      fingerprint.add(bytes);
      if (target === null) pieces.push(piece);
      yield bytes;
    }
  }
  if (target !== null) await writeWholeFile(target, chunks());
  else for await (const _bytes of chunks());
  const text = target === null ? pieces.join('') : null;
  return { text, fingerprint: fingerprint.digest(), rowCount: simulation.rowCount };
}
