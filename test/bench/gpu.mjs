// The GPU check, for a machine that has one: training on the GPU against the kernel on the CPU.
//   node esbuild.js --tests && node test/bench/gpu.mjs [--shrink N] [--seconds S] [--write]
// It needs Node, dist/ as built by that, and a driver for the GPU (Vulkan, Metal or Direct3D 12); full size takes about
// 8 GB of memory. --shrink divides the numbers of rows, to try it out. --write puts the figures into RESULTS.md.
// Exit code 1 when a bound is not met; on a processor that plays a GPU it is not, and says so.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    shrink: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '60' },
    write: { type: 'boolean', default: false },
  },
});
const shrink = Number(values.shrink);
const atMost = Number(values.seconds);
const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.resolve(here, '../../dist');
const processFile = path.join(dist, 'gpu/process.js');
const checkFile = path.join(dist, 'test/bench/gpuCheck.entry.js');
for (const file of [processFile, checkFile])
  if (!existsSync(file)) throw new Error(`${file} is missing; run \`node esbuild.js --tests\` first.`);
const check = createRequire(import.meta.url)(checkFile);

const CALL_MS = 200;
const NEAR = 1e-4;
const BOUND = 0.1;
const MODELS = 64;
const MODELS_BOUND = 0.1;
const CASES = [
  { rowCount: 1_000_000, featureCount: 10, batchSize: 256 },
  { rowCount: 1_000_000, featureCount: 10, batchSize: null },
  { rowCount: 100_000, featureCount: 100, batchSize: 1024 },
  { rowCount: 1_000_000, featureCount: 256, batchSize: 'all', isBound: true },
];
const SWEEP = { rowCount: 262_144, featureCount: 64 };

const lines = [];
const say = (line = '') => {
  lines.push(line);
  console.log(line);
};
const shrunk = ({ rowCount, featureCount }) => ({
  rowCount: Math.max(4 * featureCount, Math.ceil(rowCount / shrink)),
  featureCount,
});
const count = (number) => number.toLocaleString('en-US');
const digits = (number) => (number === null ? `not in ${atMost} s` : number.toPrecision(3));

/** Opens, measures, lets go of the GPU. */
async function withBoth(size, batchSize, measure) {
  const both = await check.openBoth(size, { batchSize }, processFile);
  try {
    return await measure(both);
  } finally {
    both.gpu.close();
  }
}

/** Steps on both engines, alternating. */
async function stepTimes({ kernel, gpu, parts }) {
  const times = { kernel: Infinity, gpu: Infinity };
  for (let round = 0; round < 2; round++) {
    times.kernel = Math.min(times.kernel, await check.stepMs(kernel, parts, CALL_MS));
    times.gpu = Math.min(times.gpu, await check.stepMs(gpu, parts, CALL_MS));
  }
  return times;
}

/** One line of the table; returns step times and the adapter. */
async function measureCase({ batchSize, isBound, ...full }) {
  const size = shrunk(full);
  return withBoth(size, batchSize, async (both) => {
    const times = await stepTimes(both);
    // A run lets go of the GPU at its end.
    const models = isBound ? await check.modelStepMs(both, MODELS) : null;
    const near = {};
    for (const kind of ['kernel', 'gpu'])
      near[kind] = await check.secondsTo(check.runOn(both, kind), NEAR, atMost);
    const batch = both.parts.plan.batchSize.value;
    const rate = (ms) => count(Math.round(1000 / ms));
    say(
      `| ${count(size.rowCount)} x ${size.featureCount}, batch ${count(batch)} | ${rate(times.kernel)} | ${rate(times.gpu)} | ` +
        `${(times.gpu / times.kernel).toPrecision(3)} | ${digits(near.kernel)} | ${digits(near.gpu)} | ${Math.round(both.openMs)} + ${Math.round(both.fillMs)} |`,
    );
    return { ...times, models, adapter: both.adapter };
  });
}

/** Step times over batch sizes; the size from which on the GPU is faster, null where it never is. */
async function sweep() {
  const size = shrunk(SWEEP);
  let breakEven = null;
  say('| batch x features | kernel, us a step | GPU, us a step | GPU / kernel | Auto takes |');
  say('|---|---|---|---|---|');
  for (let batchSize = 64; batchSize <= size.rowCount; batchSize *= 4) {
    const times = await withBoth(size, batchSize, stepTimes);
    const numbers = batchSize * size.featureCount;
    const stepsPerEpoch = Math.ceil(size.rowCount / batchSize);
    const { kind } = check.chooseBackend('auto', {
      batchSize,
      featureCount: size.featureCount,
      stepsPerEpoch,
    });
    const ratio = times.gpu / times.kernel;
    if (ratio > 1) breakEven = null;
    else breakEven ??= numbers;
    const inMicroseconds = [times.kernel, times.gpu].map((ms) => (1000 * ms).toPrecision(3)).join(' | ');
    say(`| ${count(numbers)} | ${inMicroseconds} | ${ratio.toPrecision(3)} | ${kind} |`);
  }
  return breakEven;
}

/** Puts the figures between the marks of RESULTS.md, or at its end. */
function writeResults() {
  const file = path.join(here, 'RESULTS.md');
  const [begin, end] = ['<!-- gpu -->', '<!-- end of gpu -->'];
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '# Measured\n';
  const section = `${begin}\n${lines.join('\n')}\n${end}`;
  const from = old.indexOf(begin);
  const to = old.indexOf(end);
  const isThere = from >= 0 && to > from;
  const text = isThere
    ? old.slice(0, from) + section + old.slice(to + end.length)
    : `${old.trimEnd()}\n\n${section}\n`;
  writeFileSync(file, text);
}

say('## Training on a GPU and on the CPU kernel');
say();
say(
  `${os.cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.version}, ${os.platform()}`,
);
if (shrink !== 1) say(`\nRows divided by ${shrink}: a trial of the script, not a measurement.`);
say();
say(
  '| rows x features | kernel, steps/s | GPU, steps/s | time of a step, GPU / kernel | kernel, s to 1e-4 | GPU, s to 1e-4 | ms to open + fill |',
);
say('|---|---|---|---|---|---|---|');
let bound;
for (const one of CASES) {
  const times = await measureCase(one);
  if (one.isBound) bound = times;
}
say();
const breakEven = await sweep();
say();
say(`Break-even (batch x features): ${breakEven === null ? 'none up to the largest' : count(breakEven)}.`);
const { api, device, isSoftware } = bound.adapter;
say(`Adapter: ${api}, ${device}${isSoftware ? ': a processor that plays a GPU' : ''}.`);
const ratio = bound.gpu / bound.kernel;
const modelsRatio = bound.models.gpu / bound.models.kernel;
const isWithin = (value, most) => !isSoftware && value <= most;
const verdict = (value, most) =>
  isSoftware ? 'not met: no GPU here' : isWithin(value, most) ? 'met' : 'NOT MET';
const isMet = isWithin(ratio, BOUND) && isWithin(modelsRatio, MODELS_BOUND);
say(`Bound: full batch, GPU / CPU kernel <= ${BOUND}: ${ratio.toPrecision(3)}, ${verdict(ratio, BOUND)}.`);
say(
  `Bound: a step of ${MODELS} models on all rows, GPU / CPU kernel <= ${MODELS_BOUND}: ${modelsRatio.toPrecision(3)}, ${verdict(modelsRatio, MODELS_BOUND)}.`,
);
if (values.write) writeResults();
process.exitCode = isMet ? 0 : 1;
