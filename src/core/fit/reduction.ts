import { emptyMoments, type Moments, mergeMoments } from './moments.js';
import { mergeSurveys, type Survey } from './survey.js';
import { mergeAllTriangles, type Triangle } from './triangle.js';

/** All that a solution needs of the rows of a part, in a frame. Plain data; merges in file order. */
export type Reduction = { survey: Survey; triangle: Triangle; moments: Moments };

/** The reduction of all parts, given in file order; none is changed. */
export function mergeReductions(parts: readonly Reduction[]): Reduction {
  const { width } = parts[0]!.triangle;
  return {
    survey: mergeSurveys(parts.map(({ survey }) => survey)),
    triangle: mergeAllTriangles(parts.map(({ triangle }) => triangle)),
    moments: parts.reduce((sum, { moments }) => mergeMoments(sum, moments), emptyMoments(width)),
  };
}
