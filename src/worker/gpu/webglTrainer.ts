import '@tensorflow/tfjs-backend-webgl';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, dispose, env, setBackend, tensor2d } from '@tensorflow/tfjs-core';
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
import { TensorModels } from './tensorModels.js';
import { TensorRun } from './tensorRun.js';
import type { TensorRows } from './tensorStep.js';
import { timeSum } from './tensorSum.js';
import type { TfjsTrainer } from './tfjsTrainer.js';

type Filled = { rows: Float32Array; targets: Float32Array };

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
  private run: TensorRun | undefined;
  readonly models: TensorModels;

  constructor(
    private readonly shape: TrainerShape,
    backend: MathBackendWebGL,
  ) {
    this.length = shape.featureCount + 1;
    this.adapter = webglAdapter(rendererOf(backend));
    this.lost = contextLoss(backend);
    this.models = new TensorModels(shape, () => this.residentRows().training);
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
    this.run?.dispose();
    const { training } = this.residentRows();
    this.run = new TensorRun(training, { ...start, rates: Float64Array.of(1) }, this.shape.hasIntercept);
    return null;
  }

  async startAveraging(): Promise<null> {
    this.started().startAveraging();
    return null;
  }

  runSteps({ batches, rates }: Parameters<GpuEngine['runSteps']>[0]): Promise<GpuSteps> {
    return this.started().runSteps({ batches, factors: rates, limit: null });
  }

  async meanLoss({ part }: { part: Part }): Promise<number> {
    return (await this.started().meanLosses(this.residentRows()[part]))[0]!;
  }

  timeSum(vectors: Vectors): Promise<TimedSum> {
    return timeSum(vectors);
  }

  close(): void {
    this.run?.dispose();
    this.models.dispose();
    for (const { rows, targets } of Object.values(this.resident ?? {})) dispose([rows, targets]);
  }

  /** On the GPU from the first time on. */
  private residentRows(): Record<Part, TensorRows> {
    this.resident ??= { training: this.upload('training'), validation: this.upload('validation') };
    return this.resident;
  }

  /** The only copy from here on: tfjs lets go of the array once it is uploaded. */
  private upload(part: Part): TensorRows {
    const { rows, targets } = this.filled[part];
    this.filled[part] = emptyRows(0, this.length);
    return {
      rows: tensor2d(rows, [targets.length, this.length]),
      targets: tensor2d(targets, [targets.length, 1]),
      counts: null,
    };
  }

  private started(): TensorRun {
    if (this.run === undefined) throw new Error('not started');
    return this.run;
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
