import { CallPace } from './callPace.js';
import { adapterName, type GpuAdapter } from './gpuAdapter.js';
import type { GpuEngine, OpenedGpu } from './gpuEngine.js';
import { gpuFallback } from './gpuFallback.js';
import type { KernelTrainer } from './kernelTrainer.js';
import { sendRows } from './sendRows.js';
import type { Breathe, Fallback, Part, Steps, Trainer, TrainerShape, TrainerStart } from './trainer.js';

/**
 * Trains on a GPU, in float32. The kernel beside it holds the same rows in double precision: it measures the losses
 * that are to be right, and goes on from the last answer when the GPU is lost.
 */
export class GpuTrainer implements Trainer {
  fallback: Fallback | null = null;
  private readonly engine: GpuEngine;
  private readonly adapter: GpuAdapter;
  private pace = new CallPace(1);
  private setup: TrainerStart | undefined;
  private latest: { parameters: Float64Array; gradient: Float64Array };
  private isAveraging = false;
  private stepCount = 0;

  /** `kernel` has its rows; the GPU gets them by `sendRows`. */
  constructor(
    private readonly kernel: KernelTrainer,
    private readonly shape: TrainerShape,
    { engine, adapter }: OpenedGpu,
  ) {
    this.engine = engine;
    this.adapter = adapter;
    const zeros = new Float64Array(shape.featureCount + 1);
    this.latest = { parameters: zeros, gradient: zeros };
  }

  get isDouble(): boolean {
    return this.fallback !== null;
  }

  get stepsPerCall(): number {
    return this.fallback === null ? this.pace.stepsPerCall : this.kernel.stepsPerCall;
  }

  /**
   * Copies all rows to the GPU, once, before `start`.
   *
   * @throws GausslineError `train/gpu-lost`, and what `breathe` throws.
   */
  async sendRows(breathe: Breathe): Promise<void> {
    await sendRows(this.engine, this.kernel, this.shape, breathe);
  }

  async start(start: TrainerStart): Promise<void> {
    const parameters = start.parameters.slice();
    this.setup = start;
    this.pace = new CallPace(start.batchSize * this.shape.featureCount);
    this.latest = { parameters, gradient: new Float64Array(parameters.length) };
    this.isAveraging = false;
    await this.ask(
      // A copy: a port may give away what it carries.
      (engine) => engine.start({ ...start, parameters: parameters.slice() }),
      () => this.kernel.start(start),
    );
  }

  parameters(): Float64Array {
    return this.fallback === null ? this.latest.parameters.slice() : this.kernel.parameters();
  }

  gradient(): Float64Array {
    return this.fallback === null ? this.latest.gradient.slice() : this.kernel.gradient();
  }

  async startAveraging(): Promise<void> {
    await this.ask(
      (engine) => engine.startAveraging(),
      () => this.kernel.startAveraging(),
    );
    this.isAveraging = true;
  }

  runSteps(steps: Steps, breathe: Breathe): Promise<Float64Array> {
    return this.ask(
      (engine) => this.callSteps(engine, steps),
      () => this.kernel.runSteps(steps, breathe),
    );
  }

  meanLoss(part: Part, breathe: Breathe): Promise<number> {
    return this.ask(
      (engine) => engine.meanLoss({ part }),
      () => this.kernel.meanLoss(part, breathe),
    );
  }

  /** By the kernel, with the parameters the GPU has come to. */
  async meanLossInDouble(part: Part, breathe: Breathe): Promise<number> {
    if (this.fallback === null) this.kernel.start({ ...this.setup!, parameters: this.latest.parameters });
    return this.kernel.meanLoss(part, breathe);
  }

  close(): void {
    this.engine.close();
  }

  /** Asks the GPU, or the kernel once the GPU is lost. */
  private async ask<T>(onGpu: (engine: GpuEngine) => Promise<T>, onKernel: () => Promise<T> | T): Promise<T> {
    if (this.fallback === null)
      try {
        return await onGpu(this.engine);
      } catch (error) {
        this.takeOver(error);
      }
    return onKernel();
  }

  /** Losses beyond the limit are cut off, and the parameters that came with them left alone. */
  private async callSteps(engine: GpuEngine, { batches, rates, limit }: Steps): Promise<Float64Array> {
    const began = performance.now();
    // A copy: with a view the whole buffer behind it would travel.
    const answer = await engine.runSteps({ batches: batches.slice(), rates: rates.slice() });
    this.pace.note(batches.length, performance.now() - began);
    const beyond = answer.losses.findIndex((loss) => !(loss <= limit));
    if (beyond >= 0) return answer.losses.slice(0, beyond + 1);
    this.latest = answer;
    this.stepCount += batches.length;
    return answer.losses;
  }

  /** The kernel takes the run from where the last answer left it; momentum and averages begin anew. */
  private takeOver(error: unknown): void {
    this.fallback = gpuFallback(error, adapterName(this.adapter), this.stepCount);
    this.engine.close();
    this.kernel.start({ ...this.setup!, parameters: this.latest.parameters });
    if (this.isAveraging) this.kernel.startAveraging();
  }
}
