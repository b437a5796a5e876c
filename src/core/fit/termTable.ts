import { fisherUpper } from '../judge/distributions.js';
import { generalisedInflation } from '../judge/generalisedInflation.js';
import { termsThatMayGo } from '../model/marginality.js';
import type { Term } from '../model/modelSpec.js';
import type { ExplainedShare, TermRow } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import { decideRank } from './rank.js';
import { absorbRows, emptyTriangle, selectColumns } from './triangle.js';

/**
 * The analysis of variance, one row to a term in the order of the model: what it explains after the terms before it, and
 * what it explains after all others, where no other term builds on it.
 */
export function termTable(basis: FitBasis): TermRow[] {
  const mayGo = new Set(termsThatMayGo(basis.spec));
  return basis.spec.terms.map((term) => {
    const places = placesOf(basis, term);
    const isAlone = places.length > 0;
    const inflation = isAlone ? generalisedInflation(basis.solution, basis.decision.triangle, places) : null;
    return {
      name: term.label,
      sequential: shareOf(basis, sequentialSquares(basis, places)),
      dropOne: mayGo.has(term) ? shareOf(basis, dropOneSquares(basis, term, places)) : null,
      inflation,
      inflationPerDf: inflation === null ? null : inflation ** (1 / (2 * places.length)),
    };
  });
}

/** Squares that a term explains, one to each degree of freedom, in the frame. */
type Squares = readonly number[];

function shareOf({ solution, frame, isPerfectFit }: FitBasis, squares: Squares): ExplainedShare {
  const df = squares.length;
  const sum = squares.reduce((total, square) => total + square, 0);
  const unit = frame.scale.at(-1)!;
  const hasTest = df > 0 && !isPerfectFit;
  const fStatistic = hasTest ? sum / df / (solution.rss / solution.dfResidual) : null;
  return {
    df,
    sumOfSquares: sum / unit / unit,
    meanSquare: df === 0 ? null : sum / df / unit / unit,
    fStatistic,
    pValue: fStatistic === null ? null : fisherUpper(fStatistic, df, solution.dfResidual),
  };
}

/** Where the columns of a term stand among the kept ones. */
function placesOf({ frame, solution }: FitBasis, term: Term): number[] {
  const first = frame.hasIntercept ? 1 : 0;
  return term.features.map((k) => solution.kept.indexOf(k + first)).filter((place) => place >= 0);
}

/** The triangle's last column says what each column adds to the ones before it. */
function sequentialSquares({ decision: { triangle } }: FitBasis, places: readonly number[]): Squares {
  const target = (triangle.width - 1) * triangle.width;
  return places.map((place) => triangle.values[target + place]! ** 2);
}

function dropOneSquares(basis: FitBasis, term: Term, places: readonly number[]): Squares {
  if (places.length === 0) return [];
  return setsFree(basis, term) ? squaresWhenLast(basis, term) : waldSquares(basis, places);
}

/** True when a column that was dropped may stand in for one of the term's. */
function setsFree({ decision, frame }: FitBasis, term: Term): boolean {
  const first = frame.hasIntercept ? 1 : 0;
  const own = new Set(term.features.map((k) => k + first));
  return decision.dropped.some(
    ({ column, sources }) => !own.has(column) && sources.some((source) => own.has(source)),
  );
}

/** With the term's columns last, after all others and also those that were dropped. */
function squaresWhenLast({ fullTriangle, sizes, frame }: FitBasis, term: Term): Squares {
  const first = frame.hasIntercept ? 1 : 0;
  const own = new Set(term.features.map((k) => k + first));
  const columns = Array.from({ length: fullTriangle.width - 1 }, (_, column) => column);
  const others = columns.filter((column) => !own.has(column));
  const order = [...others, ...own, fullTriangle.width - 1];
  const take = (values: Float64Array) => Float64Array.from(order, (column) => values[column]!);
  const { kept, triangle } = decideRank(selectColumns(fullTriangle, order), {
    centred: take(sizes.centred),
    raw: take(sizes.raw),
  });
  const target = (triangle.width - 1) * triangle.width;
  return kept.flatMap((column, k) => (column < others.length ? [] : [triangle.values[target + k]! ** 2]));
}

/**
 * Coefficients of the term, freed from one another: the squares sum to `b' C^-1 b`, with C their part of (X'X)^-1, which
 * is what the residual sum of squares grows by without the term.
 */
function waldSquares(
  { solution: { kept, inverse, coefficients } }: FitBasis,
  places: readonly number[],
): Squares {
  const p = kept.length;
  const size = places.length;
  const rows = new Float64Array(size * p);
  places.forEach((place, k) => {
    for (let j = 0; j < p; j++) rows[k * p + j] = inverse[j * p + place]!;
  });
  const root = emptyTriangle(size);
  absorbRows(root, rows, p);
  return forward(
    root.values,
    places.map((place) => coefficients[place]!),
  ).map((value) => value * value);
}

/** Solves `T' z = b` for an upper triangle T. */
function forward(values: Float64Array, right: readonly number[]): number[] {
  const size = right.length;
  const solution: number[] = [];
  for (let k = 0; k < size; k++) {
    let rest = right[k]!;
    for (let j = 0; j < k; j++) rest -= values[k * size + j]! * solution[j]!;
    solution.push(rest / values[k * size + k]!);
  }
  return solution;
}
