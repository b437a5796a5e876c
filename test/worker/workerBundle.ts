import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/** Bundles the worker as it is now, and returns the file; `source` takes another entry's text. */
export async function bundleWorker(source = `import './src/worker/main.js';`): Promise<string> {
  const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'gaussline-worker-')), 'worker.js');
  await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}
