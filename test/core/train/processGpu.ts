import assert from 'node:assert/strict';
import type { OpenGpu } from '../../../src/core/train/gpuEngine.js';
import type { Hyperparameters } from '../../../src/core/train/hyperparameters.js';
import { openTraining } from '../../../src/core/train/openTraining.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { testProcess } from '../../worker/gpu/processEngine.js';
import type { Sample } from './sampleTables.js';

/** A way to the GPU of the real process, and how to crash it as a driver would. */
export function processGpu() {
  const processes: ReturnType<typeof testProcess>[] = [];
  const openGpu: OpenGpu = async (shape) => {
    const engine = testProcess();
    processes.push(engine);
    return { engine, adapter: await engine.open(shape) };
  };
  return {
    openGpu,
    crash: () => process.kill(processes.at(-1)!.pid!, 'SIGSEGV'),
    close: () => {
      for (const engine of processes) engine.close();
    },
  };
}

/** A run made ready on the GPU of the real process. */
export async function openOnGpu({ table, spec }: Sample, hyperparameters: Partial<Hyperparameters> = {}) {
  const gpu = processGpu();
  const run = await openTraining(table, spec, {
    ...{ hyperparameters, backend: 'gpu', loadKernel, openGpu: gpu.openGpu },
  });
  // On the CPU nothing of a GPU would be tested.
  assert.equal(run.backend.kind, 'gpu', run.backend.reason);
  return { run, crash: gpu.crash };
}

/** A run on the GPU from beginning to end. */
export async function trainOnGpu(sample: Sample, hyperparameters: Partial<Hyperparameters> = {}) {
  return (await openOnGpu(sample, hyperparameters)).run.run();
}
