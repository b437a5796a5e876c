import type { Checkpoint } from '../checkpoint.js';
import { csvRecord } from '../table/writeCsv.js';
import { simulateRows } from './simulateRows.js';
import { featureNames, type Simulation, TARGET } from './simulation.js';

/** Rows to a piece of text. */
const PIECE_ROWS = 4096;

/**
 * The simulated table as pieces of CSV text, the header first.
 *
 * @throws GausslineError what `simulateRows` throws, and what `checkpoint` throws.
 */
export async function* simulatedCsv(simulation: Simulation, checkpoint?: Checkpoint): AsyncGenerator<string> {
  let lines = [csvRecord([...featureNames(simulation), TARGET])];
  let rows = 0;
  for (const row of simulateRows(simulation)) {
    lines.push(row.join(','));
    if (++rows % PIECE_ROWS !== 0) continue;
    yield `${lines.join('\n')}\n`;
    lines = [];
    await checkpoint?.({ rows });
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}
