import { withDelta } from './lossCurve.js';
import type { RunState, TrainingDelta, TrainingRunRecord } from './trainingContract.js';

/** A run is over: nothing more comes of it. */
export function isOver(state: RunState): boolean {
  return state !== 'opening' && state !== 'running' && state !== 'paused';
}

/** The run with what is new of it; host and page keep their records in step with this. */
export function runWithDelta(run: TrainingRunRecord, { curve, now }: TrainingDelta): TrainingRunRecord {
  const state = isOver(run.state) ? run.state : now.isPaused ? 'paused' : 'running';
  return { ...run, state, curve: withDelta(run.curve, curve), now };
}

/** The records with what is new of one of them; the same array where none is meant. */
export function runsWithDelta(
  runs: readonly TrainingRunRecord[],
  delta: TrainingDelta,
): readonly TrainingRunRecord[] {
  if (!runs.some(({ token }) => token === delta.token)) return runs;
  return runs.map((run) => (run.token === delta.token ? runWithDelta(run, delta) : run));
}
