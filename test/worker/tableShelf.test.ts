import { strict as assert } from 'node:assert';
import { consecutiveLines } from '../../src/core/table/lineIndex.js';
import { NO_CHOICES } from '../../src/core/table/readChoices.js';
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
    notes: [],
    firstCells: [],
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
    for (const stamp of ['a', 'b', 'c']) shelf.put(stamp, NO_CHOICES, tableOf(10, 1));
    assert.ok(shelf.get('a', NO_CHOICES));
    shelf.put('d', NO_CHOICES, tableOf(10, 1));
    assert.equal(shelf.get('b', NO_CHOICES), undefined);
    assert.ok(shelf.get('a', NO_CHOICES) && shelf.get('c', NO_CHOICES) && shelf.get('d', NO_CHOICES));
  });

  it('tells one reading of a source from another, in whatever order it was settled', () => {
    const shelf = new TableShelf();
    const [semicolon, plain] = [tableOf(10, 1), { ...tableOf(10, 1), fingerprint: 'f' }];
    shelf.put(
      'a',
      { dialect: { delimiter: ';', decimal: ',' }, kinds: { x: 'text', y: 'number' } },
      semicolon,
    );
    shelf.put('a', NO_CHOICES, plain);
    assert.equal(shelf.get('a', NO_CHOICES), plain);
    const turned = { dialect: { decimal: ',', delimiter: ';' }, kinds: { y: 'number', x: 'text' } } as const;
    assert.equal(shelf.get('a', turned), semicolon);
    assert.equal(shelf.get('a', { ...turned, kinds: {} }), undefined);
    assert.equal(shelf.fingerprintOf('a'), 'f');
    assert.equal(shelf.fingerprintOf('b'), undefined);
  });

  it('keeps one table of any size, but not two that are too large together', () => {
    const shelf = new TableShelf();
    // 50 columns of a million numbers are 400 MB; the limit is 512 MB.
    shelf.put('a', NO_CHOICES, tableOf(1_000_000, 50));
    assert.ok(shelf.get('a', NO_CHOICES));
    shelf.put('b', NO_CHOICES, tableOf(1_000_000, 50));
    assert.equal(shelf.get('a', NO_CHOICES), undefined);
    assert.ok(shelf.get('b', NO_CHOICES));
  });
});
