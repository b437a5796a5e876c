// One set-up at a time: a file that holds the id of the process at work. A lock whose process died is taken over.
import { createHash } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sleep } from './processes.mjs';

const patienceMs = 15 * 60_000;

/** Does the work while no other process of this machine does work of the same name. */
export async function withLock(name, work) {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16);
  const file = path.join(os.tmpdir(), `gaussline-${os.userInfo().uid}-${digest}.lock`);
  await take(file, name);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function take(file, name) {
  const mine = `${file}.${process.pid}`;
  const deadline = Date.now() + patienceMs;
  writeFileSync(mine, String(process.pid));
  try {
    for (let waited = false; !tryLink(mine, file); waited = true) {
      if (Date.now() > deadline) throw new Error(`Another run still holds ${file} (${name}). Remove it.`);
      if (!waited) console.log(`Waiting for another run to finish: ${name}.`);
      if (isAbandoned(file)) discard(file);
      else await sleep(250);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

// A link appears whole or not at all, so nobody reads a lock without its process id.
function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(file) {
  const owner = ownerOf(file);
  if (owner === null) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return null; // released meanwhile
  }
}

// Renaming first: of two waiters only one gets the abandoned file, and neither can remove a fresh one unseen.
function discard(file) {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
    if (!isAbandoned(aside)) tryLink(aside, file);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
