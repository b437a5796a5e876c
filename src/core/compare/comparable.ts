import type { CovarianceKind } from '../judge/covarianceKind.js';
import { inputsOf } from '../model/designColumn.js';
import type { Family } from '../model/family.js';
import { formatCount } from '../words/numbers.js';
import type { FitDigest } from './fitDigest.js';
import type { FitRelation } from './relateFits.js';

/** Which statistics of two fits may be held against each other, and what there is to say where they may not. */
export type Comparability = {
  /** Coefficients, sigma and errors are in one unit. */
  hasOneUnit: boolean;
  /** Log-likelihood, AIC and BIC are of one target on one scale, over the same rows and by one kind of noise. */
  hasOneLikelihood: boolean;
  /** So is R², which without an intercept is measured from 0. */
  hasOneOrigin: boolean;
  notes: readonly string[];
};

export function comparable(first: FitDigest, second: FitDigest, relation: FitRelation | null): Comparability {
  const hasOneUnit = first.spec.target.name === second.spec.target.name;
  const notes = [
    ...scaleNotes(first, second),
    ...rowNotes(first, second, relation),
    ...noiseNotes(first, second),
    ...originNotes(first, second),
    ...weightNotes(first, second),
    ...errorNotes(first, second),
  ];
  const isOfOtherNoise = isOfCounts(first.spec.family) !== isOfCounts(second.spec.family);
  const hasOneLikelihood =
    hasOneUnit && !isOfOtherNoise && haveOneWeight(first, second) && areOfSameRows(first, second, relation);
  const hasOneOrigin = hasOneLikelihood && first.spec.hasIntercept === second.spec.hasIntercept;
  return { hasOneUnit, hasOneLikelihood, hasOneOrigin, notes };
}

function scaleNotes({ spec: a }: FitDigest, { spec: b }: FitDigest): string[] {
  if (a.target.name === b.target.name) return [];
  const isOneColumn = inputsOf(a.target).join() === inputsOf(b.target).join();
  const where = isOneColumn
    ? ' The likelihoods tab of the Residuals view, and `gaussline fit --likelihoods`, bring both to one scale.'
    : '';
  return [
    `A fits \`${a.target.name}\` and B \`${b.target.name}\`: on another scale R², σ, the errors, log-likelihood, AIC and BIC do not compare, and a smaller AIC says nothing.${where}`,
  ];
}

function rowNotes(first: FitDigest, second: FitDigest, relation: FitRelation | null): string[] {
  if (areOfSameRows(first, second, relation)) return [];
  if (first.fingerprint !== second.fingerprint)
    return ['The text, or how it is read, has changed between the fits: what differs may come of the rows.'];
  // The scales differ already, and nothing more need be said.
  if (first.spec.target.name !== second.spec.target.name && first.summary.n === second.summary.n) return [];
  const { n } = first.summary;
  const rows =
    n === second.summary.n
      ? `A and B are of ${formatCount(n)} rows each, but not of the same ones`
      : `A is of ${formatCount(n)} rows and B of ${formatCount(second.summary.n)}`;
  return [`${rows}: R², log-likelihood, AIC and BIC compare on the same rows only.`];
}

/** Unrelated fits are of the same rows as far as can be seen. */
function areOfSameRows(first: FitDigest, second: FitDigest, relation: FitRelation | null): boolean {
  if (first.fingerprint !== second.fingerprint) return false;
  return relation?.isOfSameRows ?? first.summary.n === second.summary.n;
}

function noiseNotes({ spec: a }: FitDigest, { spec: b }: FitDigest): string[] {
  if (isOfCounts(a.family) === isOfCounts(b.family)) return [];
  return [
    'One likelihood is the probability of counts and the other a density: AIC and BIC compare at best roughly.',
  ];
}

/** R² is measured from 0 without an intercept. */
function originNotes({ spec: a, summary: first }: FitDigest, { spec: b, summary: second }: FitDigest) {
  const haveBoth = first.rSquared !== null && second.rSquared !== null;
  if (a.hasIntercept === b.hasIntercept || !haveBoth) return [];
  return [
    `Without an intercept R² is measured from 0: that of ${a.hasIntercept ? 'B' : 'A'} does not compare with the other.`,
  ];
}

function haveOneWeight({ spec: a }: FitDigest, { spec: b }: FitDigest): boolean {
  return a.weights === b.weights;
}

function weightNotes(first: FitDigest, second: FitDigest): string[] {
  if (haveOneWeight(first, second)) return [];
  const words = ({ spec: { weights } }: FitDigest) => (weights === undefined ? 'alike' : `by \`${weights}\``);
  return [
    `A weighs the rows ${words(first)} and B ${words(second)}: σ, log-likelihood, AIC and BIC mean something else.`,
  ];
}

function errorNotes({ summary: a }: FitDigest, { summary: b }: FitDigest): string[] {
  if (a.covariance === b.covariance) return [];
  return [`The standard errors of A are ${kindWords(a.covariance)}, those of B ${kindWords(b.covariance)}.`];
}

function kindWords(kind: CovarianceKind): string {
  return kind === 'classic' ? kind : kind.toUpperCase();
}

function isOfCounts(family: Family | undefined): boolean {
  return family?.name === 'poisson';
}
