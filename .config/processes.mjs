// Child processes that cannot hang or be left behind: each has a time limit and is ended by its own id.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';

const running = new Set();
const isWindows = process.platform === 'win32';

/** Ends a child and what it started: politely first, for good after `graceMs`. Resolves when it is gone. */
export async function stop(child, graceMs = 3000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}

// Children lead their own process group, so that a shell's or npm's own children end with them.
function signalGroup(child, signal) {
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Starts a child in a process group of its own, known here until it ends. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { detached: !isWindows, windowsHide: true, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Runs a command to its end and returns its exit code; a command that cannot start or runs past `timeoutMs` counts
 * as failed. Output goes to this terminal, or to `onOutput` in pieces, and to `logFile` as well when named.
 */
export async function run(command, args, { timeoutMs = 600_000, onOutput, logFile, ...options } = {}) {
  const isPiped = Boolean(onOutput ?? logFile);
  const stdio = isPiped ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
  const child = start(command, args, { stdio, ...options });
  const log = logFile ? createWriteStream(logFile) : null;
  for (const stream of isPiped ? [child.stdout, child.stderr] : []) {
    stream.setEncoding('utf8').on('data', (text) => {
      log?.write(text);
      onOutput?.(text);
    });
  }
  const code = await exitCode(child, timeoutMs);
  log?.end();
  return code;
}

async function exitCode(child, timeoutMs) {
  let timer;
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
    child.once('error', (error) => {
      console.error(`Could not start ${child.spawnfile}: ${error.message}`);
      resolve(127);
    });
  });
  const late = new Promise((resolve) => {
    timer = setTimeout(async () => {
      console.error(`${child.spawnfile} ran longer than ${timeoutMs / 1000} s and was ended.`);
      await stop(child);
      resolve(124);
    }, timeoutMs);
  });
  const code = await Promise.race([ended, late]);
  clearTimeout(timer);
  return code;
}

/** Runs npm under the Node that runs this script, whatever npm and shell are installed. */
export function npm(args, options = {}) {
  const env = { ...npmEnvironment(), ...options.env };
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script)) return run(process.execPath, [script, ...args], { ...options, env });
  return run('npm', args, { shell: isWindows, ...options, env });
}

/** The environment less what `npm test` tells its children about this project, and quiet. */
function npmEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|command|config_(local_prefix|prefix|global_prefix))/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    npm_config_loglevel: 'error',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
}

/** A port on this machine that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Rejects with `message` unless the work settles in time; the work itself is not stopped. */
export async function within(ms, message, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ctrl-C and a kill of this process end its children too. */
export function endChildrenWithMe() {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, async () => {
      await Promise.all([...running].map((child) => stop(child)));
      process.exit(code);
    });
  }
}
