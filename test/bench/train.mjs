// Training on the CPU kernel against its peers, alternating in one run, so that the machine's noise hits both:
//   node test/bench/train.mjs [--python PATH] [--rounds N]
// The peers are scikit-learn and numpy (python3 -m pip install numpy scikit-learn). A bound whose peer is absent
// counts as not met. Exit code 1 when a bound is not met.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { kernelPlugin } from '../../.config/kernelPlugin.mjs';

const { values } = parseArgs({
  options: { python: { type: 'string', default: 'python3' }, rounds: { type: 'string', default: '7' } },
});
const here = path.dirname(fileURLToPath(import.meta.url));

async function loadOurs(folder) {
  const outfile = path.join(folder, 'trainOurs.mjs');
  await build({
    entryPoints: [path.join(here, 'trainOurs.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [kernelPlugin],
  });
  return import(pathToFileURL(outfile).href);
}

/** Asks the Python process for one measurement after the other; null where the peer or Python is absent. */
function startPeers() {
  const child = spawn(values.python, [path.join(here, 'trainPeers.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let isGone = false;
  child.on('error', () => {
    isGone = true;
  });
  child.stdin.on('error', () => {});
  return {
    async measure(name) {
      child.stdin.write(`${name}\n`);
      const { value } = await lines.next();
      return isGone || value === undefined || value === 'absent' ? null : Number(value);
    },
    end: () => child.stdin.end(),
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function alternate({ title, bound, ours, peer }) {
  const rounds = [];
  // The first round warms up both and is not counted.
  for (let round = 0; round <= Number(values.rounds); round++) {
    const theirs = await peer();
    const { ms, ...rest } = await ours();
    if (round > 0) rounds.push({ theirs, ms, ...rest });
  }
  const text = (key) => {
    const numbers = rounds.map((round) => round[key]);
    return `${Math.min(...numbers).toPrecision(3)} / ${median(numbers).toPrecision(3)}`;
  };
  console.log(`\n${title} (minimum / median of ${rounds.length})`);
  for (const key of Object.keys(rounds[0]))
    if (rounds[0][key] !== null) console.log(`  ${key}: ${text(key)}`);
  if (rounds.some(({ theirs }) => theirs === null)) {
    console.log(`  bound ${bound}: NOT MET, the peer is absent`);
    return false;
  }
  // Each round's two measurements stand next to each other in time: their ratio feels the machine least.
  const ratios = rounds.map(({ ms, theirs }) => ms / theirs);
  const isMet = median(ratios) <= bound;
  console.log(`  ratio: ${Math.min(...ratios).toFixed(3)} / ${median(ratios).toFixed(3)}`);
  console.log(`  bound ${bound} on the median ratio: ${isMet ? 'met' : 'NOT MET'}`);
  return isMet;
}

const folder = mkdtempSync(path.join(tmpdir(), 'gaussline-bench-'));
const peers = startPeers();
try {
  const { open, randomTable, timeRun, timeStep } = await loadOurs(folder);
  const long = randomTable(1_000_000, 10);
  const { run: longSteps } = await open(long, { batchSize: 256 });
  const { run: wideSteps } = await open(randomTable(100_000, 100), { batchSize: 1024 });
  const results = [
    await alternate({
      title:
        '3 epochs of 1,000,000 x 10, batch 256, ms; with the loss over all rows before and after each epoch',
      bound: 0.1,
      peer: () => peers.measure('sklearn'),
      ours: async () => ({
        ...(await timeRun(long, { epochs: 3, batchSize: 256 })),
        stepsAlone: (await timeStep(longSteps)) * 3 * 3906,
      }),
    }),
    await alternate({
      title: 'a step of 1024 x 100, ms',
      bound: 0.9,
      peer: () => peers.measure('numpy'),
      ours: async () => ({ ms: await timeStep(wideSteps) }),
    }),
  ];
  process.exitCode = results.every(Boolean) ? 0 : 1;
} finally {
  peers.end();
  rmSync(folder, { recursive: true, force: true });
}
