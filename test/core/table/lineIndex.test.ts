import assert from 'node:assert/strict';
import { consecutiveLines, LineIndexBuilder } from '../../../src/core/table/lineIndex.js';
import { seededRandom } from '../../fixtures/generated.js';

describe('the lines of rows', () => {
  it('take one run for a file whose rows are one line each', () => {
    const lines = consecutiveLines(1_000_000, 2);
    assert.equal(lines.runs.rows.length, 1);
    assert.deepStrictEqual([lines.firstLine(0), lines.lastLine(999_999)], [2, 1_000_001]);
  });

  it('are those that were added, however long the rows and the gaps between them', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 200; round++) {
      const builder = new LineIndexBuilder();
      const expected: [first: number, last: number][] = [];
      let line = 1;
      for (let row = 0; row < 60; row++) {
        line += random() < 0.2 ? Math.floor(random() * 3) : 0;
        const span = random() < 0.2 ? Math.floor(random() * 3) : 0;
        expected.push([line, line + span]);
        builder.addRow(line, line + span);
        line += span + 1;
      }
      const lines = builder.finish();
      assert.deepStrictEqual(
        expected.map((_, row) => [lines.firstLine(row), lines.lastLine(row)]),
        expected,
      );
    }
  });

  it('of two parts are one after the other', () => {
    const before = new LineIndexBuilder();
    before.addRows(3, 2);
    before.addRow(5, 7);
    const after = new LineIndexBuilder();
    after.addRow(1, 1);
    after.addRow(3, 3);
    before.append(after.finish(), 7);
    const lines = before.finish();
    const found = Array.from({ length: 6 }, (_, row) => [lines.firstLine(row), lines.lastLine(row)]);
    assert.deepStrictEqual(found, [
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 7],
      [8, 8],
      [10, 10],
    ]);
  });
});
