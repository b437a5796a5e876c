import type { FitDigest } from '../core/compare/fitDigest.js';
import type { FitChoices } from './workerContract.js';

/** A fit of the panel's file that can be held beside another one. Plain JSON but for infinite numbers. */
export type RememberedFit = {
  id: number;
  /** What the user calls it; null: nothing. */
  name: string | null;
  /** True where the user keeps it: it does not make room for newer ones. */
  isKept: boolean;
  /** What it was made with besides its formula. */
  choices: FitChoices;
  digest: FitDigest;
};
