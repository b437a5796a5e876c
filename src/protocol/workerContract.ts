import type { FitReport, SourceSummary } from '../core/report.js';

/** Where the bytes come from. `bytes` is the text of an unsaved buffer (UTF-8) or of a file that is not on a disk. */
export type SourceRef =
  | { kind: 'file'; path: string; name: string }
  | { kind: 'bytes'; name: string; bytes: Uint8Array };

/** What the user may ask of a fit. `null` leaves the choice to Gaussline. */
export type FitRequest = {
  source: SourceRef;
  formula: string | null;
  /** Share of the confidence and prediction intervals, e.g. 0.95. */
  confidence: number;
  /** Chosen by the caller; comes back in `progress`, so that a panel knows its own. */
  token: number;
};

/** What the worker answers and announces. A `type`, not an `interface`, so that it fits `Side`. */
export type WorkerSide = {
  calls: {
    /** Reads the source (or reuses the table when the bytes did not change) and fits. Honours cancel between blocks. */
    fit: { args: FitRequest; value: FitReport };
    /** Reads the source and says what columns it has, for a choice of target and features. Honours cancel. */
    describe: { args: { source: SourceRef; token: number }; value: SourceSummary };
    /** Hash of the bytes, the same as `SourceSummary.fingerprint`. Never parses. Honours cancel. */
    fingerprint: { args: { source: SourceRef }; value: string };
  };
  events: {
    /** At most ten a second while a call with this token runs. */
    progress: WorkProgress;
  };
};

export type WorkProgress = {
  token: number;
  stage: 'reading' | 'fitting' | 'preparing charts';
  bytesRead: number;
  bytesTotal: number | null;
  rows: number;
};

/** The host answers nothing and announces nothing to the worker. */
export type WorkerHostSide = { calls: Record<never, never>; events: Record<never, never> };
