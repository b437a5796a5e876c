// One folder for all that a run writes outside of the repository; it goes when the run ends, however that is.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

let folder;

/** A new folder of this run. */
export function temporaryFolder(name) {
  folder ??= makeRunFolder();
  return mkdtempSync(path.join(folder, `${name}-`));
}

function makeRunFolder() {
  const made = mkdtempSync(path.join(os.tmpdir(), 'gaussline-run-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return made;
}

/** For a child: what it writes to the system's temporary folder goes with the run. */
export function temporaryEnvironment() {
  const own = temporaryFolder('temporary');
  return { TMPDIR: own, TEMP: own, TMP: own };
}
