// The browser suite: the real workbench in Chromium, the extension from this folder or installed from a VSIX.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { startCodeServer } from './codeServer.mjs';
import { resultsFolder, runMocha, testFiles } from './mochaSuite.mjs';
import { root } from './setup.mjs';
import { developmentScript } from './workbenchPage.mjs';

/**
 * Runs dist/test/e2e against a server of its own and returns the counts.
 *
 * @param options `name` of the suite and its results; `vsix` to install, else the extension under development.
 */
export async function runEndToEnd({ name, vsix, files, except, grep, settings }) {
  const folder = path.join(resultsFolder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const server = await startCodeServer({ vsix, settings, logFile: path.join(folder, 'server.log') });
  const { address } = server;
  const env = {
    GAUSSLINE_URL: server.url,
    GAUSSLINE_BROWSER: await ensureBrowser(),
    GAUSSLINE_RESULTS: folder,
    GAUSSLINE_INIT_SCRIPT: vsix ? '' : developmentScript({ address, extension: root }),
  };
  try {
    return await runMocha({
      name,
      files: files ?? testFiles('e2e', except),
      reporter: 'spec',
      testTimeoutMs: 60_000,
      timeoutMs: 600_000,
      grep,
      env,
    });
  } finally {
    await server.close();
  }
}
