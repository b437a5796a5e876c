// Makes a fresh clone ready: dependencies, and where wanted the browser and the server. What is there is kept.
import { existsSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './browser.mjs';
import { ensureCodeServer } from './codeServer.mjs';
import { withLock } from './lock.mjs';
import { npm } from './processes.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const lockFile = path.join(root, 'package-lock.json');
/** npm writes this file last, so it is only there after a whole install. */
const installedFile = path.join(root, 'node_modules/.package-lock.json');

function isInstalled() {
  return existsSync(installedFile) && statSync(installedFile).mtimeMs >= statSync(lockFile).mtimeMs;
}

/** Runs `npm ci` when there is no whole install, or one older than the lock file. */
export async function ensureDependencies() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    throw new Error(`Gaussline needs Node 20 or newer; this is ${process.version}. Install it.`);
  if (isInstalled()) return;
  await withLock(`npm ci in ${root}`, async () => {
    if (isInstalled()) return;
    console.log('Installing dependencies (npm ci).');
    // No dependency needs its install script, and development dependencies are wanted whatever NODE_ENV says.
    const flags = ['--ignore-scripts', '--include=dev', '--include=optional'];
    const code = await npm(['ci', ...flags], { cwd: root, timeoutMs: 600_000 });
    if (code !== 0) throw new Error(`npm ci ended with ${code}. Read its messages above.`);
    const now = new Date();
    utimesSync(installedFile, now, now);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureDependencies();
  const { command } = await ensureCodeServer();
  console.log(`Dependencies, server (${command}) and browser (${await ensureBrowser()}) are ready.`);
}
