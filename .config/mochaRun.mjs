// Runs test files under Mocha in this process and leaves the counts in a file; no file means it did not finish.
import { renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    results: { type: 'string' },
    reporter: { type: 'string', default: 'spec' },
    timeout: { type: 'string', default: '20000' },
    grep: { type: 'string' },
  },
});

const mocha = new Mocha({
  ui: 'bdd',
  reporter: values.reporter,
  timeout: Number(values.timeout),
  slow: 1_000_000,
  forbidOnly: true,
  ...(values.grep ? { grep: new RegExp(values.grep) } : {}),
});
for (const file of positionals) mocha.addFile(file);
await mocha.loadFilesAsync();
const failures = [];
const runner = mocha.run((failed) => {
  const { passes, pending } = runner.stats;
  const counts = { passed: passes, failed, skipped: pending, failures };
  writeFileSync(`${values.results}.part`, JSON.stringify(counts));
  renameSync(`${values.results}.part`, values.results);
  // A test that left a timer or a socket open must not keep the run from ending.
  process.exit(failed > 0 ? 1 : 0);
});
runner.on('fail', (test, error) => failures.push(`${test.fullTitle()}\n${error.stack ?? error}`));
