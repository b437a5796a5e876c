import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import type { ModelSpec } from '../../../src/core/model/modelSpec.js';
import type { Table } from '../../../src/core/table/table.js';
import type { Hyperparameters } from '../../../src/core/train/hyperparameters.js';
import { openTraining } from '../../../src/core/train/openTraining.js';
import { Generator } from '../../../src/core/train/random.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { tableOf } from '../fit/tableOf.js';

/** A table with the model of its last column on all others. */
export type Sample = { table: Table; spec: ModelSpec };

export function sampleOf(columns: Record<string, readonly number[]>): Sample {
  const names = Object.keys(columns);
  return { table: tableOf(columns), spec: specFromColumns(names.at(-1)!, names.slice(0, -1)) };
}

/** `n` rows of a line through normal features of the scales given, with offsets and normal noise. */
export function scaledSample(n: number, scales: readonly number[], noise = 0.5): Sample {
  const generator = new Generator(11, 'weights');
  const columns: Record<string, number[]> = {};
  const y = new Array<number>(n).fill(3);
  for (const [k, scale] of scales.entries()) {
    const standard = y.map(() => generator.normal());
    columns[`x${k}`] = standard.map((value) => scale * (value + 2));
    for (let i = 0; i < n; i++) y[i]! += (k % 2 === 0 ? 1 : -2) * standard[i]!;
  }
  return sampleOf({ ...columns, y: y.map((value) => value + noise * generator.normal()) });
}

/** Counts that grow with two features, one of them with a far outlying row. */
export function countSample(n: number): Sample {
  const generator = new Generator(5, 'weights');
  const a = Array.from({ length: n }, () => generator.normal());
  const b = a.map((_, i) => (i === 3 ? 25 : generator.normal()));
  const y = a.map((value, i) => Math.floor(4 * generator.unit() * Math.exp(0.4 * value) + (i % 3)));
  return sampleOf({ a, b, y });
}

/** A run made ready with the real kernel. */
export function open({ table, spec }: Sample, hyperparameters: Partial<Hyperparameters> = {}) {
  return openTraining(table, spec, { hyperparameters, loadKernel });
}

/** A run from beginning to end. */
export async function train(sample: Sample, hyperparameters: Partial<Hyperparameters> = {}) {
  return (await open(sample, hyperparameters)).run();
}
