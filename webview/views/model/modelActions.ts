import type { DoctorOptions, FitChoices } from '../../../src/protocol/index.js';

/** What the Model view may do. */
export type ModelActions = {
  onFit(formula: string): void;
  /** Settles something about the model, and fits again. */
  onChoose(change: FitChoices): void;
  /** Compares the ways out of a deficient rank, with these options from now on. */
  onDiagnose(change: Partial<DoctorOptions>): void;
};
