import assert from 'node:assert/strict';
import { designRows } from '../../../src/core/fit/designRows.js';
import type { FileBlock, FileRows } from '../../../src/core/fit/fileRows.js';
import { plainColumn } from '../../../src/core/model/designColumn.js';

/** Three blocks of one column, and whether who asked for them let them go. */
function rowsOf(column: string, values: FileBlock['columns'][number] = Float64Array.of(0.5)) {
  const state = { isClosed: false, given: 0 };
  const blocks: AsyncIterableIterator<FileBlock> = {
    [Symbol.asyncIterator]: () => blocks,
    async next() {
      if (state.given === 3) return this.return!();
      const start = state.given++;
      return { done: false, value: { start, rowCount: 1, columns: [values] } };
    },
    async return() {
      state.isClosed = true;
      return { done: true, value: undefined };
    },
  };
  const file = {
    levels: () => [],
    blocks(names: readonly string[]) {
      assert.deepEqual(names, [column]);
      return blocks;
    },
  };
  return { file: file as unknown as FileRows, state };
}

describe('the rows of a design', () => {
  it('are those of the file, block by block', async () => {
    const { file, state } = rowsOf('x');
    const seen: number[] = [];
    for await (const { start, columns } of designRows(file, [plainColumn('x')]).blocks)
      seen.push(start, columns[0]![0]!);
    assert.deepEqual(seen, [0, 0.5, 1, 0.5, 2, 0.5]);
    assert.equal(state.isClosed, true);
  });

  it('are let go by a loop that is left, and by a column that cannot be evaluated', async () => {
    const left = rowsOf('x');
    for await (const _ of designRows(left.file, [plainColumn('x')]).blocks) break;
    assert.deepEqual(left.state, { isClosed: true, given: 1 });
    const failed = rowsOf('x', Int32Array.of(1));
    await assert.rejects(async () => {
      for await (const _ of designRows(failed.file, [plainColumn('x')]).blocks) assert.fail();
    }, /is no number column/);
    assert.deepEqual(failed.state, { isClosed: true, given: 1 });
  });
});
