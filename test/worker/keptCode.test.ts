import assert from 'node:assert/strict';
import { isAscii } from 'node:buffer';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkerClient } from '../../src/host/workerClient.js';
import { KeptCode } from '../../src/worker/keptCode.node.js';
import { bundleCli } from '../cli/bundleCli.js';

describe('KeptCode', () => {
  let root: string;
  let file: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'gaussline-code-'));
    file = path.join(root, 'bundle.js');
    folder = path.join(root, 'kept', 'code');
    writeFileSync(file, 'exports.answer = () => 42; exports.folder = __dirname;');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const open = () => new KeptCode(file, folder, 'host');
  const answerOf = (code: KeptCode) => {
    const exports = code.run(createRequire(file)) as { answer(): number; folder: string };
    assert.equal(exports.folder, root);
    return exports.answer();
  };
  const keep = () => {
    const code = open();
    answerOf(code);
    code.keep();
  };
  const keptFile = () => path.join(folder, readdirSync(folder)[0]!);

  it('takes what an earlier start has kept', () => {
    assert.equal(open().isKept, false);
    keep();
    const code = open();
    assert.equal(code.isKept, true);
    assert.equal(answerOf(code), 42);
  });

  it('compiles again when a byte of it has changed, and keeps that', () => {
    keep();
    const bytes = readFileSync(keptFile());
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(keptFile(), bytes);
    const code = open();
    assert.equal(code.isKept, false);
    assert.equal(answerOf(code), 42);
    code.keep();
    assert.equal(open().isKept, true);
  });

  for (const [what, bytes] of [
    ['empty', 0],
    ['cut off', 100],
  ] as const)
    it(`compiles again when it is ${what}`, () => {
      keep();
      writeFileSync(keptFile(), readFileSync(keptFile()).subarray(0, bytes));
      const code = open();
      assert.equal(code.isKept, false);
      assert.equal(answerOf(code), 42);
    });

  it('forgets what a bundle was before it changed', () => {
    keep();
    writeFileSync(file, 'exports.answer = () => 43; exports.folder = __dirname;');
    utimesSync(file, 1e9, 1e9);
    const code = open();
    assert.equal(code.isKept, false);
    assert.equal(answerOf(code), 43);
    code.keep();
    assert.equal(readdirSync(folder).length, 1);
  });

  it('is what another bundle requires', () => {
    writeFileSync(path.join(root, 'other.js'), "exports.other = require('./bundle.js');");
    const require = createRequire(file);
    const exports = open().run(require);
    assert.equal(require('./other.js').other, exports);
  });

  it('works where nothing can be kept', () => {
    folder = path.join(file, 'below-a-file');
    keep();
    assert.equal(open().isKept, false);
  });
});

describe('A worker with a folder for its code', () => {
  it('answers, keeps its code afterwards, and answers with it', async function () {
    this.timeout(60_000);
    const root = mkdtempSync(path.join(tmpdir(), 'gaussline-code-'));
    const folder = path.join(root, 'code');
    await bundleCli(root);
    const fingerprint = async (untilKept: boolean) => {
      const client = new WorkerClient(path.join(root, 'worker.js'), () => {}, folder);
      const bytes = new TextEncoder().encode('x,y\n1,2\n');
      try {
        const answer = await client.call('fingerprint', { source: { kind: 'bytes', name: 'a.csv', bytes } });
        while (untilKept && !isKept(folder)) await new Promise((resume) => setTimeout(resume, 100));
        return answer;
      } finally {
        client.dispose();
      }
    };
    // Of two bytes to a character it would take twice as long to load.
    for (const file of ['workerMain.js', 'workerMainLater.js'])
      assert.ok(isAscii(readFileSync(path.join(root, file))), file);
    try {
      assert.equal(await fingerprint(true), await fingerprint(false));
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

function isKept(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.code'));
  } catch {
    return false;
  }
}
