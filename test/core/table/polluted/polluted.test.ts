import assert from 'node:assert/strict';
import { cleanTable } from './cleanTables.js';
import { POLLUTIONS, type Pollution } from './pollutions.js';
import { Random } from './random.js';
import { readClean } from './readClean.js';
import { type Scores, scoresOf } from './scores.js';

/** Files of each kind. The bound is the issue's, for the mean over the files of a kind. */
const FILES = 40;
const LEAST_F1 = 0.95;

async function meanScores(pollution: Pollution, firstSeed: number, files: number): Promise<Scores> {
  const sum: Scores = { header: 0, record: 0, cell: 0 };
  for (let seed = firstSeed; seed < firstSeed + files; seed++) {
    const { bytes, truth } = pollution.pollute(cleanTable(seed), new Random(seed + 1e6));
    const scores = scoresOf(await readClean(bytes), truth);
    for (const measure of ['header', 'record', 'cell'] as const) sum[measure] += scores[measure] / files;
  }
  return sum;
}

describe('a polluted file is read as the table it means', () => {
  for (const [index, pollution] of POLLUTIONS.entries())
    it(pollution.kind, async () => {
      const { header, record, cell } = await meanScores(pollution, 1 + 1000 * index, FILES);
      const found = [header, record, cell].map((score) => score.toFixed(4)).join(' ');
      assert.ok(Math.min(header, record, cell) >= LEAST_F1, `header, record, cell: ${found}`);
    }).timeout(60_000);
});
