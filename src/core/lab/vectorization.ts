import { GausslineError } from '../errors.js';
import { deviceName } from '../train/gpuAdapter.js';
import type { OpenedGpu, TimedSum, Vectors } from '../train/gpuEngine.js';
import { GpuTrainer } from '../train/gpuTrainer.js';
import { KernelTrainer } from '../train/kernelTrainer.js';
import { openTraining } from '../train/openTraining.js';
import { agree, type EpochWay, type EpochWork, engineEpoch, loopEpoch } from './epochWays.js';
import type { StudyJob } from './studyJob.js';
import { timed, timingOf } from './timing.js';
import {
  type TimedWay,
  type Vectorization,
  type VectorizationOrder,
  vectorizationSentence,
} from './vectorizationOutcome.js';
import {
  boxedLoop,
  checked,
  isSum,
  kernelSum,
  randomVectors,
  singleVectors,
  typedLoop,
} from './vectorSums.js';

type Job = StudyJob<VectorizationOrder, Vectorization>;

/** Of a sum by tensors: a processor that plays a GPU takes milliseconds for one. */
const TENSOR_REPEATS = 31;
/** Loops, kernel, tensors on the CPU and on the GPU; loop, kernel and GPU for an epoch. */
const WAYS = 8;

/**
 * Times the sum of two vectors and an epoch on the file's rows, in one way after the other. Every way is checked against
 * the plain loop before it is timed; one that is not there, or not right, is named with the reason.
 *
 * @throws GausslineError what `openTraining` and `checkpoint` throw.
 */
export async function benchmarkVectorization(job: Job): Promise<Vectorization> {
  const work = await openWork(job);
  const notes = new Notes(job, work);
  const vectors = randomVectors(job.order.length, job.hyperparameters.seed);
  await timeLoops(job, vectors, notes);
  await timeTensors('tfjs, CPU', (some) => job.machine.addOnTfjsCpu(some), { vectors, notes });
  if (work.shape.featureCount === 0) notes.miss('an epoch', 'the model has no feature that varies');
  else await timeEpochs(job, work, notes);
  await timeGpu(job, work, { vectors, notes });
  return notes.outcome(true);
}

type Work = EpochWork & { kernel: KernelTrainer };
type Pair = ReturnType<typeof randomVectors>;
type Places = { vectors: Pair; notes: Notes };

/** What has been found so far. */
class Notes {
  private readonly sums: TimedWay[] = [];
  private readonly epochs: TimedWay[] = [];
  private readonly missing: { name: string; reason: string }[] = [];
  adapter: Vectorization['adapter'] = null;

  constructor(
    private readonly job: Job,
    private readonly work: Work,
  ) {}

  sum(way: TimedWay): void {
    this.sums.push(way);
    this.report();
  }

  epoch(way: TimedWay): void {
    this.epochs.push(way);
    this.report();
  }

  miss(name: string, reason: string): void {
    this.missing.push({ name, reason: reason.replace(/\.$/, '') });
    this.report();
  }

  outcome(isOver: boolean): Vectorization {
    const { job, work } = this;
    const found = {
      ...{ length: job.order.length, machine: job.machine.name, batchSize: work.plan.batchSize.value },
      adapter: this.adapter,
      ...{ rowCount: work.shape.trainingCount, featureCount: work.shape.featureCount },
      ...{ sums: [...this.sums], epochs: [...this.epochs], missing: [...this.missing] },
    };
    return { ...found, sentence: vectorizationSentence(found, isOver) };
  }

  private report(): void {
    const done = this.sums.length + this.epochs.length + this.missing.length;
    this.job.report(Math.min(done, WAYS), WAYS, this.outcome(false));
  }
}

/** All complete rows, standardised, in the kernel; plain steps at Auto's rate. */
async function openWork({ table, spec, hyperparameters, loadKernel, checkpoint }: Job): Promise<Work> {
  const { seed, batchSize } = hyperparameters;
  const { parts } = await openTraining(table, spec, {
    hyperparameters: { seed, batchSize, optimiser: 'sgd', schedule: 'constant', epochs: 1 },
    ...{ backend: 'cpu', loadKernel, checkpoint },
  });
  const { trainer: kernel, plan, standard, rowCount: trainingCount } = parts;
  if (!(kernel instanceof KernelTrainer)) throw new Error('the CPU trains by the kernel');
  const { hasIntercept, features } = standard;
  return {
    kernel,
    plan,
    shape: { trainingCount, validationCount: 0, featureCount: features.length, hasIntercept },
  };
}

async function timeLoops({ loadKernel, checkpoint }: Job, { a, b }: Pair, notes: Notes): Promise<void> {
  for (const way of [boxedLoop(a, b), typedLoop(a, b), kernelSum(await loadKernel(), a, b)]) {
    await checked(way, a, b, checkpoint);
    notes.sum({ name: way.name, isSingle: false, ...(await timed(way.add, checkpoint)) });
  }
}

/** Tensors are asked for all repeats at once: where they are added there is a clock too. */
async function timeTensors(
  name: string,
  add: (vectors: Vectors) => Promise<TimedSum>,
  { vectors: { a, b }, notes }: Places,
): Promise<void> {
  try {
    const { sum, seconds } = await add(singleVectors(a, b, TENSOR_REPEATS));
    if (!isSum(sum, a, b, true)) notes.miss(name, 'it did not add the vectors right');
    else notes.sum({ name, isSingle: true, ...timingOf(seconds) });
  } catch (error) {
    notes.miss(name, reasonOf(error));
  }
}

async function timeEpochs({ checkpoint }: Job, work: Work, notes: Notes): Promise<void> {
  const loop = loopEpoch(work.kernel, work);
  const kernel = engineEpoch(work.kernel, work);
  await Promise.all([loop.run(), kernel.run()]);
  if (!agree(loop.parameters(), kernel.parameters(), false))
    throw new Error('the kernel trains another epoch');
  notes.epoch({ name: 'loop row by row', isSingle: false, ...(await timed(loop.run, checkpoint)) });
  notes.epoch({ name: 'kernel', isSingle: false, ...(await timed(kernel.run, checkpoint)) });
}

async function timeGpu(job: Job, work: Work, places: Places): Promise<void> {
  const { notes } = places;
  const gpu = await job.openGpu(work.shape).catch((error: unknown) => reasonOf(error));
  if (typeof gpu === 'string') return notes.miss('tfjs, GPU', gpu);
  const { engine, adapter } = gpu;
  notes.adapter = { api: adapter.api, device: deviceName(adapter) };
  try {
    await timeTensors(`tfjs, ${adapter.api}`, (vectors) => engine.timeSum(vectors), places);
    if (work.shape.featureCount > 0) await timeGpuEpoch(job, work, { gpu, notes });
  } finally {
    engine.close();
  }
  if (adapter.api === 'WebGPU') notes.miss('tfjs, WebGL', 'it is used only where there is no WebGPU');
  else notes.miss('tfjs, WebGPU', 'there is none on this machine that can be used from here');
}

async function timeGpuEpoch(
  job: Job,
  work: Work,
  { gpu, notes }: { gpu: OpenedGpu; notes: Notes },
): Promise<void> {
  const name = gpu.adapter.api;
  const { checkpoint } = job;
  const trainer = new GpuTrainer(work.kernel, work.shape, gpu);
  await trainer.sendRows(() => checkpoint({ rows: 0 }));
  const way: EpochWay = engineEpoch(trainer, work);
  await way.run();
  const own = trainer.parameters();
  const loop = loopEpoch(work.kernel, work);
  await loop.run();
  if (trainer.fallback === null && !agree(own, loop.parameters(), true))
    return notes.miss(`an epoch on ${name}`, 'it did not come to the weights of the loop');
  const timing = await timed(way.run, checkpoint);
  // A kernel that took over is no GPU.
  if (trainer.fallback !== null) notes.miss(`an epoch on ${name}`, trainer.fallback.backend.reason);
  else notes.epoch({ name, isSingle: true, ...timing });
}

/** @throws what is no failure of a GPU. */
function reasonOf(error: unknown): string {
  const isGpu = error instanceof GausslineError && error.code.startsWith('train/gpu');
  if (!isGpu) throw error;
  return error.message;
}
