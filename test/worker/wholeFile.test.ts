import { strict as assert } from 'node:assert';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isSameFile, unwritable, writeWholeFile } from '../../src/worker/wholeFile.node.js';

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield* chunks('x,y\n');
  throw new Error('reading failed');
}

describe('writeWholeFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-whole-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => path.join(folder, name);

  it('writes all chunks under the name, and leaves nothing beside it', async () => {
    writeFileSync(at('a.csv'), 'before');
    assert.equal(await writeWholeFile(at('a.csv'), chunks('x,y\n', '', '1,2\n')), 8);
    assert.equal(readFileSync(at('a.csv'), 'utf8'), 'x,y\n1,2\n');
    assert.deepEqual(readdirSync(folder), ['a.csv']);
  });

  it('leaves what was there where it does not come to its end', async () => {
    writeFileSync(at('a.csv'), 'before');
    await assert.rejects(writeWholeFile(at('a.csv'), broken()), /reading failed/);
    assert.equal(readFileSync(at('a.csv'), 'utf8'), 'before');
    assert.deepEqual(readdirSync(folder), ['a.csv']);
  });

  it('says that a place cannot be written to', async () => {
    const nowhere = path.join(folder, 'gone', 'a.csv');
    await assert.rejects(writeWholeFile(nowhere, chunks('x')), {
      code: 'export/not-writable',
      hint: /^Choose/,
    });
    await assert.rejects(writeWholeFile(folder, chunks('x')), { code: 'export/not-writable' });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('tells a full disk from a place that is barred', () => {
    // No test can fill the disk it runs on: the error is one that Node throws then.
    for (const code of ['ENOSPC', 'EDQUOT']) {
      const full = unwritable('/data/a.csv', Object.assign(new Error(`${code}: no space left`), { code }));
      assert.equal(full.code, 'export/disk-full');
      assert.match(full.message, /a\.csv could not be written to its end, and nothing of it was kept/);
      assert.match(full.hint ?? '', /^Make room/);
    }
    assert.equal(unwritable('/data/a.csv', new Error('EROFS')).code, 'export/not-writable');
  });

  it('knows a file by any of its names', async () => {
    writeFileSync(at('a.csv'), '');
    writeFileSync(at('b.csv'), '');
    symlinkSync(at('a.csv'), at('link.csv'));
    assert.equal(await isSameFile(at('a.csv'), at('link.csv')), true);
    assert.equal(await isSameFile(at('a.csv'), at('b.csv')), false);
    assert.equal(await isSameFile(at('a.csv'), at('gone.csv')), false);
  });
});
