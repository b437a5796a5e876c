import { strict as assert } from 'node:assert';
import { memorySource } from '../../src/core/table/byteSource.js';
import { NO_CHOICES } from '../../src/core/table/readChoices.js';
import { readTable } from '../../src/core/table/readTable.js';
import type { Table } from '../../src/core/table/table.js';
import { FileShelf } from '../../src/worker/fileShelf.js';
import type { ReadFile } from '../../src/worker/readFile.js';

/** A file that claims a size, and counts who holds it. */
class SizedFile implements ReadFile {
  holders = 1;
  isLost = false;
  readonly isWhole = true;
  readonly rowsBefore = [0];

  constructor(
    readonly table: Table,
    readonly byteCount: number,
  ) {}

  hold(): void {
    this.holders++;
  }

  release(): void {
    this.holders--;
  }

  smoother(): never {
    throw new Error('A shelf asks no file.');
  }

  lacksLowWords(): never {
    throw new Error('A shelf asks no file.');
  }

  ask(): never {
    throw new Error('A shelf asks no file.');
  }

  whole(): never {
    throw new Error('A shelf asks no file.');
  }
}

describe('FileShelf', () => {
  let table: Table;
  before(async () => {
    table = await readTable(memorySource('a.csv', new TextEncoder().encode('x,y\n1,2\n')));
  });
  const sized = (byteCount: number) => new SizedFile(table, byteCount);

  it('keeps the three files used last', () => {
    const shelf = new FileShelf();
    for (const stamp of ['a', 'b', 'c']) shelf.put(stamp, NO_CHOICES, sized(80));
    assert.ok(shelf.get('a', NO_CHOICES));
    shelf.put('d', NO_CHOICES, sized(80));
    assert.equal(shelf.get('b', NO_CHOICES), undefined);
    assert.ok(shelf.get('a', NO_CHOICES) && shelf.get('c', NO_CHOICES) && shelf.get('d', NO_CHOICES));
  });

  it('tells one reading of a source from another, in whatever order it was settled', () => {
    const shelf = new FileShelf();
    const [semicolon, plain] = [sized(80), sized(80)];
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
    assert.equal(shelf.fingerprintOf('a'), table.fingerprint);
    assert.equal(shelf.fingerprintOf('b'), undefined);
  });

  it('keeps one file of any size, but not two that are too large together', () => {
    const shelf = new FileShelf();
    // The limit is 512 MB.
    shelf.put('a', NO_CHOICES, sized(400e6));
    assert.ok(shelf.get('a', NO_CHOICES));
    shelf.put('b', NO_CHOICES, sized(400e6));
    assert.equal(shelf.get('a', NO_CHOICES), undefined);
    assert.ok(shelf.get('b', NO_CHOICES));
  });

  it('lets go of what it removes, and of what lost its rows', () => {
    const shelf = new FileShelf();
    const [large, larger, lost] = [sized(400e6), sized(400e6), sized(80)];
    shelf.put('a', NO_CHOICES, large);
    shelf.put('b', NO_CHOICES, larger);
    assert.equal(large.holders, 1);
    assert.equal(larger.holders, 2);
    shelf.put('c', NO_CHOICES, lost);
    lost.isLost = true;
    assert.equal(shelf.get('c', NO_CHOICES), undefined);
    assert.equal(lost.holders, 1);
  });

  it('lets go of a file on a disk as it was before, and of no other', () => {
    const shelf = new FileShelf();
    const [before, other] = [sized(80), sized(80)];
    shelf.put('/data/a.csv\0one', NO_CHOICES, before);
    shelf.put('/data/a.csv.old\0one', NO_CHOICES, other);
    shelf.removeStale('/data/a.csv', '/data/a.csv\0one');
    assert.equal(before.holders, 2);
    shelf.removeStale('/data/a.csv', '/data/a.csv\0two');
    assert.equal(before.holders, 1);
    assert.equal(other.holders, 2);
  });
});
