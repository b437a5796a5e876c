// The suite inside the real extension host: in a desktop VS Code where one can be had, else in code-server.
import { cpSync, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { onPath } from './browser.mjs';
import { startCodeServer } from './codeServer.mjs';
import { canDownload, hasCachedCopy, hasDisplay } from './desktopVscode.mjs';
import { resultsFolder } from './mochaSuite.mjs';
import { run, within } from './processes.mjs';
import { temporaryFolder } from './runFolder.mjs';
import { root } from './setup.mjs';
import { softwareVulkan } from './vulkan.mjs';
import { developmentScript, launchBrowser, softwareWebgpu } from './workbenchPage.mjs';

const entry = path.join(root, 'dist/test/vscode/index.js');
const timeoutMs = 240_000;

/**
 * Runs the suite and returns its counts, which it prints itself as one line `GAUSSLINE_RESULT {...}`.
 *
 * @throws Error when it printed none.
 */
export async function runHostSuite({ grep } = {}) {
  if (!existsSync(entry)) throw new Error('dist/test/vscode/index.js was not built');
  if (grep) process.env.GAUSSLINE_GREP = grep;
  mkdirSync(resultsFolder, { recursive: true });
  const workspace = testWorkspace();
  const results = new ResultReader();
  const isDesktop = await canUseDesktop();
  console.log(isDesktop ? 'in a desktop VS Code' : 'in code-server');
  const code = await (isDesktop ? runInDesktop(workspace, results) : runInCodeServer(workspace, results));
  return results.counts(code);
}

/** A copy of the samples and fixtures, so that tests may change them. */
function testWorkspace() {
  const workspace = temporaryFolder('workspace');
  for (const folder of ['media/samples', 'test/fixtures']) {
    const source = path.join(root, folder);
    if (existsSync(source)) cpSync(source, path.join(workspace, path.basename(folder)), { recursive: true });
  }
  return workspace;
}

async function canUseDesktop() {
  if (!hasDisplay() && !onPath('xvfb-run')) return false;
  return Boolean(process.env.VSCODE_EXECUTABLE) || hasCachedCopy() || (await canDownload());
}

/** Takes the counts out of the suite's output and shows the rest. */
class ResultReader {
  found = null;
  rest = '';

  read(text) {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop();
    for (const line of lines) this.readLine(line);
  }

  readLine(line) {
    const result = /GAUSSLINE_RESULT (\{.*\})/.exec(line);
    if (result) this.found = JSON.parse(result[1]);
    else console.log(line);
  }

  counts(code) {
    this.readLine(this.rest);
    if (this.found === null) throw new Error(`ended with ${code} and no counts`);
    const { passed, failed, pending, failures } = this.found;
    if (code !== 0 && failed === 0)
      return { passed, failed: 1, skipped: pending, failures: [`The suite passed, and ended with ${code}.`] };
    return { passed, failed, skipped: pending, failures };
  }
}

function runInDesktop(workspace, results) {
  const command = [process.execPath, path.join(root, '.config/electronHost.mjs'), workspace];
  if (!hasDisplay()) command.unshift('xvfb-run', '-a');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_(?!EXECUTABLE)|ELECTRON_)/.test(name)),
  );
  const onOutput = (text) => results.read(text);
  const logFile = path.join(resultsFolder, 'host.log');
  return run(command[0], command.slice(1), { cwd: root, env, onOutput, logFile, timeoutMs });
}

async function runInCodeServer(workspace, results) {
  const logFile = path.join(resultsFolder, 'host-server.log');
  const server = await startCodeServer({ env: softwareVulkan(), logFile });
  try {
    const browser = await launchBrowser(softwareWebgpu);
    try {
      return await runInPage(await browser.newPage(), { server, workspace, results });
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

async function runInPage(page, { server, workspace, results }) {
  let end;
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  await page.exposeFunction('codeAutomationExit', end);
  const log = createWriteStream(path.join(resultsFolder, 'host.log'));
  await page.exposeFunction('codeAutomationLog', (kind, args) => {
    const text = logText(args);
    log.write(`${text}\n`);
    // What Mocha prints is indented; the workbench's own messages and errors are for the log.
    if (kind === 'info' && /^(\s|$|GAUSSLINE_RESULT)/.test(text)) results.read(`${text}\n`);
  });
  await page.addInitScript(developmentScript({ address: server.address, extension: root, tests: entry }));
  await page.goto(`${server.url}?folder=${encodeURIComponent(workspace)}`);
  const code = await within(timeoutMs, `no end after ${timeoutMs / 1000} s`, ended).catch((error) => {
    console.error(error.message);
    return 124;
  });
  log.end();
  if (code !== 0) await page.screenshot({ path: path.join(resultsFolder, 'host-failure.png') });
  return code;
}

/** Console arguments as text: Mocha passes `%s` formats. */
const logText = (args) => format(...(Array.isArray(args) ? args : [args]));
