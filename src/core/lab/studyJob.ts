import type { Checkpoint } from '../checkpoint.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Table } from '../table/table.js';
import type { BackendChoice } from '../train/backend.js';
import type { OpenGpu } from '../train/gpuEngine.js';
import type { Hyperparameters } from '../train/hyperparameters.js';
import type { Kernel, ModelsKernel } from '../train/kernel.js';
import type { Machine, SumKernel } from './machine.js';

/** What a study is given: rows and model, what the user settled about training, and the means to train. */
export type StudyJob<Order, Outcome, K extends Kernel = ModelsKernel> = {
  table: Table;
  spec: ModelSpec;
  hyperparameters: Hyperparameters;
  /** Where the user wants to train. */
  backend: BackendChoice;
  /** What the user chose for this study. */
  order: Order;
  /** A fresh kernel each time: one serves one run. */
  loadKernel: () => Promise<K & SumKernel>;
  openGpu: OpenGpu;
  machine: Machine;
  /** To be passed now and then: it hears a cancel. */
  checkpoint: Checkpoint;
  /** Tells how far the study is, `done` of `total`, and all that has come of it so far. May be called often. */
  report(done: number, total: number, outcome: Outcome): void;
};

/** A study: many runs or timings, and what they show. What it has reported stands, also when it is cancelled. */
export type Study<Order, Outcome> = (job: StudyJob<Order, Outcome>) => Promise<Outcome>;
