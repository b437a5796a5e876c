// `npm run bench`: Gaussline and its peers on the same files, in turns, in one run.
//   --only NAME       one group of rows (may be repeated): see rows.mjs
//   --repeats N       counted repeats, 5 unless told; one more warms up
//   --large           the rows with 10 million rows too (1 GB of disk)
//   --scale S         files of S times the rows, to try the bench itself
//   --install-peers   get the peers first
// The exit code is 1 when a bound is not met, 2 when the bench itself failed. A run of every group at full scale writes RESULTS.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { inTwo } from '../../.config/inTwo.mjs';
import { kernelPlugin } from '../../.config/kernelPlugin.mjs';
import { leanPackages } from '../../.config/leanPackages.mjs';
import { endChildrenWithMe } from '../../.config/processes.mjs';
import { root } from '../../.config/setup.mjs';
import { ensureFile } from './data.mjs';
import { judge, notRun, takeTurns } from './measure.mjs';
import { Parties } from './parties.mjs';
import { installPeers } from './peers.mjs';
import { keepingGpu, resultPage, resultTable, tally } from './results.mjs';
import { filesOf, groups } from './rows.mjs';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: Object.keys(groups) },
    repeats: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
    large: { type: 'boolean', default: false },
    'install-peers': { type: 'boolean', default: false },
  },
});
const folder = path.join(root, 'test-results/bench');
const repeats = Number(flags.repeats);
const load = os.loadavg()[0];
const scale = Number(flags.scale);

/** The worker and the bench's own entry, built as the extension is for users. */
async function buildGaussline() {
  const outdir = path.join(folder, 'build');
  const options = {
    ...{ absWorkingDir: root, bundle: true, minify: true, logLevel: 'warning' },
    ...{ platform: 'node', format: 'cjs', target: 'node20', alias: leanPackages, plugins: [kernelPlugin] },
  };
  const entryPoints = { worker: 'src/worker/start.ts', gaussline: 'test/bench/gaussline.ts' };
  await build({ ...options, entryPoints, outdir });
  const outfile = path.join(outdir, 'workerMain.js');
  await build(inTwo({ ...options, entryPoints: ['src/worker/main.ts'], outfile }));
  return path.join(outdir, 'gaussline.js');
}

async function runGroup(name, parties) {
  const rows = groups[name].filter(({ needs }) => needs === undefined || flags[needs]);
  const files = Object.fromEntries(
    filesOf(rows).map((file) => [file, ensureFile(file, { folder: path.join(folder, 'data'), scale })]),
  );
  const taken = await takeTurns(rows, {
    parties,
    files,
    rounds: Math.min(repeats, rows[0]?.rounds ?? repeats),
    warmUps: rows[0]?.warmUps ?? 1,
  });
  // The next group begins with processes that hold nothing.
  await parties.endAll();
  const judged = groups[name].map((row) =>
    rows.includes(row) ? judge(row, taken, files) : notRun(row, `not run: --${row.needs}`),
  );
  console.log(`\n${name}\n${resultTable(judged)}`);
  return judged;
}

async function versionsOf(parties) {
  const versions = [];
  for (const name of ['gaussline', 'node20', 'node24', 'R', 'python']) {
    const { value, note } = await parties.ask(name, 'version');
    versions.push([name, value ?? note]);
  }
  return versions;
}

function writeResults(page) {
  const file = path.join(root, 'test/bench/RESULTS.md');
  writeFileSync(file, keepingGpu(page, existsSync(file) ? readFileSync(file, 'utf8') : ''));
}

function checkFlags() {
  const unknown = flags.only.find((name) => !(name in groups));
  if (unknown) throw new Error(`There is no group ${unknown}. Use ${Object.keys(groups).join(', ')}.`);
  if (!(repeats >= 1 && scale > 0)) throw new Error('--repeats and --scale take positive numbers.');
}

async function main() {
  checkFlags();
  if (flags['install-peers']) await installPeers();
  if (scale !== 1) console.log('Scaled files try the bench; their figures judge nothing.');
  const parties = new Parties(await buildGaussline());
  try {
    const versions = await versionsOf(parties);
    for (const [name, version] of versions) console.log(`${name}: ${version}`);
    const judged = [];
    for (const name of flags.only) judged.push(...(await runGroup(name, parties)));
    console.log(`\n${tally(judged)}`);
    const isWhole = scale === 1 && Object.keys(groups).every((name) => flags.only.includes(name));
    if (isWhole) writeResults(resultPage(judged, { versions, repeats, load }));
    process.exitCode = judged.some(({ verdict }) => verdict === 'NOT MET') ? 1 : 0;
  } finally {
    await parties.endAll();
  }
}

endChildrenWithMe();
await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
