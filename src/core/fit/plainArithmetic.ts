import { PlainExactReducer } from '../exact/plainExactReducer.js';
import { PlainReducer } from './plainReducer.js';
import { PlainWalker } from './plainWalker.js';
import { PlainReweigher } from './poisson/plainReweigher.js';
import type { RowArithmetic } from './rowArithmetic.js';

/** The arithmetic without the kernel, for a platform that cannot run it, and what the kernel is tested against. */
export const plainArithmetic: RowArithmetic = {
  reducer: (frame) => (frame.isExact ? new PlainExactReducer(frame) : new PlainReducer(frame)),
  walker: (order) => new PlainWalker(order),
  reweigher: (order) => new PlainReweigher(order),
};
