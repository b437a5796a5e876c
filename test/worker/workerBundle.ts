import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Starts the worker without code that is kept. */
const START = `
  import { workerData } from 'node:worker_threads';
  import { start } from './src/worker/main.js';
  start({ file: __filename, start: workerData }, () => {});`;

/** The same, where files are read slowly enough for something to happen meanwhile. */
export const ON_SLOW_DISK = `import './test/fixtures/slowDisk.js';${START}`;

/** Bundles the worker as it is now, and returns the file; `source` takes another entry's text. */
export async function bundleWorker(source = START): Promise<string> {
  const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'gaussline-worker-')), 'worker.js');
  const { kernelPlugin } = await kernelPluginModule();
  await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile,
    logLevel: 'warning',
    plugins: [kernelPlugin],
  });
  return outfile;
}

/** Outside of every bundle: it finds the kernel's sources beside itself. */
function kernelPluginModule(): Promise<{ kernelPlugin: Plugin }> {
  return import(pathToFileURL(path.resolve('.config/kernelPlugin.mjs')).href);
}
