import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import {
  dispose,
  env,
  registerBackend,
  removeBackend,
  reshape,
  setBackend,
  type Tensor,
  tensor,
} from '@tensorflow/tfjs-core';
import type {
  GpuAdapter,
  GpuEngine,
  GpuStart,
  GpuSteps,
  TimedSum,
  Vectors,
} from '../../core/train/gpuEngine.js';
import type { Part, TrainerShape } from '../../core/train/trainer.js';
import { webgpuAdapter } from './adapterName.js';
import { type BatchJob, batchProgram, batchUniforms, groupsFor } from './batchProgram.js';
import { TensorModels } from './tensorModels.js';
import type { TensorRows } from './tensorStep.js';
import { timeSum } from './tensorSum.js';
import type { TfjsTrainer } from './tfjsTrainer.js';
import { type UpdateJob, updateProgram, updateUniforms } from './updateProgram.js';
import { type FoundDevice, findDevice, numberBuffer } from './webgpuDevice.js';
import { registerOperations } from './webgpuOperations.js';

/** Losses kept on the GPU between two readings. */
const MOST_STEPS = 1024;
/** Numbers a submission goes through at most: a system takes the GPU from who holds it for seconds. */
const SUBMIT_NUMBERS = 250_000_000;
const MOST_DISPATCHES = 512;
/** Of many models: a product of matrices may take long by itself. */
const MODEL_DISPATCHES = 15;

/** Numbers that stay on the GPU. */
type Store = { buffer: GPUBuffer; tensor: Tensor };
type Stores = { rows: Record<Part, Store>; targets: Record<Part, Store>; sums: Store; state: Store };

/** A `TfjsTrainer` on WebGPU, or what was found instead. A thread holds one at a time. */
export async function webgpuTrainer(shape: TrainerShape): Promise<TfjsTrainer | string> {
  const found = await findDevice();
  if (typeof found === 'string') return found;
  const backend = new WebGPUBackend(found.device);
  registerBackend('webgpu', () => backend);
  await setBackend('webgpu');
  registerOperations();
  return new WebGpuTrainer(shape, { backend, stores: await makeRoom(shape, found.device), found });
}

/**
 * Trains by two programs on tfjs's WebGPU backend for each update, one over the batch and one over the parameters.
 * Everything they need stays on the GPU: an update costs the CPU two dispatches, whatever its size.
 */
class WebGpuTrainer implements TfjsTrainer {
  readonly adapter: GpuAdapter;
  readonly lost: Promise<string>;
  readonly models: TensorModels;
  private readonly backend: WebGPUBackend;
  private readonly stores: Stores;
  private readonly length: number;
  private setup: GpuStart | undefined;
  private shaped: Omit<TensorRows, 'counts'> | undefined;
  private updateCount = 0;
  /** Updates since averaging began; -1 before it. */
  private averagedCount = -1;

  constructor(
    private readonly shape: TrainerShape,
    parts: { backend: WebGPUBackend; stores: Stores; found: FoundDevice },
  ) {
    this.backend = parts.backend;
    this.stores = parts.stores;
    this.length = shape.featureCount + 1;
    this.adapter = webgpuAdapter(parts.found.info);
    this.lost = parts.found.lost;
    this.models = new TensorModels(shape, () => this.trainingRows());
  }

  async fill({ part, firstRow, values, targets }: Parameters<GpuEngine['fill']>[0]): Promise<null> {
    const { queue } = this.backend;
    queue.writeBuffer(this.stores.rows[part].buffer, 4 * firstRow * this.shape.featureCount, values);
    queue.writeBuffer(this.stores.targets[part].buffer, 4 * firstRow, targets);
    // What is written waits in a copy until the GPU has taken it: no second piece before that.
    await queue.onSubmittedWorkDone();
    return null;
  }

  async start(setup: GpuStart): Promise<null> {
    this.setup = setup;
    this.updateCount = 0;
    this.averagedCount = -1;
    const state = new Float32Array(5 * this.length);
    state.set(setup.parameters);
    this.backend.queue.writeBuffer(this.stores.state.buffer, 0, state);
    const numbers = setup.batchSize * (this.shape.featureCount + 2);
    const dispatches = 2 * Math.max(1, Math.floor(SUBMIT_NUMBERS / numbers));
    env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', Math.min(MOST_DISPATCHES, dispatches));
    return null;
  }

  async startAveraging(): Promise<null> {
    if (this.averagedCount < 0) this.averagedCount = 0;
    return null;
  }

  async runSteps({ batches, rates }: Parameters<GpuEngine['runSteps']>[0]): Promise<GpuSteps> {
    const losses = new Float64Array(batches.length);
    for (let from = 0; ; from += MOST_STEPS) {
      const to = Math.min(from + MOST_STEPS, batches.length);
      for (let i = from; i < to; i++) this.enqueueStep(batches[i]!, rates[i]!, i - from);
      const state = await this.readState();
      losses.set(state.subarray(5 * this.length, 5 * this.length + to - from), from);
      if (to < batches.length) continue;
      const parameters = Float64Array.from(this.vector(state, this.parametersVector()));
      return { losses, parameters, gradient: Float64Array.from(this.vector(state, 1)) };
    }
  }

  async meanLoss({ part }: { part: Part }): Promise<number> {
    const rowCount = part === 'training' ? this.shape.trainingCount : this.shape.validationCount;
    const parametersAt = this.parametersVector() * this.length;
    this.addUp(part, { firstRow: 0, rowCount, parametersAt, wantsGradient: false });
    this.update({ rowCount, rate: 0, lossIndex: 0, isLossOnly: true });
    return (await this.readState())[5 * this.length]!;
  }

  timeSum(vectors: Vectors): Promise<TimedSum> {
    return timeSum(vectors);
  }

  close(): void {
    this.models.dispose();
    if (this.shaped !== undefined) dispose([this.shaped.rows, this.shaped.targets]);
    const { rows, targets, sums, state } = this.stores;
    for (const { tensor } of [...Object.values(rows), ...Object.values(targets), sums, state])
      tensor.dispose();
    removeBackend('webgpu');
    this.backend.device.destroy();
  }

  /** The rows as tensors of their shape, in the same memory. */
  private trainingRows(): Omit<TensorRows, 'counts'> {
    const { rows, targets } = this.stores;
    const { trainingCount, featureCount } = this.shape;
    this.shaped ??= {
      rows: reshape(rows.training.tensor, [trainingCount, featureCount]),
      targets: reshape(targets.training.tensor, [trainingCount, 1]),
    };
    env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', MODEL_DISPATCHES);
    return this.shaped;
  }

  private enqueueStep(batch: number, rate: number, lossIndex: number): void {
    const { batchSize } = this.started();
    const firstRow = batch * batchSize;
    const rowCount = Math.min(batchSize, this.shape.trainingCount - firstRow);
    this.updateCount += 1;
    if (this.averagedCount >= 0) this.averagedCount += 1;
    this.addUp('training', { firstRow, rowCount, parametersAt: 0, wantsGradient: true });
    this.update({ rowCount, rate, lossIndex, isLossOnly: false });
  }

  private addUp(
    part: Part,
    rows: Pick<BatchJob, 'firstRow' | 'rowCount' | 'parametersAt' | 'wantsGradient'>,
  ): void {
    const { loss, bend } = this.started();
    const job = { loss, bend, width: this.shape.featureCount, ...rows };
    const { stores } = this;
    const inputs = [stores.rows[part].tensor, stores.targets[part].tensor, stores.state.tensor];
    const program = batchProgram(job);
    this.backend.runWebGPUProgram(program, inputs, 'float32', batchUniforms(job), stores.sums.tensor);
  }

  private update(step: { rowCount: number; rate: number; lossIndex: number; isLossOnly: boolean }): void {
    const { batchSize, optimiser, momentum, l2 } = this.started();
    const { sums, state } = this.stores;
    const job: UpdateJob = {
      ...{ optimiser, momentum, l2, rate: step.rate, isLossOnly: step.isLossOnly },
      ...{ width: this.shape.featureCount, groups: groupsFor(step.rowCount) },
      // A short last batch counts by its rows, so that over an epoch every row counts alike.
      ...{ share: 1 / batchSize, lossShare: 1 / step.rowCount, lossAt: 5 * this.length + step.lossIndex },
      hasIntercept: this.shape.hasIntercept,
      averageShare: this.averagedCount > 0 ? 1 / this.averagedCount : 0,
      corrections: [1 - 0.9 ** this.updateCount, 1 - 0.999 ** this.updateCount],
    };
    const program = updateProgram(job);
    this.backend.runWebGPUProgram(program, [sums.tensor], 'float32', updateUniforms(job), state.tensor);
  }

  /** The parameters that count: the averaged ones once there are any. */
  private parametersVector(): number {
    return this.averagedCount > 0 ? 4 : 0;
  }

  private vector(state: Float32Array, index: number): Float32Array {
    return state.subarray(index * this.length, (index + 1) * this.length);
  }

  /** Submits what is enqueued and waits for it. */
  private async readState(): Promise<Float32Array> {
    return new Float32Array(await this.backend.getBufferData(this.stores.state.buffer));
  }

  private started(): GpuStart {
    if (this.setup === undefined) throw new Error('not started');
    return this.setup;
  }
}

async function makeRoom(shape: TrainerShape, device: GPUDevice): Promise<Stores> {
  const { trainingCount, validationCount, featureCount } = shape;
  const store = async (count: number): Promise<Store> => {
    const buffer = await numberBuffer(device, count);
    return { buffer, tensor: tensor({ buffer, zeroCopy: true }, [Math.max(1, count)], 'float32') };
  };
  return {
    rows: {
      training: await store(trainingCount * featureCount),
      validation: await store(validationCount * featureCount),
    },
    targets: { training: await store(trainingCount), validation: await store(validationCount) },
    sums: await store((featureCount + 2) * groupsFor(Math.max(trainingCount, validationCount))),
    state: await store(5 * (featureCount + 1) + MOST_STEPS),
  };
}
