import { strict as assert } from 'node:assert';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileSource } from '../../src/worker/fileSource.node.js';

describe('fileSource', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-source-'));
    file = path.join(folder, 'a.csv');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** All bytes of one pass; `between` happens after the first chunk. */
  async function readAll(source: Awaited<ReturnType<typeof fileSource>>, between?: () => void) {
    const chunks: Buffer[] = [];
    for await (const chunk of source.open()) {
      chunks.push(Buffer.from(chunk));
      if (chunks.length === 1) between?.();
    }
    return Buffer.concat(chunks);
  }

  it('hands out every byte, as often as asked', async () => {
    // Two and a half chunks of 1 MiB, no two of them alike.
    const bytes = Buffer.from(
      Uint8Array.from({ length: 2.5 * (1 << 20) }, (_none, index) => (index * 31 + (index >> 12)) & 255),
    );
    writeFileSync(file, bytes);
    const source = await fileSource(file);
    assert.equal(source.name, 'a.csv');
    assert.equal(source.size, bytes.length);
    assert.ok(bytes.equals(await readAll(source)));
    assert.ok(bytes.equals(await readAll(source)));
    assert.equal(await source.changedSince(), null);
  });

  it('hands out nothing of an empty file', async () => {
    writeFileSync(file, '');
    assert.equal((await readAll(await fileSource(file))).length, 0);
  });

  it('may be left after the first chunk', async () => {
    writeFileSync(file, 'x');
    for await (const chunk of (await fileSource(file)).open()) {
      assert.equal(chunk.length, 1);
      break;
    }
  });

  it('refuses what is not there', async () => {
    await assert.rejects(fileSource(file), { code: 'source/not-found', hint: /^Check / });
    await assert.rejects(fileSource(path.join(folder, 'no', 'a.csv')), { code: 'source/not-found' });
    writeFileSync(file, '');
    await assert.rejects(fileSource(path.join(file, 'b.csv')), { code: 'source/not-found' });
  });

  it('refuses a folder, and a device before it blocks', async () => {
    await assert.rejects(fileSource(folder), { code: 'source/not-a-file', message: /is a folder/ });
    await assert.rejects(fileSource('/dev/null'), { code: 'source/not-a-file', message: /is a device/ });
  });

  it('says why a file cannot be read', async () => {
    symlinkSync(file, file);
    await assert.rejects(fileSource(file), { code: 'source/not-readable', message: /ELOOP/ });
  });

  it('notices that the file was deleted while it was read', async () => {
    writeFileSync(file, 'a\n1\n');
    const source = await fileSource(file);
    await assert.rejects(
      readAll(source, () => rmSync(file)),
      { code: 'source/disappeared' },
    );
    await assert.rejects(readAll(source), { code: 'source/disappeared' });
    await assert.rejects(source.changedSince(), { code: 'source/disappeared' });
  });

  it('notices that the file grew, or was replaced by one of the same size', async () => {
    writeFileSync(file, 'a\n1\n');
    const source = await fileSource(file);
    await readAll(source, () => appendFileSync(file, '2\n'));
    const grown = await source.changedSince();
    assert.equal(grown?.code, 'source/changed-while-read');
    assert.match(grown?.message ?? '', /4 bytes before, 6 after/);

    const again = await fileSource(file);
    writeFileSync(`${file}.new`, 'b\n3\n4\n');
    await rename(`${file}.new`, file);
    assert.match((await again.changedSince())?.message ?? '', /same size/);
  });

  it('has the same stamp until the file is written', async () => {
    writeFileSync(file, 'a\n1\n');
    const { stamp } = await fileSource(file);
    assert.equal((await fileSource(file)).stamp, stamp);
    writeFileSync(file, 'a\n2\n');
    assert.notEqual((await fileSource(file)).stamp, stamp);
  });

  it('reads a name with any character', async () => {
    const odd = path.join(folder, 'ünï [1] {a,b} #?%20.csv');
    mkdirSync(path.dirname(odd), { recursive: true });
    writeFileSync(odd, 'ok');
    assert.equal((await readAll(await fileSource(odd))).toString(), 'ok');
  });
});
