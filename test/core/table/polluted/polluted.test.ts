import assert from 'node:assert/strict';
import { LEAST_F1, meanScores } from './meanScores.js';
import { POLLUTIONS } from './pollutions.js';

const FILES = 40;

describe('a polluted file is read as the table it means', () => {
  for (const [index, pollution] of POLLUTIONS.entries())
    it(pollution.kind, async () => {
      const { header, record, cell } = await meanScores(pollution, {
        firstSeed: 1 + 1000 * index,
        files: FILES,
      });
      const found = [header, record, cell].map((score) => score.toFixed(4)).join(' ');
      assert.ok(Math.min(header, record, cell) >= LEAST_F1, `header, record, cell: ${found}`);
    }).timeout(60_000);
});
