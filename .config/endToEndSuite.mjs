// The browser suite: the real workbench in Chromium, the extension from this folder or installed from a VSIX.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { startCodeServer } from './codeServer.mjs';
import { resultsFolder, runMocha, testFiles } from './mochaSuite.mjs';
import { root } from './setup.mjs';
import { noVulkan, softwareVulkan } from './vulkan.mjs';
import { developmentScript } from './workbenchPage.mjs';

/** What needs a GPU in a process of the extension host; all else is tested where that is not to be had. */
const inProcess = ['gpuProcess.test.js'];

/**
 * Runs dist/test/e2e against servers of its own and returns the counts.
 *
 * @param options `name` of the suite and its results; `vsix` to install, else the extension under development.
 */
export async function runEndToEnd({ except = [], ...options }) {
  const { name } = options;
  const withGpu = { ...options, name: `${name}-gpu`, files: testFiles('e2e').filter(isInProcess) };
  const without = await runOn(noVulkan, { files: testFiles('e2e', [...except, ...inProcess]), ...options });
  if (options.files !== undefined) return without;
  const within = await runOn(softwareVulkan(), withGpu);
  const { failures, ...counts } = without;
  const sums = Object.entries(counts).map(([key, count]) => [key, count + within[key]]);
  return { ...Object.fromEntries(sums), failures: [...failures, ...within.failures] };
}

const isInProcess = (file) => inProcess.includes(path.basename(file));

async function runOn(vulkan, { name, vsix, files, grep, settings }) {
  const folder = path.join(resultsFolder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const logFile = path.join(folder, 'server.log');
  const server = await startCodeServer({ vsix, settings, env: vulkan, logFile });
  const { address } = server;
  const env = {
    GAUSSLINE_URL: server.url,
    GAUSSLINE_SERVER_ID: String(server.child.pid),
    GAUSSLINE_BROWSER: await ensureBrowser(),
    GAUSSLINE_RESULTS: folder,
    GAUSSLINE_INIT_SCRIPT: vsix ? '' : developmentScript({ address, extension: root }),
  };
  try {
    return await runMocha({
      ...{ name, files, grep, env },
      reporter: 'spec',
      testTimeoutMs: 60_000,
      timeoutMs: 1_200_000,
    });
  } finally {
    await server.close();
  }
}
