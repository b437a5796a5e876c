import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** Entry of the suite inside the extension host, as VS Code calls it; prints the counts for the runner. */
export async function run(): Promise<void> {
  const grep = process.env.GAUSSLINE_GREP;
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, ...(grep ? { grep } : {}) });
  for (const file of readdirSync(__dirname).sort())
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  const failures: string[] = [];
  const stats = await runAll(mocha, failures);
  const { passes: passed, failures: failed, pending } = stats;
  console.log(`GAUSSLINE_RESULT ${JSON.stringify({ passed, failed, pending, failures })}`);
  if (failed > 0) throw new Error(`${failed} tests failed`);
}

function runAll(mocha: Mocha, failures: string[]): Promise<Mocha.Stats> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats ?? noStats));
    runner.on('fail', (test, error) => failures.push(`${test.fullTitle()}\n${error.stack ?? error.message}`));
  });
}

const noStats: Mocha.Stats = { suites: 0, tests: 0, passes: 0, pending: 0, failures: 1 };
