import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fitFormula } from '../../../src/core/fitFormula.js';
import type { PartedFile } from '../../../src/worker/parts/partedFile.js';
import type { PartThread } from '../../../src/worker/parts/partThread.js';
import { PartThreads } from '../../../src/worker/parts/partThreads.js';
import { Work } from '../../../src/worker/work.js';
import { bundleWorker, ON_SLOW_DISK } from '../workerBundle.js';
import { quiet, readParted } from './readBothWays.js';

describe('Parts of a file, when things go wrong', function () {
  this.timeout(120_000);
  let bundle: string;
  let folder: string;
  let threads: PartThreads;
  const fileOf = (name: string) => path.join(folder, name);
  before(async () => {
    bundle = await bundleWorker(ON_SLOW_DISK);
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-losses-'));
    threads = new PartThreads(bundle, 2);
  });
  after(() => {
    threads.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  });

  /** About 60 MB of `x,y`, in 5 million rows; more with more copies. */
  function writeLarge(name: string, copies = 500): string {
    const file = fileOf(name);
    const block = Buffer.from(
      Array.from({ length: 10_000 }, (_, row) => `${row % 977},${(row * 31) % 1009}.25\n`).join(''),
    );
    writeFileSync(file, 'x,y\n');
    const handle = openSync(file, 'a');
    for (let copy = 0; copy < copies; copy++) writeSync(handle, block);
    closeSync(handle);
    return file;
  }

  const fitted = (file: PartedFile, work = quiet()) =>
    file.ask(work, (parts) => fitFormula(file.table, 'y ~ x', { confidence: 0.95, parts }));

  /** Ends a thread right after it was asked something, so that no answer can have come. */
  function dieWhenAsked(thread: PartThread): void {
    const call = thread.call.bind(thread);
    thread.call = (name, args, signal) => {
      const answer = call(name, args, signal);
      thread.close();
      return answer;
    };
  }

  /** Takes from this process, whoever it runs as, the right to read a file; returns how to give it back. */
  function forbid(file: string): () => void {
    const user = process.geteuid!();
    const NOBODY = 65_534;
    chmodSync(file, 0o000);
    // No mode of a file keeps the administrator from reading it.
    if (user === 0) process.seteuid!(NOBODY);
    return () => {
      process.seteuid!(user);
      chmodSync(file, 0o600);
    };
  }

  /** Work that does something once it was told of rows. */
  function workThat(act: () => void, signal = new AbortController().signal): Work {
    let isDone = false;
    return new Work(signal, ({ rows }) => {
      if (isDone || rows === 0) return;
      isDone = true;
      act();
    });
  }

  it('say why they cannot be read any more, and are read when they can be again', async function () {
    if (process.platform === 'win32') this.skip();
    const file = fileOf('forbidden.csv');
    writeFileSync(
      file,
      `x,y\n${Array.from({ length: 20_000 }, (_, row) => `${row % 97},${row}\n`).join('')}`,
    );
    const read = await readParted(file, threads, { budget: 0 });
    const allow = forbid(file);
    const found = fitted(read).finally(allow);
    await assert.rejects(found, { code: 'source/not-readable', message: /EACCES/ });
    assert.equal((await fitted(read)).fit.summary.n, 20_000);
    read.release();
  });

  it('are none of a pipe, which would never end', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = fileOf('pipe.csv');
    execFileSync('mkfifo', [pipe]);
    await assert.rejects(readParted(pipe, threads), { code: 'source/not-a-file', message: /is a pipe/ });
  });

  it('stop within a blink when they are cancelled, in reading and in fitting, and go on afterwards', async () => {
    const file = writeLarge('cancelled.csv');
    const abort = new AbortController();
    const work = workThat(() => abort.abort(), abort.signal);
    await assert.rejects(readParted(file, threads, { work }), { code: 'cancelled' });
    assert.ok((await whenIdle(threads)) < 1000, 'the threads were busy for a second after the cancel');

    const read = await readParted(file, threads, { budget: 0 });
    const later = new AbortController();
    const fitting = fitted(
      read,
      workThat(() => later.abort(), later.signal),
    );
    await assert.rejects(fitting, { code: 'cancelled' });
    assert.equal((await fitted(read)).fit.summary.n, 5_000_000);
    rmSync(file);
    read.release();
  });

  it('fail with `worker/lost` when a thread dies, and are read anew by the next call', async () => {
    const file = writeLarge('lost.csv');
    const [, second] = threads.take();
    dieWhenAsked(second!);
    await assert.rejects(readParted(file, threads), {
      code: 'worker/lost',
      hint: /^Run the command again/,
    });
    const read = await readParted(file, threads);
    assert.equal(read.isLost, false);
    threads.take()[0]!.close();
    assert.equal(read.isLost, true);
    await assert.rejects(fitted(read), { code: 'worker/lost' });
    read.release();
    const again = await readParted(file, threads);
    assert.equal((await fitted(again)).fit.summary.n, 5_000_000);
    again.release();
  });

  it('are read as one where the file shrinks while it is read', async () => {
    const file = writeLarge('shrinking.csv');
    const work = workThat(() => truncateSync(file, 20_000_000));
    const read = await readParted(file, threads, { work });
    assert.ok(read.table.byteCount <= statSync(file).size || read.table.rowCount === 5_000_000);
    assert.equal(read.table.lines.rowCount, read.table.rowCount);
    read.release();
  });

  it('leave out what is written behind them while they are read', async () => {
    const file = writeLarge('growing.csv');
    const work = workThat(() => appendFileSync(file, '1,2\n'.repeat(1000)));
    const read = await readParted(file, threads, { work });
    assert.equal(read.table.rowCount, 5_000_000);
    read.release();
  });

  it('say so when a file that is not kept is another one the second time', async () => {
    const file = writeLarge('changed.csv');
    const read = await readParted(file, threads, { budget: 0 });
    truncateSync(file, 30_000_000);
    await assert.rejects(fitted(read), { code: 'source/changed', hint: /^Fit again/ });
    rmSync(file);
    await assert.rejects(fitted(read), { code: 'source/disappeared' });
    read.release();
  });

  it('say so when the file cannot be read any more', async () => {
    const file = writeLarge('gone.csv');
    const read = await readParted(file, threads, { budget: 0 });
    rmSync(file);
    await assert.rejects(fitted(read), { code: 'source/disappeared' });
    read.release();
  });

  it('tell how far they are together', async () => {
    const file = writeLarge('progress.csv');
    const seen: number[] = [];
    const work = new Work(new AbortController().signal, ({ bytesRead }) => seen.push(bytesRead));
    (await readParted(file, threads, { work })).release();
    work.enter('fitting');
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    );
    assert.equal(seen.at(-1), statSync(file).size);
    assert.ok(seen.length > 2, `${seen.length} announcements`);
  });
});

/** Milliseconds until every thread answers. */
async function whenIdle(threads: PartThreads): Promise<number> {
  const began = performance.now();
  await Promise.all(threads.take().map((thread) => thread.call('drop', { id: -1 })));
  return performance.now() - began;
}
