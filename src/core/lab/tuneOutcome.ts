import type { ColumnLabel } from '../plot/plot.js';
import type { Loss } from '../train/hyperparameters.js';
import type { SearchSpace } from '../train/search/searchSpace.js';
import type { SearchMethod, Trial } from '../train/search/trial.js';
import type { Sentence } from '../words/sentence.js';

export type TuneOrder = {
  method: SearchMethod;
  trials: number;
  /** Of every trial. */
  epochs: number;
  /** Judged by so many folds of the rows trained on; null for the rows held back, or folds where there are none. */
  folds: number | null;
  seed: number;
  /** What a search came to that is to be gone on with; null for a new one. */
  earlier: Pick<Tune, 'trials' | 'identity'> | null;
};

/** A search for learning rate, batch size and L2 penalty, so far. Losses are in the units of the file. */
export type Tune = {
  method: SearchMethod;
  epochs: number;
  /** Null where the rows held back judge. */
  folds: number | null;
  /** Rows each trial was judged by, over all folds. */
  judgedCount: number;
  space: SearchSpace;
  /** Candidates to try, Auto's own settings not counted. */
  total: number;
  target: ColumnLabel;
  loss: Loss;
  /** In their order; the first one, number 0, has Auto's own settings. */
  trials: readonly Trial[];
  /** Of all that the losses depend on: a search goes on only where it is the same. */
  identity: string;
  sentence: Sentence;
};
