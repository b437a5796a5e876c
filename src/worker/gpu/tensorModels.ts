import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type {
  GpuModelsOrder,
  GpuModelsStart,
  GpuModelsSteps,
  ModelCounts,
} from '../../core/train/gpuEngine.js';
import type { TrainerShape } from '../../core/train/trainer.js';
import { TensorRun } from './tensorRun.js';
import type { TensorRows } from './tensorStep.js';

/** Many models at once on a backend of tfjs; `rowsOf` gives the training rows, which stay the backend's. */
export class TensorModels {
  private run: TensorRun | undefined;
  private data: TensorRows | undefined;
  private counted: { values: Float32Array; models: number } | undefined;
  private counts: Tensor2D | null = null;

  constructor(
    private readonly shape: TrainerShape,
    private readonly rowsOf: () => Omit<TensorRows, 'counts'>,
  ) {}

  async countRows({ models, model, counts }: ModelCounts): Promise<null> {
    this.counted ??= { values: new Float32Array(counts.length * models), models };
    const { values } = this.counted;
    for (const [row, count] of counts.entries()) values[row * models + model] = count;
    return null;
  }

  async start(start: GpuModelsStart): Promise<null> {
    this.run?.dispose();
    this.takeCounts();
    this.data = { ...this.rowsOf(), counts: this.counts };
    this.run = new TensorRun(this.data, start, this.shape.hasIntercept);
    return null;
  }

  async runSteps({ isAveraging, ...order }: GpuModelsOrder): Promise<GpuModelsSteps> {
    const { run } = this.started();
    if (isAveraging) run.startAveraging();
    const { losses, parameters } = await run.runSteps(order);
    return { losses, parameters };
  }

  async meanLosses(): Promise<Float64Array> {
    const { run, data } = this.started();
    return run.meanLosses(data);
  }

  dispose(): void {
    this.run?.dispose();
    this.run = undefined;
    this.counts?.dispose();
    this.counts = null;
  }

  /** The only copy from here on. */
  private takeCounts(): void {
    if (this.counted === undefined) return;
    const { values, models } = this.counted;
    this.counts?.dispose();
    this.counts = tensor2d(values, [values.length / models, models]);
    this.counted = undefined;
  }

  private started(): { run: TensorRun; data: TensorRows } {
    const { run, data } = this;
    if (run === undefined || data === undefined) throw new Error('not started');
    return { run, data };
  }
}
