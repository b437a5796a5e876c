import { strict as assert } from 'node:assert';
import { consecutiveLines } from '../../src/core/table/lineIndex.js';
import type { Table } from '../../src/core/table/table.js';
import { TableShelf } from '../../src/worker/tableShelf.js';

/** A table that claims a size: only its counts are looked at. */
function tableOf(rowCount: number, columnCount: number): Table {
  const column = {
    kind: 'number',
    name: 'x',
    form: 'plain',
    firstDay: null,
    blocks: [],
    oddCount: 0,
    missingCount: 0,
    oddCells: [],
    countsByOne: false,
  } as const;
  return {
    name: 'a.csv',
    dialect: {
      delimiter: ',',
      quote: '"',
      escape: 'doubled',
      decimal: '.',
      thousands: null,
      hasHeader: true,
      encoding: 'utf-8',
      hasByteOrderMark: false,
      missingTokens: [],
    },
    layout: { preambleLines: 0, headerRecords: 1, endLine: null },
    headerLine: 1,
    columns: Array.from({ length: columnCount }, () => column),
    rowCount,
    lines: consecutiveLines(0, 2),
    byteCount: 0,
    fingerprint: '',
    warnings: [],
  };
}

describe('TableShelf', () => {
  it('keeps the three tables used last', () => {
    const shelf = new TableShelf();
    for (const stamp of ['a', 'b', 'c']) shelf.put(stamp, tableOf(10, 1));
    assert.ok(shelf.get('a'));
    shelf.put('d', tableOf(10, 1));
    assert.equal(shelf.get('b'), undefined);
    assert.ok(shelf.get('a') && shelf.get('c') && shelf.get('d'));
  });

  it('keeps one table of any size, but not two that are too large together', () => {
    const shelf = new TableShelf();
    // 50 columns of a million numbers are 400 MB; the limit is 512 MB.
    shelf.put('a', tableOf(1_000_000, 50));
    assert.ok(shelf.get('a'));
    shelf.put('b', tableOf(1_000_000, 50));
    assert.equal(shelf.get('a'), undefined);
    assert.ok(shelf.get('b'));
  });
});
