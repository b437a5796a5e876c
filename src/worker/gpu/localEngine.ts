import { GausslineError } from '../../core/errors.js';
import type { GpuAdapter, GpuEngine } from '../../core/train/gpuEngine.js';
import type { TrainerShape } from '../../core/train/trainer.js';
import { gpuLost, gpuNotAvailable } from './gpuFailures.js';
import type { TfjsTrainer, TfjsWay } from './tfjsTrainer.js';

/** A `GpuEngine` in this very thread, over the first of the ways that leads to a GPU. */
export class LocalEngine implements GpuEngine {
  private trainer: TfjsTrainer | undefined;
  private lostReason: string | undefined;
  private readonly waiting = new Set<(error: Error) => void>();

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

  countRows(counts: Parameters<GpuEngine['countRows']>[0]): Promise<null> {
    return this.ask(({ models }) => models.countRows(counts));
  }

  startModels(start: Parameters<GpuEngine['startModels']>[0]): Promise<null> {
    return this.ask(({ models }) => models.start(start));
  }

  runModels(steps: Parameters<GpuEngine['runModels']>[0]): ReturnType<GpuEngine['runModels']> {
    return this.ask(({ models }) => models.runSteps(steps));
  }

  modelLosses(): Promise<Float64Array> {
    return this.ask(({ models }) => models.meanLosses());
  }

  timeSum(vectors: Parameters<GpuEngine['timeSum']>[0]): ReturnType<GpuEngine['timeSum']> {
    return this.ask((trainer) => trainer.timeSum(vectors));
  }

  close(): void {
    this.lose('it was closed');
    this.trainer?.close();
    this.trainer = undefined;
  }

  private keep(trainer: TfjsTrainer): GpuAdapter {
    this.trainer = trainer;
    void trainer.lost.then((reason) => this.lose(reason));
    return trainer.adapter;
  }

  /** The first reason counts. A lost GPU may never answer. */
  private lose(reason: string, cause?: unknown): void {
    this.lostReason ??= reason;
    for (const reject of this.waiting) reject(gpuLost(this.lostReason, cause));
    this.waiting.clear();
  }

  private async ask<T>(question: (trainer: TfjsTrainer) => Promise<T>): Promise<T> {
    const { trainer } = this;
    if (this.lostReason !== undefined) throw gpuLost(this.lostReason);
    if (trainer === undefined) throw new Error('the GPU engine is not open');
    return new Promise((resolve, reject) => {
      this.waiting.add(reject);
      const answered = (answer: T) => {
        this.waiting.delete(reject);
        resolve(answer);
      };
      question(trainer).then(answered, (error: unknown) => this.lose(reasonOf(error), error));
    });
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
