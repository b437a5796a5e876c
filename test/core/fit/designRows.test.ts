import assert from 'node:assert/strict';
import { designRows } from '../../../src/core/fit/designRows.js';
import type { FileBlock, FileRows } from '../../../src/core/fit/fileRows.js';
import { fileWithout } from '../../../src/core/fit/fileWithout.js';
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

  it('come with what is known of the columns of the file, as long as they are these', async () => {
    const facts = [{ nanCount: 0, least: 1, greatest: 2 }, null];
    const block = { start: 0, rowCount: 2, columns: [Float64Array.of(1, 2), Float64Array.of(3, 4)], facts };
    const file = (shown: readonly string[]) =>
      ({
        levels: () => [],
        blocks: () => [{ ...block, columns: shown.map((name) => block.columns[name === 'x' ? 0 : 1]!) }],
      }) as unknown as FileRows;
    const factsFor = async (rows: FileRows, columns: Parameters<typeof designRows>[1]) => {
      for await (const { facts: found } of designRows(rows, columns).blocks) return found;
      return undefined;
    };
    const doubled = { name: '2x', factors: [{ kind: 'negate', of: { kind: 'column', name: 'x' } }] } as const;
    assert.deepEqual(await factsFor(file(['x']), [plainColumn('x')]), [facts[0]]);
    assert.equal(await factsFor(file(['x']), [doubled]), null);
    assert.equal(await factsFor(file(['x', 'y']), [plainColumn('x'), plainColumn('y')]), null);
    assert.equal(await factsFor(fileWithout(file(['x']), [1]), [plainColumn('x')]), null);
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
