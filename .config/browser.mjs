// Finds a Chromium to drive; on Debian and Ubuntu, as root, installs one.
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { run } from './processes.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
];
const macApplications = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
const windowsApplications = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

/** The path of an executable on the PATH, or null. */
export function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      if (folder !== '' && isExecutable(file)) return file;
    }
  }
  return null;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** A Chromium, Chrome or Edge that is here already, or null. `$CHROMIUM` wins. */
export function findBrowser() {
  if (process.env.CHROMIUM) {
    const file = onPath(process.env.CHROMIUM) ?? process.env.CHROMIUM;
    if (isExecutable(file)) return file;
    throw new Error(`CHROMIUM is set to ${process.env.CHROMIUM}, which cannot be run. Correct or unset it.`);
  }
  for (const name of names) {
    const file = onPath(name);
    if (file) return file;
  }
  return [...applications(), ...playwrightBrowsers()].find(isExecutable) ?? null;
}

function applications() {
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(os.homedir(), 'Applications')].flatMap((folder) =>
      macApplications.map((name) => path.join(folder, `${name}.app/Contents/MacOS/${name}`)),
    );
  }
  if (process.platform !== 'win32') return ['/snap/bin/chromium'];
  const folders = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA];
  return folders.flatMap((folder) =>
    folder ? windowsApplications.map((name) => path.join(folder, name)) : [],
  );
}

// Playwright's own downloads, newest first.
function playwrightBrowsers() {
  const cache = {
    linux: path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'ms-playwright'),
    darwin: path.join(os.homedir(), 'Library/Caches/ms-playwright'),
    win32: path.join(process.env.LOCALAPPDATA ?? '', 'ms-playwright'),
  }[process.platform];
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH || cache;
  if (!folder || !existsSync(folder)) return [];
  const executables = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-win/chrome.exe',
  ];
  const copies = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name));
  copies.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  return copies.flatMap((copy) => executables.map((file) => path.join(folder, copy, file)));
}

/**
 * A browser's path, installing Debian's chromium where that can be done without asking.
 *
 * @throws Error that says what to install where it cannot.
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && onPath('apt-get')) return withLock('apt-get install chromium', installChromium);
  throw new Error(
    `The browser tests need Chromium, Chrome or Edge, and none was found. ${howToInstall(isRoot)}`,
  );
}

function howToInstall(isRoot) {
  if (process.platform === 'darwin')
    return 'Install one (brew install --cask chromium) or set CHROMIUM to its path.';
  if (onPath('apt-get') && !isRoot)
    return 'Install it: sudo apt-get install chromium. Or set CHROMIUM to its path.';
  return "Install it with the system's package manager, or set CHROMIUM to its path.";
}

async function installChromium() {
  const meanwhile = findBrowser();
  if (meanwhile) return meanwhile;
  console.log('Installing chromium with apt-get (once).');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lock = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-qq'];
  let output = '';
  const onOutput = (text) => {
    output += text;
  };
  const updated = await run('apt-get', [...lock, 'update'], { env, onOutput, timeoutMs: 300_000 });
  // A machine without a screen may have no font either.
  const install = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
  const installed = await run('apt-get', [...lock, ...install], { env, onOutput, timeoutMs: 600_000 });
  const found = findBrowser();
  if (found) return found;
  throw new Error(`apt-get could not install chromium (update ${updated}, install ${installed}):\n${output}`);
}
