import type { FitChoices } from '../../../src/protocol/index.js';

export type CompareActions = {
  /** Which fits stand side by side. */
  onPair(change: { first?: number; second?: number }): void;
  onKeep(id: number, isKept: boolean): void;
  onRename(id: number, name: string): void;
  onRemove(id: number): void;
  onFitAgain(formula: string, choices: FitChoices): void;
};
