import { strict as assert } from 'node:assert';
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkerClient } from '../../src/host/workerClient.js';
import {
  AUTO_SETTINGS,
  type FitRequest,
  NO_CHOICES,
  type SourceRef,
  type WorkProgress,
} from '../../src/protocol/index.js';
import { bundleWorker, ON_SLOW_DISK } from './workerBundle.js';

const CARS = path.resolve('test/certified/r/cars.csv');
const fileRef = (file: string): SourceRef => ({ kind: 'file', path: file, name: path.basename(file) });
const textRef = (text: string, name = 'text.csv'): SourceRef => ({
  kind: 'bytes',
  name,
  bytes: new TextEncoder().encode(text),
});
const requestOf = (source: SourceRef, more: Partial<FitRequest> = {}): FitRequest => ({
  source,
  reading: NO_CHOICES,
  memoryBudget: 1024,
  formula: null,
  confidence: 0.95,
  token: 1,
  ...more,
});

describe('The worker thread', function () {
  this.timeout(60_000);
  let bundle: string;
  let client: WorkerClient;
  let folder: string;
  before(async () => {
    bundle = await bundleWorker(ON_SLOW_DISK);
    folder = mkdtempSync(path.join(tmpdir(), 'gaussline-thread-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  });
  beforeEach(() => {
    client = new WorkerClient(bundle);
  });
  afterEach(() => client.dispose());

  /** About 40 MB, so that reading takes many blocks: `x,y,note`. */
  function writeLarge(name: string): string {
    const file = path.join(folder, name);
    const lines = Array.from(
      { length: 1_000 },
      (_, row) => `${row % 977},${(row * 31) % 1009},${'n'.repeat(980)}`,
    );
    const block = Buffer.from(`${lines.join('\n')}\n`);
    writeFileSync(file, 'x,y,note\n');
    const handle = openSync(file, 'a');
    for (let copy = 0; copy < 40; copy++) writeSync(handle, block);
    closeSync(handle);
    return file;
  }

  /** Resolves with the first progress that has rows: the file is open and being read. */
  function reading(): Promise<WorkProgress> {
    return new Promise((resolve) => {
      const stop = client.on('progress', (progress) => {
        if (progress.rows === 0) return;
        stop();
        resolve(progress);
      });
    });
  }

  it('fits a file', async () => {
    const report = await client.call('fit', requestOf(fileRef(CARS)));
    assert.equal(report.spec.formula, 'dist ~ speed');
    // R 4.2.2, lm(dist ~ speed, cars), recomputed in exact arithmetic: test/certified/README.md.
    const [, slope] = report.coefficients;
    assert.ok(Math.abs((slope?.estimate ?? 0) - 3.9324087591240877) < 1e-12);
    assert.ok(report.marks.residual instanceof Float64Array);
  });

  it('fits a text, and takes its bytes over', async () => {
    const source = textRef('x,y\n1,2\n2,4.1\n3,5.9\n4,8.2\n');
    const report = await client.call('fit', requestOf(source));
    assert.equal(report.summary.n, 4);
    assert.equal(source.kind === 'bytes' && source.bytes.length, 0);
  });

  it('leaves the bytes alone that share their buffer with others', async () => {
    const bytes = new TextEncoder().encode('--x,y\n1,2\n2,4.1\n3,5.9\n');
    const report = await client.call(
      'fit',
      requestOf({ kind: 'bytes', name: 'a', bytes: bytes.subarray(2) }),
    );
    assert.equal(report.summary.n, 3);
    assert.equal(bytes.length, 22);
  });

  it('fits the formula it is given, with the confidence it is given', async () => {
    const report = await client.call(
      'fit',
      requestOf(fileRef(CARS), { formula: 'speed ~ 1', confidence: 0.5 }),
    );
    assert.equal(report.spec.formula, 'speed ~ 1');
    assert.equal(report.confidence, 0.5);
  });

  it('gives the standard errors it is asked for', async () => {
    const report = await client.call('fit', requestOf(fileRef(CARS), { covariance: 'hc1' }));
    assert.equal(report.summary.covariance, 'hc1');
    assert.deepEqual(
      report.terms.map(({ name }) => name),
      ['speed'],
    );
  });

  it('compares the ways out of a deficient rank', async () => {
    const source = textRef('a,b,total,y\n1,5,6,3\n2,3,5,4\n3,8,11,8\n4,1,5,9\n5,2,7,12\n');
    const request = requestOf(source);
    const options = { formula: 'y ~ a + b + total', lambda: 2, variance: null, seed: 1 };
    const found = await client.call('doctor', { ...request, ...options });
    assert.deepEqual(found.dropped, [{ name: 'total', isConstant: false, identity: 'total = a + b' }]);
    assert.equal(found.jitter.equivalentLambda, 2);
    assert.equal(found.ridge.slopes.length, 3);
  });

  it('describes the columns', async () => {
    const summary = await client.call('describe', requestOf(fileRef(CARS)));
    assert.deepEqual(
      summary.columns.map(({ name, kind }) => [name, kind]),
      [
        ['speed', 'number'],
        ['dist', 'number'],
      ],
    );
  });

  it('gives the same fingerprint for the same bytes, read or not', async () => {
    const text = 'x,y\n1,2\n2,4.1\n3,5.9\n';
    const fresh = await client.call('fingerprint', { source: textRef(text) });
    const { source } = await client.call('fit', requestOf(textRef(text)));
    assert.equal(source.fingerprint, fresh);
    assert.equal(await client.call('fingerprint', { source: textRef(text) }), fresh);
    assert.notEqual(await client.call('fingerprint', { source: textRef(`${text}4,8\n`) }), fresh);
  });

  it('sends the code, the hint and the place of a failure', async () => {
    const formula = 'dist ~ sped';
    await assert.rejects(client.call('fit', requestOf(fileRef(CARS), { formula })), {
      code: 'formula/unknown-column',
      hint: /speed/,
      details: { range: { start: 7, end: 11 }, replacement: 'speed' },
    });
    const missing = fileRef(path.join(folder, 'missing.csv'));
    await assert.rejects(client.call('fit', requestOf(missing)), { code: 'source/not-found' });
    await assert.rejects(client.call('fit', requestOf(fileRef(folder))), { code: 'source/not-a-file' });
  });

  it('does not parse again for another formula, until the file changes', async () => {
    const file = writeLarge('again.csv');
    const first = await client.call('fit', requestOf(fileRef(file)));
    const second = await client.call('fit', requestOf(fileRef(file), { formula: 'y ~ x - 1' }));
    assert.ok(
      second.elapsed.readMs < first.elapsed.readMs / 5,
      `${second.elapsed.readMs} of ${first.elapsed.readMs}`,
    );
    appendFileSync(file, '1,2,end\n');
    const third = await client.call('fit', requestOf(fileRef(file)));
    assert.equal(third.summary.n, first.summary.n + 1);
  });

  it('plans a training on a large file, and refuses one that needs more memory than there is to be', async () => {
    const file = path.join(folder, 'training.csv');
    const rows = Array.from({ length: 300_000 }, (_, row) => `${row % 977},${(row * 31) % 1009}`);
    writeFileSync(file, `x,y\n${rows.join('\n')}\n`);
    const request = { ...requestOf(fileRef(file)), formula: 'y ~ x', settings: AUTO_SETTINGS };
    const plan = await client.call('planTraining', request);
    assert.equal(plan.rowCount + plan.validationCount, 300_000);
    // Two columns of 300,000 doubles are 4.8 MB.
    const small = client.call('planTraining', { ...request, memoryBudget: 4 });
    await assert.rejects(small, { code: 'train/too-large', message: /needs 5 MB .* the budget is 4 MB/ });
  });

  it('announces its progress with the token of the call', async () => {
    const seen: WorkProgress[] = [];
    client.on('progress', (progress) => seen.push(progress));
    await client.call('fit', requestOf(fileRef(writeLarge('progress.csv')), { token: 42 }));
    assert.ok(seen.every(({ token }) => token === 42));
    assert.deepEqual(
      [...new Set(seen.map(({ stage }) => stage))],
      ['reading', 'fitting', 'preparing charts'],
    );
    const bytes = seen.map(({ bytesRead }) => bytesRead);
    assert.deepEqual(
      bytes,
      [...bytes].sort((a, b) => a - b),
    );
  });

  it('stops in the middle of a file when it is cancelled, and goes on with the next call', async () => {
    const abort = new AbortController();
    const fitting = client.call('fit', requestOf(fileRef(writeLarge('cancelled.csv'))), abort.signal);
    const halted = assert.rejects(fitting, { code: 'cancelled' });
    await reading();
    abort.abort();
    await halted;
    let later = 0;
    const stop = client.on('progress', ({ token }) => {
      later += token === 1 ? 1 : 0;
    });
    await client.call('fit', requestOf(fileRef(CARS), { token: 2 }));
    stop();
    // What was under way when the cancel came may still be announced, nothing after it.
    assert.ok(later <= 1, `${later} announcements after the cancel`);
  });

  it('notices that the file is deleted while it is read', async () => {
    const file = writeLarge('deleted.csv');
    const failed = assert.rejects(client.call('fit', requestOf(fileRef(file))), {
      code: 'source/disappeared',
    });
    await reading();
    rmSync(file);
    await failed;
  });

  it('warns once that the file changed while it was read', async () => {
    const file = writeLarge('growing.csv');
    const fitting = client.call('fit', requestOf(fileRef(file)));
    await reading();
    appendFileSync(file, '1,2,more\n');
    const codes = (await fitting).warnings.map(({ code }) => code);
    assert.equal(codes.filter((code) => code === 'source/changed-while-read').length, 1, codes.join());
  });
});

describe('A worker thread that is lost', () => {
  let client: WorkerClient | undefined;
  let bundle: string | undefined;
  afterEach(() => {
    client?.dispose();
    if (bundle) rmSync(path.dirname(bundle), { recursive: true, force: true });
  });

  /** A client whose worker runs `body` at the first message. */
  async function clientOf(body: string): Promise<WorkerClient> {
    bundle = await bundleWorker(
      `import { parentPort } from 'node:worker_threads'; parentPort!.on('message', () => { ${body} });`,
    );
    client = new WorkerClient(bundle);
    return client;
  }
  const ask = (of: WorkerClient) => of.call('fingerprint', { source: textRef('x') });
  const isLost = (reason: RegExp) => ({
    code: 'worker/lost',
    message: reason,
    hint: /^Run the command again/,
  });

  it('fails what waits when it crashes, and starts another for the next call', async () => {
    const crashing = await clientOf(`throw new Error('boom');`);
    await Promise.all([
      assert.rejects(ask(crashing), isLost(/boom/)),
      assert.rejects(ask(crashing), isLost(/boom/)),
    ]);
    await assert.rejects(ask(crashing), isLost(/boom/));
  });

  it('fails what waits when it exits without an error', async () => {
    await assert.rejects(ask(await clientOf('process.exit(7);')), isLost(/exit code 7/));
  });

  it('fails what waits when it is stopped, and works again', async () => {
    bundle = await bundleWorker();
    client = new WorkerClient(bundle);
    const waiting = assert.rejects(ask(client), isLost(/exit code/));
    await client.stop();
    await waiting;
    assert.match(await ask(client), /^[0-9a-f]{16}$/);
  });

  it('is the one that was started ahead of the first call', async () => {
    bundle = await bundleWorker();
    const lines: string[] = [];
    client = new WorkerClient(bundle, (line) => lines.push(line));
    client.begin();
    client.begin();
    assert.match(await ask(client), /^[0-9a-f]{16}$/);
    assert.equal(lines.filter((line) => line.startsWith('worker started')).length, 1);
  });

  it('fails when its file is not there', async () => {
    client = new WorkerClient(path.join(tmpdir(), 'no-such-worker.js'));
    await assert.rejects(ask(client), isLost(/Cannot find module/));
  });

  it('fails calls after it was disposed', async () => {
    client = await clientOf('');
    client.dispose();
    await assert.rejects(ask(client), { code: 'worker/lost' });
  });
});
