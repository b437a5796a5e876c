import { cleanTable } from './cleanTables.js';
import type { Pollution } from './pollutions.js';
import { Random } from './random.js';
import { readClean } from './readClean.js';
import { type Scores, scoresOf } from './scores.js';

/** The least mean of each measure over the files of a kind; the bound. */
export const LEAST_F1 = 0.95;

/** The pollution of a table has other random numbers than the table. */
const OTHER_SEED = 1e6;

/** The scores of so many polluted files of a kind, with seeds from `firstSeed` on, and the seeds of the worst. */
export async function meanScores(
  { pollute }: Pollution,
  { firstSeed, files }: { firstSeed: number; files: number },
): Promise<Scores & { worst: number[] }> {
  const mean: Scores = { header: 0, record: 0, cell: 0 };
  const worst: number[] = [];
  for (let seed = firstSeed; seed < firstSeed + files; seed++) {
    const { bytes, truth } = pollute(cleanTable(seed), new Random(seed + OTHER_SEED));
    const scores = scoresOf(await readClean(bytes), truth);
    for (const measure of ['header', 'record', 'cell'] as const) mean[measure] += scores[measure] / files;
    if (Math.min(scores.header, scores.record, scores.cell) < 0.9) worst.push(seed);
  }
  return { ...mean, worst };
}
