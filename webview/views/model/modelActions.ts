import type { DoctorOptions, FitChoices, PanelView } from '../../../src/protocol/index.js';
import type { Lines } from '../lines.js';

/** What the Model view may do. */
export type ModelActions = {
  onFit(formula: string): void;
  /** Settles something about the model, and fits again, with another formula where one is given. */
  onChoose(change: FitChoices, formula?: string): void;
  /** Compares the ways out of a deficient rank, with these options from now on. */
  onDiagnose(change: Partial<DoctorOptions>): void;
  /** Asks for the design matrix, which is not asked for unasked where rows are very many. */
  onDesign(): void;
  /** Goes to the likelihoods of other models, which are fitted for it. */
  onLikelihoods(): void;
  /** Goes to a chart, or another part, of a view. */
  onShow(view: PanelView, part: string): void;
  goToLines(lines: Lines): void;
};
