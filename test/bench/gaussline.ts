// Gaussline's side of the bench, bundled by it: the worker as the extension starts it, and the parts of core that are
// timed alone. A request a line: task, tab, file. An answer a line: `= NUMBER`, `- WHY ABSENT` or `! WHY FAILED`.
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { WorkerClient } from '../../src/host/workerClient.js';
import type { FitRequest } from '../../src/protocol/index.js';
import { diagnose, readAndSolve, solve, step, stepApart, stepTogether, train } from './partsOfCore.js';
import { searchRatio } from './searches.js';
import { ASKED, ask, coldAnswer, emptyThread, warmAnswer } from './smallFile.js';

/** Too little for the numbers of a large file: they are read again instead of kept. */
const CONSTANT_MEMORY: Partial<FitRequest> = { memoryBudget: 64 };

/** A number to print, or the reason why there is none. */
type Answer = number | { absent: string };

const workerFile = path.join(__dirname, 'worker.js');
/** Where the threads keep their compiled code, as the extension has them do: nothing yet. */
const codeFolder = path.join(__dirname, 'code');
rmSync(codeFolder, { recursive: true, force: true });
mkdirSync(codeFolder);
const client = new WorkerClient(workerFile, () => {}, codeFolder);

const request = (file: string) => ({
  source: { kind: 'file', path: file, name: path.basename(file) } as const,
  ...ASKED,
  token: 1,
});

/** Touched first: the worker keeps what it has read for as long as the file does not change. */
async function milliseconds(file: string, work: () => Promise<unknown>): Promise<number> {
  const now = new Date();
  await utimes(file, now, now);
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const fitFile = (file: string, more: Partial<FitRequest> = {}) =>
  milliseconds(file, () => client.call('fit', { ...request(file), ...more }));

const parseFile = (file: string) => milliseconds(file, () => client.call('describe', request(file)));

/** Megabytes of this process at its highest, above what it has after a small fit. Linux only; for a fresh process. */
async function peakMemory(file: string, more: Partial<FitRequest>): Promise<number> {
  await ask(client, firstLines(file));
  const idle = memory('VmRSS');
  writeFileSync('/proc/self/clear_refs', '5'); // sets VmHWM back to VmRSS
  await fitFile(file, more);
  return memory('VmHWM') - idle;
}

function firstLines(file: string): Buffer {
  const bytes = Buffer.alloc(1 << 14);
  const handle = openSync(file, 'r');
  readSync(handle, bytes);
  closeSync(handle);
  return bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
}

function memory(field: string): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(new RegExp(`${field}:\\s*(\\d+) kB`).exec(status)![1]) / 1024;
}

/** The folder, once an earlier worker has kept its code: it does so some time after its first answer. */
async function keptCode(file: string): Promise<string> {
  await ask(client, readFileSync(file));
  while (!readdirSync(codeFolder).some((name) => name.startsWith('host-') && name.endsWith('.code')))
    await setTimeout(100);
  return codeFolder;
}

const TASKS: Readonly<Record<string, (file: string) => Promise<Answer>>> = {
  parse: (file) => parseFile(file),
  parseTwoWorkers: (file) => parseFile(file),
  fit: (file) => fitFile(file),
  fitTwoWorkers: (file) => fitFile(file),
  fitExact: (file) => fitFile(file, { isExact: true }),
  fitDouble: (file) => fitFile(file, { isExact: false }),
  fitCounts: (file) => fitFile(file, { family: { name: 'poisson', link: 'log' } }),
  fitMedian: (file) => fitFile(file, { family: { name: 'laplace', quantile: 0.5 } }),
  fitConstantMemory: (file) => fitFile(file, CONSTANT_MEMORY),
  peakMemory: async (file) =>
    process.platform === 'linux' ? peakMemory(file, CONSTANT_MEMORY) : { absent: 'measured on Linux only' },
  warm: (file) => warmAnswer(client, readFileSync(file), 0.99),
  warmMedian: (file) => warmAnswer(client, readFileSync(file), 0.5),
  cold: async (file) => coldAnswer(workerFile, await keptCode(file), readFileSync(file)),
  coldFirst: (file) => coldAnswer(workerFile, null, readFileSync(file)),
  emptyThread,
  solve,
  readAndSolve,
  diagnose,
  train,
  step,
  stepTogether,
  stepApart,
  searchRatio,
};

async function answer(task: string, file: string): Promise<string> {
  if (task === 'version') return `= Node ${process.versions.node}`;
  try {
    const found = await TASKS[task]!(file);
    if (typeof found === 'number') return `= ${found}`;
    return `- ${found.absent}`;
  } catch (error) {
    return `! ${String(error instanceof Error ? error.message : error).replaceAll(/\s+/g, ' ')}`;
  }
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [task, file] = line.split('\t');
    process.stdout.write(`${await answer(task!, file ?? '')}\n`);
  }
  client.dispose();
}

void main();
