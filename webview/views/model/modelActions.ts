import type { DoctorOptions, FitChoices } from '../../../src/protocol/index.js';

/** What the Model view may do. */
export type ModelActions = {
  onFit(formula: string): void;
  /** Settles something about the model, and fits again, with another formula where one is given. */
  onChoose(change: FitChoices, formula?: string): void;
  /** Compares the ways out of a deficient rank, with these options from now on. */
  onDiagnose(change: Partial<DoctorOptions>): void;
};
