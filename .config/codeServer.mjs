// A real VS Code without a display: code-server, installed with npm alone (no compiler) and kept in the user's cache.
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { freePort, npm, run, sleep, start, stop } from './processes.mjs';
import { temporaryEnvironment, temporaryFolder } from './runFolder.mjs';

const version = '4.139.1'; // VS Code 1.139.1
const nodeVersion = '24.21.0'; // the Node this server asks for
const platforms = { 'linux-x64': 'linux-x64', 'linux-arm64': 'linux-arm64' };

const cacheFolder = () =>
  path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'gaussline');

/** How to start the server: the command and its first arguments. */
function launcher(folder) {
  return { command: path.join(folder, 'node/bin/node'), args: [path.join(folder, 'app/out/node/entry.js')] };
}

/**
 * The server, installed if it is not there yet: 15 s and 630 MB the first time, nothing after that.
 * Elsewhere than on Linux a `code-server` of the user's own is taken.
 *
 * @throws Error that says what to install where neither can be had.
 */
export async function ensureCodeServer() {
  const folder = path.join(cacheFolder(), `code-server-${version}`);
  const isInstalled = () => existsSync(path.join(folder, '.ok'));
  if (isInstalled()) return launcher(folder);
  const platform = platforms[`${process.platform}-${process.arch}`];
  if (!platform) return ownCodeServer();
  await withLock(`code-server in ${folder}`, async () => {
    if (!isInstalled()) await install(folder, platform);
  });
  return launcher(folder);
}

async function ownCodeServer() {
  const command = process.env.CODE_SERVER ?? 'code-server';
  if ((await run(command, ['--version'], { onOutput: () => {} })) === 0) return { command, args: [] };
  throw new Error(
    `The tests in a real VS Code need code-server on ${process.platform}-${process.arch}: install it so that ` +
      '`code-server` is on the PATH (macOS: brew install code-server), or set CODE_SERVER to its command.',
  );
}

async function install(folder, platform) {
  console.log(`Installing code-server ${version} into ${folder} (once).`);
  mkdirSync(path.dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  try {
    await unpackInto(work, platform);
    const modules = path.join(work, 'app/lib/vscode/node_modules');
    replaceNativeModules(modules);
    slim(work, modules);
    writeFileSync(path.join(work, '.ok'), '');
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

// No install script runs anywhere: that is what would need a compiler and headers.
async function unpackInto(work, platform) {
  const quietly = { env: { npm_config_ignore_scripts: 'true' }, timeoutMs: 300_000 };
  writeFileSync(path.join(work, 'package.json'), '{"private":true}');
  const wanted = [`node-${platform}@${nodeVersion}`, `code-server@${version}`];
  await must(npm(['pack', '--silent', ...wanted], { ...quietly, cwd: work, onOutput: () => {} }), 'npm pack');
  for (const [prefix, target] of Object.entries({ 'node-': 'node', 'code-server-': 'app' })) {
    const archive = readdirSync(work).find((file) => file.startsWith(prefix) && file.endsWith('.tgz'));
    mkdirSync(path.join(work, target));
    await must(run('tar', ['xzf', archive, '-C', target, '--strip-components=1'], { cwd: work }), 'tar');
    rmSync(path.join(work, archive));
  }
  // `npm install`, not `npm ci`: the shrinkwrap of lib/vscode does not match its own overrides.
  for (const folder of ['app', 'app/lib/vscode']) {
    await must(
      npm(['install', '--omit=dev', '--include=optional'], {
        ...quietly,
        cwd: path.join(work, folder),
        onOutput: () => {},
      }),
      `npm install in ${folder}`,
    );
  }
}

async function must(exit, what) {
  const code = await exit;
  if (code !== 0) throw new Error(`Installing code-server failed: ${what} ended with ${code}.`);
}

// The two native modules whose absence makes the server noisy, as plain JavaScript.
function replaceNativeModules(modules) {
  writeFileSync(path.join(modules, '@vscode/spdlog/index.js'), logStandIn);
  writeFileSync(path.join(modules, '@vscode/native-watchdog/index.js'), 'exports.start = () => {};\n');
}

// `exports.name =` statements: VS Code imports this file as a module and sees only such names.
const logStandIn = `
const fs = require('fs'), path = require('path');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(file) { this.file = file; this.level = 2; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.isRaw = true; }
  setPattern() {} flush() {} drop() {}
}
levels.forEach((name, rank) => {
  Logger.prototype[name] = function (message) {
    if (rank < this.level) return;
    const line = this.isRaw ? message : new Date().toISOString() + ' [' + name + '] ' + message + '\\n';
    try { fs.appendFileSync(this.file, line); } catch {}
  };
});
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = class extends Logger { constructor(kind, name, file) { super(file); } };
exports.createRotatingLogger = async (name, file) => new Logger(file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger(file);
`;

// Not needed to host an extension; a third of the size.
function slim(work, modules) {
  rmSync(path.join(work, 'app/lib/vscode/extensions/copilot'), { recursive: true, force: true });
  const github = path.join(modules, '@github');
  for (const name of existsSync(github) ? readdirSync(github) : []) {
    if (name.startsWith('copilot-sdk-')) rmSync(path.join(github, name), { recursive: true, force: true });
  }
}

/** Settings of every server: nothing that asks, moves or looks anything up. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'files.autoSave': 'off',
};

/**
 * Starts a server with a home, user data and extensions of its own, and waits until it answers.
 *
 * @param options `vsix` to install first, `settings` on top of the quiet ones, `env` on top of this process's,
 *   `logFile`, `port`.
 * @returns the address and `close()`, which ends the server. What it kept goes with the run.
 */
export async function startCodeServer({ vsix, settings = {}, env: own = {}, logFile, port } = {}) {
  const { command, args } = await ensureCodeServer();
  const home = temporaryFolder('server');
  const folders = [
    '--user-data-dir',
    path.join(home, 'data'),
    '--extensions-dir',
    path.join(home, 'extensions'),
  ];
  mkdirSync(path.join(home, 'data/User'), { recursive: true });
  const userSettings = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  writeFileSync(path.join(home, 'data/User/settings.json'), userSettings);
  const env = { ...serverEnvironment(home), ...own };
  if (vsix) await installVsix({ command, args, folders, env, vsix });
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const flags = ['--auth', 'none', '--bind-addr', address, '--disable-workspace-trust'];
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  const stdio = ['ignore', 'pipe', 'pipe'];
  const child = start(command, [...args, ...flags, ...quiet, ...folders], { env, stdio });
  const log = keepLog(child, logFile);
  await untilHealthy(child, address, log);
  return { address, url: `http://${address}/`, child, close: () => stop(child) };
}

// Inside a VS Code terminal these variables would make the server talk to that VS Code.
function serverEnvironment(home) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_ENV$|PORT$|PASSWORD|CODE_SERVER|npm_)/.test(name),
  );
  // Elsewhere than on Linux the longer path would break VS Code's sockets.
  const temporary = process.platform === 'linux' ? temporaryEnvironment() : {};
  return { ...Object.fromEntries(kept), ...temporary, HOME: home, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

async function installVsix({ command, args, folders, env, vsix }) {
  let output = '';
  const onOutput = (text) => {
    output += text;
  };
  const code = await run(command, [...args, ...folders, '--install-extension', vsix], {
    env,
    onOutput,
    timeoutMs: 60_000,
  });
  if (code !== 0) throw new Error(`Installing ${vsix} into code-server failed (${code}):\n${output}`);
}

function keepLog(child, logFile) {
  const log = { text: '' };
  const file = logFile ? createWriteStream(logFile) : null;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      log.text = (log.text + text).slice(-20_000);
      file?.write(text);
    });
  }
  child.once('exit', () => file?.end());
  return log;
}

async function untilHealthy(child, address, log) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`http://${address}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  await stop(child);
  throw new Error(`code-server did not start:\n${log.text}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await ensureCodeServer()).command);
