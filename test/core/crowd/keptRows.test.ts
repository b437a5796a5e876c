import assert from 'node:assert/strict';
import { type KeptRows, mergeTopRows, TopRows, tableOfKept } from '../../../src/core/crowd/keptRows.js';
import type { RowKeeper } from '../../../src/core/crowd/rowStore.js';

/** Rows are numbered from `first` on; the only feature is ten times the row. */
const keeper = (first: number): RowKeeper => ({
  keep({ table, features }, place, i) {
    table.row[place] = first + i;
    features[0]![place] = 10 * (first + i);
  },
});

function topOf(values: readonly number[], { size, first = 0 }: { size: number; first?: number }): KeptRows {
  const top = new TopRows(size, 1);
  top.add(Float64Array.from(values), 1, keeper(first));
  return top.result();
}

const summary = ({ keys, table, features }: KeptRows) => ({
  keys: [...keys],
  rows: [...table.row],
  features: [...features[0]!],
});

describe('kept rows', () => {
  it('are those with the largest keys, of equal ones the first', () => {
    assert.deepEqual(summary(topOf([3, Number.NaN, 5, 1, 5, 4], { size: 3 })), {
      keys: [5, 5, 4],
      rows: [2, 4, 5],
      features: [20, 40, 50],
    });
    assert.deepEqual(summary(topOf([2, 7], { size: 3 })).rows, [1, 0]);
    assert.deepEqual(summary(topOf([Number.NaN], { size: 3 })).rows, []);
  });

  it('are those of a sorted list', () => {
    const values = Array.from({ length: 3000 }, (_, i) => (i * 7919) % 97);
    for (const size of [1, 2, 50, 165, 2999, 3000, 4000]) {
      const rows = [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b).slice(0, size);
      assert.deepEqual(summary(topOf(values, { size })).rows, rows);
    }
  });

  it('are more than there is room for at first', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    const { rows, features } = summary(topOf(values, { size: 700 }));
    assert.deepEqual(rows, values.slice(300).reverse());
    assert.deepEqual(
      features,
      rows.map((row) => 10 * row),
    );
  });

  it('merge as if they came from one part', () => {
    const values = [1, 9, 4, 9, 2, 9, 7, 1];
    const [first, second] = [values.slice(0, 3), values.slice(3)];
    const merged = mergeTopRows(topOf(first, { size: 4 }), topOf(second, { size: 4, first: 3 }), 4);
    assert.deepEqual(summary(merged), summary(topOf(values, { size: 4 })));
  });

  it('stand in a table once each, in file order', () => {
    const lists = [topOf([5, 1, 3], { size: 2 }), topOf([5, 6, 4], { size: 2 })];
    const { table, features } = tableOfKept(lists);
    assert.deepEqual([...table.row], [0, 1, 2]);
    assert.deepEqual([...features[0]!], [0, 10, 20]);
  });
});
