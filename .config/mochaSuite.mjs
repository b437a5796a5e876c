// A suite of bundled test files, run by Mocha in a process of its own.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';
import { temporaryEnvironment } from './runFolder.mjs';
import { root } from './setup.mjs';

/** Where logs, pictures of failures and counts are kept. */
export const resultsFolder = path.join(root, 'test-results');

/** Every bundled test file under a folder of dist/test, found by pattern. */
export function testFiles(folder, except = []) {
  const base = path.join(root, 'dist/test', folder);
  if (!existsSync(base)) return [];
  const files = readdirSync(base, { recursive: true }).map(String);
  return files
    .filter((file) => file.endsWith('.test.js') && !except.includes(file.split(path.sep)[0]))
    .map((file) => path.join(base, file))
    .sort();
}

/**
 * Runs the files and returns their counts.
 *
 * @throws Error when there is no file, or when the run ended without counts (a crash, a time-out).
 */
export async function runMocha({ name, files, reporter, testTimeoutMs, timeoutMs, grep, env = {} }) {
  if (files.length === 0) throw new Error('no test file was built');
  mkdirSync(resultsFolder, { recursive: true });
  const results = path.join(resultsFolder, `${name}.json`);
  rmSync(results, { force: true });
  const options = [`--results=${results}`, `--reporter=${reporter}`, `--timeout=${testTimeoutMs}`];
  if (grep) options.push(`--grep=${grep}`);
  const script = path.join(root, '.config/mochaRun.mjs');
  const code = await run(process.execPath, ['--enable-source-maps', script, ...options, ...files], {
    cwd: root,
    timeoutMs,
    env: { ...process.env, ...temporaryEnvironment(), ...env },
  });
  if (!existsSync(results)) throw new Error(`ended with ${code} and no counts`);
  return JSON.parse(readFileSync(results, 'utf8'));
}
