import { GausslineError } from '../../core/errors.js';
import type { GpuAdapter, GpuEngine } from '../../core/train/gpuEngine.js';
import type { TrainerShape } from '../../core/train/trainer.js';
import { gpuLost, gpuNotAvailable } from './gpuFailures.js';
import type { TfjsTrainer, TfjsWay } from './tfjsTrainer.js';

/** A `GpuEngine` in this very thread, over the first of the ways that leads to a GPU. */
export class LocalEngine implements GpuEngine {
  private trainer: TfjsTrainer | undefined;
  private lostReason: string | undefined;

  constructor(private readonly ways: readonly TfjsWay[]) {}

  async open(shape: TrainerShape): Promise<GpuAdapter> {
    const found: string[] = [];
    for (const way of this.ways) {
      const trainer = await way(shape).catch(reasonUnlessOurs);
      if (typeof trainer !== 'string') return this.keep(trainer);
      found.push(trainer);
    }
    throw gpuNotAvailable(found);
  }

  fill(rows: Parameters<GpuEngine['fill']>[0]): Promise<null> {
    return this.ask((trainer) => trainer.fill(rows));
  }

  start(start: Parameters<GpuEngine['start']>[0]): Promise<null> {
    return this.ask((trainer) => trainer.start(start));
  }

  startAveraging(): Promise<null> {
    return this.ask((trainer) => trainer.startAveraging());
  }

  runSteps(steps: Parameters<GpuEngine['runSteps']>[0]): ReturnType<GpuEngine['runSteps']> {
    return this.ask((trainer) => trainer.runSteps(steps));
  }

  meanLoss(part: Parameters<GpuEngine['meanLoss']>[0]): Promise<number> {
    return this.ask((trainer) => trainer.meanLoss(part));
  }

  close(): void {
    this.lostReason ??= 'it was closed';
    this.trainer?.close();
    this.trainer = undefined;
  }

  private keep(trainer: TfjsTrainer): GpuAdapter {
    this.trainer = trainer;
    void trainer.lost.then((reason) => {
      this.lostReason ??= reason;
    });
    return trainer.adapter;
  }

  /** What a GPU computed is worth nothing when it was lost meanwhile, and a lost one may never answer. */
  private async ask<T>(question: (trainer: TfjsTrainer) => Promise<T>): Promise<T> {
    const { trainer } = this;
    if (this.lostReason !== undefined) throw gpuLost(this.lostReason);
    if (trainer === undefined) throw new Error('the GPU engine is not open');
    const lost = trainer.lost.then((reason) => Promise.reject(gpuLost(reason)));
    const answer = question(trainer).catch((error: unknown) => {
      this.lostReason ??= reasonOf(error);
      throw gpuLost(this.lostReason, error);
    });
    return Promise.race([lost, answer]);
  }
}

/** A way that fails is one that leads nowhere, unless it says itself what to do. */
function reasonUnlessOurs(error: unknown): string {
  if (error instanceof GausslineError) throw error;
  return reasonOf(error);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
