import { NO_CURVE } from './lossCurve.js';
import { decodeKept, encodeKept } from './reportCodec.js';
import { listOf, oneOf, record } from './shape.js';
import {
  PACES,
  type TrainingRunRecord,
  type TrainingSettings,
  type TrainingSnapshot,
} from './trainingContract.js';
import { isKeptRun, isKeptSettings, type KeptRun, type KeptSettings } from './trainingShape.js';

/** What is kept of the Training view. */
export type KeptTraining = Pick<TrainingSnapshot, 'settings' | 'pace' | 'runs'>;

/** What an earlier version may have kept. */
type AnyKept = Pick<KeptTraining, 'pace'> & { settings: KeptSettings; runs: readonly KeptRun[] };

const isAnyKept = record<AnyKept>({
  settings: isKeptSettings,
  pace: oneOf(...PACES),
  runs: listOf(isKeptRun),
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
  const kept = decodeKept(text, isAnyKept);
  if (kept === null) return null;
  return { ...kept, settings: completed(kept.settings), runs: kept.runs.map(completedRun) };
}

function completedRun(run: KeptRun): TrainingRunRecord {
  const { settings, opened, curve } = run;
  const { weights, epochsPerWeights } = NO_CURVE;
  return {
    ...run,
    settings: completed(settings),
    opened: opened && { ...opened, weightSpace: opened.weightSpace ?? null },
    curve: {
      ...curve,
      weights: curve.weights ?? weights,
      epochsPerWeights: curve.epochsPerWeights ?? epochsPerWeights,
    },
  };
}

function completed(settings: KeptSettings): TrainingSettings {
  return { ...settings, backend: settings.backend ?? null };
}
