import '@tensorflow/tfjs-backend-webgl';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import {
  backend,
  concat1d,
  dispose,
  env,
  matMul,
  type Rank,
  reshape,
  setBackend,
  slice2d,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
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
import { webglAdapter } from './adapterName.js';
import { rowsTooLarge } from './gpuFailures.js';
import { TENSOR_LOSSES } from './tensorLosses.js';
import { type StepRule, type TensorRows, type TensorState, tensorStep } from './tensorStep.js';
import { timeSum } from './tensorSum.js';
import type { TfjsTrainer } from './tfjsTrainer.js';

/** Losses kept on the GPU between two readings. */
const MOST_STEPS = 256;

type Filled = { rows: Float32Array; targets: Float32Array };
type Setup = GpuStart & Pick<StepRule, 'shares' | 'penalties'>;

/** A `TfjsTrainer` on WebGL, or what was found instead. */
export async function webglTrainer(shape: TrainerShape): Promise<TfjsTrainer | string> {
  // Software is told by its name, like any other adapter.
  env().set('SOFTWARE_WEBGL_ENABLED', true);
  // Small operations would run on the processor otherwise.
  env().set('WEBGL_CPU_FORWARD', false);
  if (!(await setBackend('webgl'))) return 'there is no WebGL 2';
  if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) return 'WebGL computes in half precision only';
  checkRoom(shape, env().getNumber('WEBGL_MAX_TEXTURE_SIZE') ** 2);
  return new WebGlTrainer(shape, backend() as MathBackendWebGL);
}

/** Trains by tfjs's own operations on its WebGL backend, where there is no WebGPU. */
class WebGlTrainer implements TfjsTrainer {
  readonly adapter: GpuAdapter;
  readonly lost: Promise<string>;
  private readonly length: number;
  private readonly filled: Record<Part, Filled>;
  private resident: Record<Part, TensorRows> | undefined;
  private setup: Setup | undefined;
  private state: TensorState | undefined;
  private updateCount = 0;
  /** Updates since averaging began; -1 before it. */
  private averagedCount = -1;

  constructor(
    private readonly shape: TrainerShape,
    backend: MathBackendWebGL,
  ) {
    this.length = shape.featureCount + 1;
    this.adapter = webglAdapter(rendererOf(backend));
    this.lost = contextLoss(backend);
    this.filled = {
      training: emptyRows(shape.trainingCount, this.length),
      validation: emptyRows(shape.validationCount, this.length),
    };
  }

  async fill({ part, firstRow, values, targets }: Parameters<GpuEngine['fill']>[0]): Promise<null> {
    const filled = this.filled[part];
    const width = this.shape.featureCount;
    for (let i = 0; i < targets.length; i++)
      filled.rows.set(values.subarray(i * width, (i + 1) * width), (firstRow + i) * this.length);
    filled.targets.set(targets, firstRow);
    return null;
  }

  async start(start: GpuStart): Promise<null> {
    this.resident ??= {
      training: this.residentRows('training'),
      validation: this.residentRows('validation'),
    };
    dispose([this.setup?.shares, this.setup?.penalties].filter((tensor) => tensor !== undefined));
    const { batchSize, l2, parameters } = start;
    const interceptShare = this.shape.hasIntercept ? 1 / batchSize : 0;
    const shares = this.column(1 / batchSize, interceptShare);
    this.setup = { ...start, shares, penalties: this.column(l2, 0) };
    this.updateCount = 0;
    this.averagedCount = -1;
    const zeros = () => this.column(0, 0);
    const first = tensor2d(Float32Array.from(parameters), [this.length, 1]);
    this.keep({
      parameters: first,
      gradient: zeros(),
      velocity: zeros(),
      squares: zeros(),
      average: zeros(),
    });
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
      const some: Tensor[] = [];
      for (let i = from; i < to; i++) some.push(this.step(batches[i]!, rates[i]!));
      const numbers = await this.readWith(some);
      losses.set(numbers.subarray(2 * this.length), from);
      if (to < batches.length) continue;
      const parameters = Float64Array.from(numbers.subarray(0, this.length));
      return {
        losses,
        parameters,
        gradient: Float64Array.from(numbers.subarray(this.length, 2 * this.length)),
      };
    }
  }

  async meanLoss({ part }: { part: Part }): Promise<number> {
    const { resident, setup } = this.started();
    const loss = tidy(() => {
      const { rows, targets } = resident[part];
      const predictors = matMul(rows, this.counting());
      return TENSOR_LOSSES[setup.loss](predictors, targets, setup.bend).loss;
    });
    const [value] = await loss.data();
    loss.dispose();
    return value!;
  }

  timeSum(vectors: Vectors): Promise<TimedSum> {
    return timeSum(vectors);
  }

  close(): void {
    dispose([this.setup?.shares, this.setup?.penalties].filter((tensor) => tensor !== undefined));
    if (this.resident !== undefined) dispose(this.resident);
    if (this.state !== undefined) dispose(this.state);
  }

  /** One update; the mean loss before it stays on the GPU. */
  private step(batch: number, rate: number): Tensor {
    const { setup, state } = this.started();
    this.updateCount += 1;
    if (this.averagedCount >= 0) this.averagedCount += 1;
    const averageShare = this.averagedCount > 0 ? 1 / this.averagedCount : 0;
    const { loss, ...next } = tidy(() =>
      tensorStep(state, this.batch(batch), { ...setup, rate, updateCount: this.updateCount, averageShare }),
    );
    this.keep(next);
    return loss;
  }

  /** A slice shares the memory of the whole. */
  private batch(index: number): TensorRows {
    const { resident, setup } = this.started();
    const firstRow = index * setup.batchSize;
    const size = Math.min(setup.batchSize, this.shape.trainingCount - firstRow);
    return {
      rows: slice2d(resident.training.rows, [firstRow, 0], [size, this.length]),
      targets: slice2d(resident.training.targets, [firstRow, 0], [size, 1]),
    };
  }

  /** Parameters, gradient and these losses, read at once; the losses are let go. */
  private async readWith(losses: readonly Tensor[]): Promise<Float32Array> {
    const { gradient } = this.started().state;
    const all = tidy(() => {
      const parts = [this.counting(), gradient, ...losses];
      return concat1d(parts.map((part) => reshape<Rank.R1>(part, [part.size])));
    });
    dispose([...losses]);
    const numbers = (await all.data()) as Float32Array;
    all.dispose();
    return numbers;
  }

  /** The parameters that count: the averaged ones once there are any. */
  private counting(): Tensor2D {
    const { average, parameters } = this.started().state;
    return (this.averagedCount > 0 ? average : parameters) as Tensor2D;
  }

  private keep(next: TensorState): void {
    const kept = new Set<Tensor>(Object.values(next));
    for (const old of Object.values(this.state ?? {})) if (!kept.has(old)) old.dispose();
    this.state = next;
  }

  private column(weights: number, intercept: number): Tensor2D {
    const values = new Float32Array(this.length).fill(weights);
    values[this.length - 1] = intercept;
    return tensor2d(values, [this.length, 1]);
  }

  /** The only copy from here on: tfjs lets go of the array once it is uploaded. */
  private residentRows(part: Part): TensorRows {
    const { rows, targets } = this.filled[part];
    this.filled[part] = emptyRows(0, this.length);
    return {
      rows: tensor2d(rows, [targets.length, this.length]),
      targets: tensor2d(targets, [targets.length, 1]),
    };
  }

  private started(): { setup: Setup; state: TensorState; resident: Record<Part, TensorRows> } {
    const { setup, state, resident } = this;
    if (setup === undefined || state === undefined || resident === undefined) throw new Error('not started');
    return { setup, state, resident };
  }
}

function emptyRows(count: number, length: number): Filled {
  const rows = new Float32Array(count * length);
  for (let i = 0; i < count; i++) rows[(i + 1) * length - 1] = 1;
  return { rows, targets: new Float32Array(count) };
}

/** tfjs keeps a number to a texel where it does not pack them. */
function checkRoom({ trainingCount, validationCount, featureCount }: TrainerShape, most: number): void {
  const numbers = Math.max(trainingCount, validationCount) * (featureCount + 1);
  if (numbers > most) throw rowsTooLarge(4 * numbers, 4 * most);
}

function contextLoss(backend: MathBackendWebGL): Promise<string> {
  const canvas = backend.gpgpu.gl.canvas as unknown as {
    addEventListener(event: 'webglcontextlost', listener: () => void): void;
  };
  return new Promise((resolve) => {
    canvas.addEventListener('webglcontextlost', () => resolve('its WebGL context was lost'));
  });
}

function rendererOf(backend: MathBackendWebGL): string {
  const gl = backend.gpgpu.gl as unknown as {
    readonly RENDERER: number;
    getExtension(name: 'WEBGL_debug_renderer_info'): { UNMASKED_RENDERER_WEBGL: number } | null;
    getParameter(name: number): unknown;
  };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER) ?? '');
}
