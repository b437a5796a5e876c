// `npm test`: every suite, from a fresh clone. The last line says how many passed and failed over all of them.
//   --only check|unit|host|e2e|vsix   one suite (may be repeated)
//   --grep PATTERN                    only the tests whose title matches
//   --screenshots                     no tests: take the pictures of the README anew
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { ensureCodeServer } from './codeServer.mjs';
import { packageExtension } from './package.mjs';
import { endChildrenWithMe, npm, run } from './processes.mjs';
import { ensureDependencies, root } from './setup.mjs';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    grep: { type: 'string' },
    screenshots: { type: 'boolean', default: false },
  },
});

// A suite's own modules need the dependencies, so they are loaded when it is its turn.
const suites = {
  check: { needs: [], run: check },
  unit: { needs: ['build', 'server'], run: unit },
  host: { needs: ['build', 'server'], run: host },
  e2e: { needs: ['build', 'server'], run: endToEnd },
  vsix: { needs: ['package', 'build', 'server'], run: installed },
};

const tally = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
let vsix;

async function check() {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const script of ['types', 'lint']) {
    const code = await npm(['run', '--silent', script], { cwd: root, timeoutMs: 180_000 });
    console.log(`  ${code === 0 ? 'passed' : 'FAILED'}: npm run ${script}`);
    if (code === 0) counts.passed += 1;
    else {
      counts.failed += 1;
      counts.failures.push(`npm run ${script}`);
    }
  }
  return counts;
}

async function unit() {
  const { runMocha, testFiles } = await import('./mochaSuite.mjs');
  const { softwareVulkan } = await import('./vulkan.mjs');
  const files = testFiles('.', ['vscode', 'e2e']);
  const limits = { testTimeoutMs: 20_000, timeoutMs: 900_000 };
  return runMocha({
    ...{ name: 'unit', files, reporter: 'dot', grep: flags.grep, env: softwareVulkan() },
    ...limits,
  });
}

async function host() {
  const { runHostSuite } = await import('./hostSuite.mjs');
  return runHostSuite({ grep: flags.grep });
}

async function endToEnd() {
  const { runEndToEnd } = await import('./endToEndSuite.mjs');
  return runEndToEnd({ name: 'e2e', grep: flags.grep });
}

async function installed() {
  const { runEndToEnd } = await import('./endToEndSuite.mjs');
  // Pictures, and views whose files others load here as well: what they show is the same page that e2e looks at.
  const except = ['screenshots', 'curves', 'families', 'manyAtOnce', 'paths', 'tune'].map(
    (name) => `${name}.test.js`,
  );
  return runEndToEnd({ name: 'vsix', vsix, except, grep: flags.grep });
}

/** For pictures: the text, the panel, and little else. */
const bareWindow = {
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
};

async function screenshots() {
  const { runEndToEnd } = await import('./endToEndSuite.mjs');
  const files = [path.join(root, 'dist/test/e2e/readmePictures.entry.js')];
  return runEndToEnd({ name: 'readme', vsix, files, settings: bareWindow });
}

/** Runs one step, times it, and adds its counts; a step that breaks is one failure with its name. */
async function step(name, work, isSuite = true) {
  const began = Date.now();
  if (isSuite) console.log(`\n== ${name}`);
  try {
    const counts = await work();
    if (isSuite) {
      report(name, counts, began);
      for (const key of Object.keys(tally)) tally[key] += counts[key];
      failures.push(...counts.failures.map((failure) => `${name}: ${failure}`));
    }
    return true;
  } catch (error) {
    console.log(`\n== ${name} FAILED: ${error.message}`);
    if (process.env.VERBOSE) console.log(error.stack);
    tally.failed += 1;
    failures.push(`${name}: ${error.message}`);
    return false;
  }
}

function report(name, { passed, failed, skipped }, began) {
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`== ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s`);
}

// Packing comes before the test build: a production build empties dist.
const preparations = {
  package: async () => {
    vsix = await packageExtension();
  },
  build: async () => {
    rmSync(path.join(root, 'dist/test'), { recursive: true, force: true });
    const code = await run(process.execPath, ['esbuild.js', '--tests'], { cwd: root, timeoutMs: 120_000 });
    if (code !== 0) throw new Error('the build failed; its messages stand above');
  },
  server: async () => {
    await ensureCodeServer();
    await ensureBrowser();
  },
};

async function main() {
  const names = flags.screenshots ? ['screenshots'] : (flags.only ?? Object.keys(suites));
  const unknown = names.find((name) => !(name in suites) && name !== 'screenshots');
  if (unknown) throw new Error(`There is no suite ${unknown}. Use ${Object.keys(suites).join(', ')}.`);
  if (!(await step('set-up', ensureDependencies, false))) return;
  suites.screenshots = { needs: ['package', 'build', 'server'], run: screenshots };
  const needed = new Set(names.flatMap((name) => suites[name].needs));
  const broken = new Set();
  if (names.includes('check')) await step('check', check);
  for (const name of Object.keys(preparations).filter((name) => needed.has(name))) {
    if (!(await step(name, preparations[name], false))) broken.add(name);
  }
  for (const name of names.filter((name) => name !== 'check')) {
    const missing = suites[name].needs.find((need) => broken.has(need));
    await step(name, missing ? () => Promise.reject(new Error(`no ${missing}`)) : suites[name].run);
  }
}

endChildrenWithMe();
await main().catch((error) => {
  console.log(error.message);
  tally.failed += 1;
});
// A long log is often cut or read from its end: what failed stands there once more.
for (const failure of failures) console.log(`\nFAILED ${failure}`);
const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
console.log(`\n${tally.passed} passed, ${tally.failed} failed${skipped}`);
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
