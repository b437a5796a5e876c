import { GausslineError } from '../../core/errors.js';
import type { GpuEngine, OpenedGpu, OpenGpu } from '../../core/train/gpuEngine.js';
import type { TrainerShape } from '../../core/train/trainer.js';
import { cancelled } from '../../protocol/channel.js';
import type { GpuRoute, GpuRoutes } from './gpuRoute.js';
import { type Patience, withPatience } from './patience.js';

/** What a `gpuOpener` works with. */
export type GpuOpening = {
  routes(): Promise<GpuRoutes>;
  /** An engine that is not open yet. */
  engineOn(route: GpuRoute): GpuEngine;
  signal?: AbortSignal;
  patience?: Patience;
};

/** Tries one way after the other; a software adapter is taken only where no way leads to a GPU. */
export function gpuOpener(opening: GpuOpening): OpenGpu {
  return async (shape) => {
    const { routes, missing } = await opening.routes();
    const refused: GausslineError[] = [];
    let software: OpenedGpu | undefined;
    for (const route of routes) {
      const gpu = await tryRoute(route, { opening, shape });
      if (gpu instanceof GausslineError) refused.push(gpu);
      else if (!gpu.adapter.isSoftware || software === undefined) {
        software?.engine.close();
        if (!gpu.adapter.isSoftware) return gpu;
        software = gpu;
      } else gpu.engine.close();
    }
    if (software !== undefined) return software;
    throw notAvailable(refused, missing);
  };
}

/** The error of an engine that has no GPU is an answer. */
async function tryRoute(
  route: GpuRoute,
  { opening, shape }: { opening: GpuOpening; shape: TrainerShape },
): Promise<OpenedGpu | GausslineError> {
  const { signal } = opening;
  if (signal?.aborted) throw cancelled();
  const engine = withPatience(opening.engineOn(route), opening.patience);
  const close = () => engine.close();
  signal?.addEventListener('abort', close);
  try {
    return { engine, adapter: await engine.open(shape) };
  } catch (error) {
    engine.close();
    if (signal?.aborted) throw cancelled();
    if (!(error instanceof GausslineError) || !isAboutGpu(error)) throw error;
    return error;
  } finally {
    signal?.removeEventListener('abort', close);
  }
}

function isAboutGpu({ code }: GausslineError): boolean {
  return code === 'train/gpu-not-available' || code === 'train/gpu-lost';
}

function notAvailable(refused: readonly GausslineError[], missing: readonly string[]): GausslineError {
  const messages = refused.map(({ message }) => message);
  return new GausslineError(
    'train/gpu-not-available',
    [...new Set([...messages, ...missing])].join(' '),
    refused[0]?.hint ?? 'Train on the CPU.',
  );
}
