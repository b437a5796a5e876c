// Polluted files from fresh seeds, far more than the suite has: `node test/fuzz/polluted.mjs [files] [first seed]`.
// Prints the first seed, so that a run can be done again.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { kernelPlugin } from '../../.config/kernelPlugin.mjs';

const [files = '400', seed = String(1 + Math.floor(Math.random() * 1e8))] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'gaussline-polluted-'));
const outfile = path.join(folder, 'run.cjs');
try {
  await build({
    entryPoints: [fileURLToPath(new URL('pollutedRun.ts', import.meta.url))],
    ...{ outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', plugins: [kernelPlugin] },
  });
  execFileSync(process.execPath, [outfile, seed, files], { stdio: 'inherit' });
} catch (error) {
  process.exitCode = error.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
