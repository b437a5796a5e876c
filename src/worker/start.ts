// What a thread runs first: it fetches the worker's bundle, with its compiled code where that is kept.
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import type { ThreadStart } from '../protocol/threadStart.js';
import { KeptCode } from './keptCode.node.js';

/** What `main.ts` exports. */
type Main = { start(self: { file: string; start: ThreadStart }, answered: () => void): void };

/** The functions of a first answer have run then, and nobody waits for the thread any more. */
const KEEP_AFTER_MS = 2_000;

const start = workerData as ThreadStart;
const bundle = join(__dirname, 'workerMain.js');
const self = { file: __filename, start };

if (start.codeFolder === null) {
  const main: Main = require(bundle);
  main.start(self, () => {});
} else {
  const code = new KeptCode(bundle, start.codeFolder, start.role);
  const main = code.run(require) as Main;
  main.start(self, () => setTimeout(() => code.keep(), KEEP_AFTER_MS).unref());
}
