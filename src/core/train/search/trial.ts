import type { Candidate } from './searchSpace.js';

/** One candidate that was trained. Plain JSON, so that a search can be kept and gone on with. */
export type Trial = {
  /** 0 for Auto's own settings, then 1, 2, 3 ... */
  number: number;
  candidate: Candidate;
  state: 'finished' | 'diverged';
  /** The mean loss of rows that were not trained on, in the units of the file; null where the run diverged. */
  loss: number | null;
};

/** How the next candidate is chosen. */
export type SearchMethod = 'grid' | 'random' | 'bayesian';
export const SEARCH_METHODS: readonly SearchMethod[] = ['grid', 'random', 'bayesian'];

/** The trial of the least loss, the earliest of several; null where none has finished. */
export function bestTrial(trials: readonly Trial[]): Trial | null {
  return trials.reduce<Trial | null>(
    (best, one) => (one.loss !== null && (best?.loss == null || one.loss < best.loss) ? one : best),
    null,
  );
}
