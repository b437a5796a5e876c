import { decodeKept, encodeKept } from './reportCodec.js';
import { listOf, oneOf, record } from './shape.js';
import { PACES, type TrainingSnapshot } from './trainingContract.js';
import { isTrainingRunRecord, isTrainingSettings } from './trainingShape.js';

/** What is kept of the Training view. */
export type KeptTraining = Pick<TrainingSnapshot, 'settings' | 'pace' | 'runs'>;

const isKeptTraining = record<KeptTraining>({
  settings: isTrainingSettings,
  pace: oneOf(...PACES),
  runs: listOf(isTrainingRunRecord),
});

/** Settings and runs as JSON text for a panel's saved state; the oldest runs are let go of until it is small enough. */
export function encodeTraining({ settings, pace, runs }: KeptTraining): string {
  for (let from = 0; from < runs.length; from++) {
    const text = encodeKept({ settings, pace, runs: runs.slice(from) });
    if (text !== null) return text;
  }
  return encodeKept({ settings, pace, runs: [] }) ?? '';
}

/** What `encodeTraining` wrote, or null: damaged, or of another version of Gaussline. */
export function decodeTraining(text: string): KeptTraining | null {
  return decodeKept(text, isKeptTraining);
}
