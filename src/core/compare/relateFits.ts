import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import { solveParts } from '../fit/fitParts.js';
import type { RowPart } from '../fit/rowPart.js';
import { checkColumnCount } from '../fit/solve.js';
import type { DesignColumn } from '../model/designColumn.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { FitDigest } from './fitDigest.js';

/**
 * How the designs of two fits of one text stand to each other. `spaces`: whether what one can say the other can say too;
 * null where the columns of both together are more than there are rows to tell by. Plain data.
 */
export type FitRelation = { isOfSameRows: boolean; spaces: Spaces | null };

/** `firstInSecond`: the second can say all that the first can, and more. */
export type Spaces = 'same' | 'firstInSecond' | 'secondInFirst' | 'apart';

/** True where it makes sense to ask: of one text, one target and one column of weights (or none). */
export function isRelatable(first: FitDigest, second: FitDigest): boolean {
  const [a, b] = [first.spec, second.spec];
  const isOneText = first.fingerprint === second.fingerprint;
  return isOneText && a.target.name === b.target.name && a.weights === b.weights;
}

export type RelationOptions = { rowCount: number; checkpoint?: Checkpoint | undefined };

/**
 * Relates two fits that are relatable. Where one design has all columns of the other they
 * need not be looked at; else the rank of both together, on the rows that have all of both, says whether one holds the
 * other, and their count whether both are of the same rows.
 *
 * @param parts all rows of the text.
 * @throws GausslineError what the parts throw.
 */
export async function relateFits(
  parts: readonly RowPart[],
  first: FitDigest,
  second: FitDigest,
  options: RelationOptions,
): Promise<FitRelation> {
  const known = relationByColumns(first, second);
  if (known !== null) return known;
  const joint = jointSpec(first.spec, second.spec);
  try {
    checkColumnCount(joint, options.rowCount);
    const { solved } = await solveParts(parts, joint, options);
    const { n } = solved.solution;
    return {
      isOfSameRows: n === first.summary.n && n === second.summary.n,
      spaces: spacesOf(solved.decision.kept.length, first, second),
    };
  } catch (error) {
    if (!(error instanceof GausslineError) || error.code !== 'fit/too-few-rows') throw error;
    return { isOfSameRows: false, spaces: null };
  }
}

/** Where the columns of one are among those of the other: rows that have all of these have all of both. */
export function relationByColumns(first: FitDigest, second: FitDigest): FitRelation | null {
  const isOfSameRows = first.summary.n === second.summary.n;
  if (holds(second.spec, first.spec))
    return { isOfSameRows, spaces: spacesOf(second.summary.rank, first, second) };
  if (holds(first.spec, second.spec))
    return { isOfSameRows, spaces: spacesOf(first.summary.rank, first, second) };
  return null;
}

function spacesOf(rank: number, { summary: first }: FitDigest, { summary: second }: FitDigest): Spaces {
  if (rank === first.rank && rank === second.rank) return 'same';
  if (rank === second.rank) return 'firstInSecond';
  return rank === first.rank ? 'secondInFirst' : 'apart';
}

/** Two columns are one where they are computed alike, whatever they are called. */
function keyOf({ factors }: DesignColumn): string {
  return JSON.stringify(factors);
}

function holds(larger: ModelSpec, smaller: ModelSpec): boolean {
  const keys = new Set(larger.features.map(keyOf));
  const hasIntercept = larger.hasIntercept || !smaller.hasIntercept;
  return hasIntercept && smaller.features.every((column) => keys.has(keyOf(column)));
}

/** The columns of both, those of both once. */
function jointSpec(first: ModelSpec, second: ModelSpec): ModelSpec {
  const keys = new Set(first.features.map(keyOf));
  const more = second.features.filter((column) => !keys.has(keyOf(column)));
  const { family: _, ...plain } = first;
  return {
    ...plain,
    features: [...first.features, ...more],
    hasIntercept: first.hasIntercept || second.hasIntercept,
    terms: [],
    factors: [],
    isPolynomial: first.isPolynomial && second.isPolynomial,
  };
}
