import type { Link } from '../../model/family.js';
import type { Frame } from '../frame.js';
import type { Triangle } from '../triangle.js';
import type { CountFacts } from './countFacts.js';

/** What a step of reweighted least squares needs to know. Plain data. The frame leaves the target as it is. */
export type ReweighOrder = {
  frame: Frame;
  link: Link;
  /** One to a column of `[1 X]`; null to begin with, where the counts stand for their means. */
  coefficients: Float64Array | null;
  /** The mean that every row has in the model without features. */
  nullMean: number;
  /** Physical lines of the parts before. */
  linesBefore: number;
};

/** The rows of a part in one step. Plain data; merges in file order. */
export type Reweighed = {
  /** Of `[1 X z]`, each row times the root of its weight; z is the working response. */
  triangle: Triangle;
  /** Log-likelihood at the coefficients of the order, but for what the counts alone add. */
  likelihood: number;
  /** Rows whose mean is not positive and finite there. */
  wrongMeans: number;
  /** What the counts tell by themselves; only of the beginning. */
  facts: CountFacts | null;
};
