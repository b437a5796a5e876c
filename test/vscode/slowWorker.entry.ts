// The worker of the extension, on a slow disk.
import '../fixtures/slowDisk.js';
import { workerData } from 'node:worker_threads';
import type { ThreadStart } from '../../src/protocol/threadStart.js';
import { start } from '../../src/worker/main.js';

start({ file: __filename, start: workerData as ThreadStart }, () => {});
