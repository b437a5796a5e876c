import { CallPace } from './callPace.js';
import { adapterName } from './gpuAdapter.js';
import type { GpuEngine, OpenedGpu } from './gpuEngine.js';
import { gpuFallback } from './gpuFallback.js';
import type { KernelTrainer } from './kernelTrainer.js';
import type { ManyModels, ModelsStart, ModelsState, ModelsSteps } from './manyModels.js';
import type { ModelsTrainer } from './modelsTrainer.js';
import { sendRows } from './sendRows.js';
import type { Breathe, Fallback, Part, TrainerShape } from './trainer.js';

/**
 * Trains many models on a GPU, in float32, each step one product of matrices. The kernel's models beside it measure the
 * losses that are to be right, in double precision, and go on from the last answer when the GPU is lost.
 */
export class GpuModelsTrainer implements ManyModels {
  fallback: Fallback | null = null;
  private pace = new CallPace(1);
  private begun: ModelsStart | undefined;
  private state: ModelsState;
  private isAveraging = false;

  /** `models` has its rows and counts; the GPU gets them by `send`. */
  constructor(
    private readonly models: ModelsTrainer,
    private readonly shape: TrainerShape,
    private readonly gpu: OpenedGpu,
  ) {
    this.state = {
      parameters: new Float64Array((shape.featureCount + 1) * models.count),
      endedAt: new Int32Array(models.count).fill(-1),
      stepCount: 0,
    };
  }

  get endedAt(): Int32Array {
    return this.fallback === null ? this.state.endedAt : this.models.endedAt;
  }

  /**
   * Copies rows and counts to the GPU, once, before `start`.
   *
   * @throws GausslineError `train/gpu-lost`, and what `breathe` throws.
   */
  async send(kernel: KernelTrainer, breathe: Breathe): Promise<void> {
    await sendRows(this.gpu.engine, kernel, this.shape, breathe);
    const models = this.models.count;
    for (let model = 0; model < models; model++) {
      const counts = this.models.counts(model);
      if (counts === null) return;
      await this.gpu.engine.countRows({ models, model, counts });
      await breathe();
    }
  }

  async start(start: ModelsStart): Promise<void> {
    const { count } = this.models;
    this.begun = start;
    this.isAveraging = false;
    this.pace = new CallPace(start.batchSize * this.shape.featureCount * count);
    const parameters = start.parameters;
    this.state = {
      parameters: Float64Array.from(
        { length: parameters.length * count },
        (_, i) => parameters[Math.floor(i / count)]!,
      ),
      endedAt: new Int32Array(count).fill(-1),
      stepCount: 0,
    };
    await this.ask(
      // Copies: a port may give away what it carries.
      (engine) =>
        engine.startModels({ ...start, parameters: parameters.slice(), rates: start.rates.slice() }),
      () => this.models.start(start),
    );
  }

  startAveraging(): void {
    this.isAveraging = true;
    if (this.fallback !== null) this.models.startAveraging();
  }

  async runSteps({ batches, factors, limit }: ModelsSteps, breathe: Breathe): Promise<void> {
    for (let from = 0; from < batches.length && this.endedAt.includes(-1); ) {
      const atOnce = this.fallback === null ? this.pace.stepsPerCall : batches.length;
      const to = Math.min(from + atOnce, batches.length);
      const some = { batches: batches.slice(from, to), factors: factors.slice(from, to), limit };
      await this.ask(
        (engine) => this.callSteps(engine, some),
        () => this.models.runSteps(some, breathe),
      );
      from = to;
      await breathe();
    }
  }

  /** On the GPU for training rows. */
  meanLosses(part: Part, breathe: Breathe): Promise<Float64Array> {
    if (part === 'validation') return this.meanLossesInDouble(part, breathe);
    return this.ask(
      async (engine) => {
        const losses = await engine.modelLosses();
        return losses.map((loss, model) => (this.endedAt[model]! < 0 ? loss : Number.NaN));
      },
      () => this.models.meanLosses(part, breathe),
    );
  }

  /** By the kernel, with the parameters the GPU has come to. */
  async meanLossesInDouble(part: Part, breathe: Breathe): Promise<Float64Array> {
    if (this.fallback === null) this.models.resume(this.begun!, this.state);
    return this.models.meanLosses(part, breathe);
  }

  parameters(model: number): Float64Array {
    if (this.fallback !== null) return this.models.parameters(model);
    const { count } = this.models;
    const { parameters } = this.state;
    return Float64Array.from(
      { length: this.shape.featureCount + 1 },
      (_, k) => parameters[k * count + model]!,
    );
  }

  close(): void {
    this.gpu.engine.close();
  }

  /** Asks the GPU, or the kernel once the GPU is lost. */
  private async ask<T>(onGpu: (engine: GpuEngine) => Promise<T>, onKernel: () => Promise<T> | T): Promise<T> {
    if (this.fallback === null)
      try {
        return await onGpu(this.gpu.engine);
      } catch (error) {
        this.takeOver(error);
      }
    return onKernel();
  }

  private async callSteps(engine: GpuEngine, { batches, factors, limit }: ModelsSteps): Promise<void> {
    const { length } = batches;
    const began = performance.now();
    const { isAveraging } = this;
    const { losses, parameters } = await engine.runModels({ batches, factors, limit, isAveraging });
    this.pace.note(length, performance.now() - began);
    const { endedAt, stepCount } = this.state;
    for (const [i, loss] of losses.entries()) {
      const model = i % this.models.count;
      if (!(loss <= limit) && endedAt[model]! < 0)
        endedAt[model] = stepCount + Math.floor(i / this.models.count);
    }
    this.state = { parameters, endedAt, stepCount: stepCount + length };
  }

  /** The kernel takes the models from where the last answer left them; momentum and averages begin anew. */
  private takeOver(error: unknown): void {
    this.fallback = gpuFallback(error, adapterName(this.gpu.adapter), this.state.stepCount);
    this.gpu.engine.close();
    this.models.resume(this.begun!, this.state);
    if (this.isAveraging) this.models.startAveraging();
  }
}
