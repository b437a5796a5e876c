import { type ExactTriangle, isExactTriangle, mergeExactTriangles } from '../exact/exactTriangle.js';
import { emptyMoments, type Moments, mergeMoments } from './moments.js';
import { mergeSurveys, type Survey } from './survey.js';
import { mergeTriangles, type Triangle } from './triangle.js';

/** All that a solution needs of the rows of a part, in a frame. Plain data; merges in file order. */
export type Reduction = { survey: Survey; triangle: AnyTriangle; moments: Moments };

type AnyTriangle = Triangle | ExactTriangle;

/** The reduction of all parts, given in file order; none is changed. */
export function mergeReductions(parts: readonly Reduction[]): Reduction {
  const { width } = parts[0]!.triangle;
  return {
    survey: mergeSurveys(parts.map(({ survey }) => survey)),
    triangle: mergeAll(parts.map(({ triangle }) => triangle)),
    moments: parts.reduce((sum, { moments }) => mergeMoments(sum, moments), emptyMoments(width)),
  };
}

function mergeAll(triangles: readonly AnyTriangle[]): AnyTriangle {
  if (triangles.length < 2) return triangles[0]!;
  const pairs: AnyTriangle[] = [];
  for (let i = 0; i + 1 < triangles.length; i += 2) pairs.push(mergeTwo(triangles[i]!, triangles[i + 1]!));
  if (triangles.length % 2 === 1) pairs.push(triangles.at(-1)!);
  return mergeAll(pairs);
}

function mergeTwo(first: AnyTriangle, second: AnyTriangle): AnyTriangle {
  if (isExactTriangle(first) && isExactTriangle(second)) return mergeExactTriangles(first, second);
  if (!isExactTriangle(first) && !isExactTriangle(second)) return mergeTriangles(first, second);
  throw new Error('An exact triangle merges with another exact one only.');
}
