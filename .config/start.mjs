// `npm start`: a real VS Code with Gaussline and the samples, from a fresh clone. It never asks.
//   --target=code|download|server   instead of the first of these that can be had
//   --port=N                        of the server
import { cpSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startCodeServer } from './codeServer.mjs';
import { canDownload, findLauncher, hasCachedCopy, hasDisplay } from './desktopVscode.mjs';
import { packageExtension } from './package.mjs';
import { run } from './processes.mjs';
import { temporaryFolder } from './runFolder.mjs';
import { ensureDependencies, root } from './setup.mjs';

const samples = path.join(root, 'media/samples');
const firstSample = path.join(samples, 'houses.csv');
const whatToDo =
  'Right-click houses.csv, in the text or in the explorer, and choose "Fit linear regression".';
const isWindows = process.platform === 'win32';

const targets = { code: startInstalled, download: startDownloaded, server: startServer };

async function main() {
  const { target, port } = readFlags();
  await ensureDependencies();
  await targets[target ?? (await firstTarget())](port);
}

function readFlags() {
  const { values } = parseArgs({ options: { target: { type: 'string' }, port: { type: 'string' } } });
  if (values.target !== undefined && !Object.hasOwn(targets, values.target)) {
    throw new Error(`There is no target ${values.target}. Use ${Object.keys(targets).join(', ')}.`);
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Error(`${values.port} is no port. Use a whole number from 1 to 65535.`);
  }
  return { target: values.target, port };
}

async function firstTarget() {
  if (!hasDisplay()) return 'server';
  if (findLauncher()) return 'code';
  if (hasCachedCopy() || (await canDownload())) return 'download';
  return 'server';
}

async function build() {
  const code = await run(process.execPath, ['esbuild.js'], { cwd: root, timeoutMs: 120_000 });
  if (code !== 0) throw new Error('The build failed. Read its messages above.');
}

/** The VS Code of this machine, in a window of its own beside whatever is open. */
async function startInstalled() {
  const launcher = findLauncher();
  if (!launcher)
    throw new Error('No VS Code was found. Install it, or set VSCODE_PATH to its `code` command.');
  await build();
  const windowFlags = ['--new-window', `--extensionDevelopmentPath=${root}`];
  const code = await run(launcher, [...windowFlags, samples, firstSample], { shell: isWindows });
  if (code !== 0) throw new Error(`${launcher} ended with ${code}. Try npm start -- --target=server.`);
  console.log(`VS Code is open. ${whatToDo}`);
}

/** A VS Code kept in .vscode-test, with settings of its own. */
async function startDownloaded() {
  await build();
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const cachePath = path.join(root, '.vscode-test');
  const executable = await downloadAndUnzipVSCode({ version: 'stable', cachePath });
  const own = ['user-data', 'extensions'].map((name) => path.join(cachePath, `start-${name}`));
  const folders = [`--user-data-dir=${own[0]}`, `--extensions-dir=${own[1]}`];
  const flags = [
    ...folders,
    `--extensionDevelopmentPath=${root}`,
    '--disable-workspace-trust',
    '--no-sandbox',
  ];
  console.log(`Opening VS Code. ${whatToDo}`);
  await run(executable, [...flags, samples, firstSample], { timeoutMs: 2 ** 31 - 1 });
}

/** VS Code in the browser, with the packed extension installed; stays until Ctrl-C. */
async function startServer(port) {
  const vsix = await packageExtension({ onOutput: () => {} });
  const folder = path.join(temporaryFolder('start'), 'samples');
  cpSync(samples, folder, { recursive: true });
  const server = await startCodeServer({ vsix, port });
  const file = `vscode-remote://${server.address}${folder}/houses.csv`;
  const payload = JSON.stringify([['openFile', file]]);
  console.log(
    `\nVS Code with Gaussline is at\n\n  ${server.url}?${new URLSearchParams({ folder, payload })}\n`,
  );
  console.log(
    `${whatToDo}\nThe folder is a copy of the samples. Only this machine can reach it. Ctrl-C ends it.`,
  );
  const ended = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve(null));
    server.child.once('exit', (code) => resolve(code));
  });
  const code = await ended;
  await server.close();
  if (code !== null) throw new Error(`The server ended by itself (${code}).`);
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
