// Who is measured. Each is one process that lives as long as the bench and times itself, so that starting it, loading
// its libraries and talking to it are not in its figures. A request is a line, `task TAB file`; an answer too, `= NUMBER`,
// `- WHY ABSENT` or `! WHY FAILED`.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onPath } from '../../.config/browser.mjs';
import { start, stop } from '../../.config/processes.mjs';
import { nodeBinary, pythonBinary } from './peers.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const PATIENCE_MS = 600_000;
const threads = { OMP_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2', POLARS_MAX_THREADS: '2' };

/** How each party is started: its command, or why it cannot be. `entry` is Gaussline's own bundle. */
export function partyCommands(entry) {
  const gaussline = (node) => ({
    command: node,
    args: [entry],
    missing: `${path.basename(node)} is not installed`,
  });
  return {
    gaussline: gaussline(process.execPath),
    /** A new process each time. */
    fresh: { ...gaussline(process.execPath), isFresh: true },
    node20: { ...gaussline(nodeBinary(20)), missing: 'Node 20 is not installed' },
    node24: { ...gaussline(nodeBinary(24)), missing: 'Node 24 is not installed' },
    R: {
      command: onPath('Rscript'),
      args: ['--vanilla', path.join(here, 'peers.R')],
      missing: 'R is not installed',
    },
    python: {
      command: pythonBinary(),
      args: [path.join(here, 'peers.py')],
      missing: 'Python is not installed',
    },
  };
}

/** All parties of a run, each started when it is first asked. */
export class Parties {
  #commands;
  #processes = new Map();

  constructor(entry) {
    this.#commands = partyCommands(entry);
  }

  /** @returns `{ value, note }`, or `{ value: null, note }` where there is no figure. */
  async ask(name, task, file = '') {
    const party = this.#commands[name];
    if (party.command === null || !existsSync(party.command)) return { value: null, note: party.missing };
    if (!this.#processes.has(name)) this.#processes.set(name, new LineProcess(party));
    const answer = await this.#processes.get(name).ask(`${task}\t${file}`);
    if (answer === null || party.isFresh) await this.end(name);
    return answer === null ? { value: null, note: `failed: no answer from ${name}` } : parseAnswer(answer);
  }

  /** Ends one party; it is started afresh when it is asked again. */
  async end(name) {
    await this.#processes.get(name)?.end();
    this.#processes.delete(name);
  }

  async endAll() {
    await Promise.all([...this.#processes.keys()].map((name) => this.end(name)));
  }
}

function parseAnswer(answer) {
  const [text, note = ''] = answer.slice(2).split('\t');
  if (!answer.startsWith('= '))
    return { value: null, note: answer.startsWith('- ') ? text : `failed: ${text}` };
  return { value: Number.isNaN(Number(text)) ? text : Number(text), note };
}

/** A process that answers each line with a line. */
class LineProcess {
  #child;
  #lines;

  constructor({ command, args }) {
    const env = { ...process.env, ...threads };
    this.#child = start(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdin.on('error', () => {}); // it has ended: its missing answer tells
    this.#child.on('error', () => {});
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** The answer, or null where the process ended or was too slow. */
  async ask(line) {
    this.#child.stdin.write(`${line}\n`);
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, { done: true });
    });
    const { value, done } = await Promise.race([this.#lines.next(), late]);
    clearTimeout(timer);
    return done ? null : value;
  }

  async end() {
    await stop(this.#child);
  }
}
