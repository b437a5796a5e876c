import { type Factor, type FitReport, type ModelSpec, oneUnit, termSymbol } from '../src/protocol/index.js';

type Coefficient = FitReport['coefficients'][number];

/** A row of the table of coefficients. */
export type CoefficientEntry = {
  row: Coefficient;
  /** How the term is called there; a level by itself under the head of its factor. */
  words: string;
  /** `sqft`: what the estimate is for one of; null where it is for no unit. */
  per: string | null;
  /** What its mark is for: one standard deviation of a number, 1 for a level; null for the intercept. */
  step: number | null;
  isLevel: boolean;
};

/** Rows that stand together: those of a factor under its head, every other one by itself. */
export type CoefficientGroup = { head: Factor | null; entries: readonly CoefficientEntry[] };

/** The coefficients in their order, those of a factor in a group where they are compared with its reference. */
export function coefficientGroups({ spec, coefficients }: FitReport): CoefficientGroup[] {
  const first = spec.hasIntercept ? 1 : 0;
  const heads = headsOf(spec);
  const groups: CoefficientGroup[] = [];
  let last: Factor | null = null;
  coefficients.forEach((row, k) => {
    const head = heads[k - first] ?? null;
    const entry = entryOf(row, spec, k - first, head !== null);
    const group = groups.at(-1);
    if (head !== null && head === last && group)
      groups[groups.length - 1] = { head, entries: [...group.entries, entry] };
    else groups.push({ head, entries: [entry] });
    last = head;
  });
  return groups;
}

/** For each feature the factor it is a level of, where that is all it is and the reference has none of its own. */
function headsOf({ features, terms, factors }: ModelSpec): (Factor | null)[] {
  const heads: (Factor | null)[] = features.map(() => null);
  for (const term of terms) {
    const columns = term.features.map((k) => features[k]!);
    const indicators = columns.map(({ factors: parts }) => (parts.length === 1 ? parts[0]! : null));
    const [one] = indicators;
    if (one?.kind !== 'level') continue;
    const factor = factors.find(({ column }) => column === one.column);
    const reference = factor?.levels[0]?.level;
    const isAgainst = indicators.every((other) => other?.kind === 'level' && other.level !== reference);
    if (factor === undefined || !isAgainst) continue;
    for (const k of term.features) heads[k] = factor;
  }
  return heads;
}

function entryOf(row: Coefficient, spec: ModelSpec, k: number, isLevel: boolean): CoefficientEntry {
  const feature = spec.features[k];
  if (feature === undefined)
    return {
      row,
      words: row.name === '(Intercept)' ? 'intercept' : row.name,
      per: null,
      step: null,
      isLevel,
    };
  const [only] = feature.factors;
  const isIndicator = feature.factors.length === 1 && only?.kind === 'level';
  const unit = row.label?.unit ?? null;
  return {
    row,
    words: isLevel && isIndicator ? only.level : termSymbol(feature),
    per: unit === null ? null : oneUnit(unit),
    step: isIndicator ? 1 : row.featureSd,
    isLevel,
  };
}
