/** How the levels of a factor become columns: all but the reference, or every one. */
export type ColumnCoding = 'contrasts' | 'full';

/** Variables of each term, ascending; terms in R's order. `isFactor`: by variable. */
export type CodingQuestion = {
  terms: readonly (readonly number[])[];
  isFactor: readonly boolean[];
  hasIntercept: boolean;
};

/**
 * How R codes each variable of each term. A factor has contrasts where the term without it is part of the model: of a
 * term before it, or of the intercept; else it spans that part too and has a column to a level. Without intercept the
 * first factor of the first term that has one takes the intercept's place.
 *
 * @see R's `TermCode` and `modelmatrix` (src/library/stats/src/model.c); Chambers and Hastie, Statistical Models in S, 2.4.
 */
export function codingsOf({ terms, isFactor, hasIntercept }: CodingQuestion): ColumnCoding[][] {
  const sets = terms.map((term) => new Set(term));
  const codings = terms.map((term, place) =>
    term.map((variable): ColumnCoding => {
      const margin = term.filter((other) => other !== variable);
      const isPresent = margin.length === 0 || isWithin(margin, sets.slice(0, place));
      return isPresent || !isFactor[variable]! ? 'contrasts' : 'full';
    }),
  );
  if (!hasIntercept) replaceIntercept(terms, isFactor, codings);
  return codings;
}

function isWithin(margin: readonly number[], sets: readonly ReadonlySet<number>[]): boolean {
  return sets.some((set) => margin.every((variable) => set.has(variable)));
}

function replaceIntercept(
  terms: CodingQuestion['terms'],
  isFactor: readonly boolean[],
  codings: ColumnCoding[][],
): void {
  for (const [place, term] of terms.entries()) {
    const first = term.findIndex((variable) => isFactor[variable]!);
    if (first < 0) continue;
    codings[place]![first] = 'full';
    return;
  }
}
