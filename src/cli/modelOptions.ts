// What a command line says of a model.
import type { RidgeRule } from '../core/fit/ridgePath.js';
import { COVARIANCE_KINDS, type CovarianceKind } from '../core/judge/covarianceKind.js';
import { FAMILY_NAMES } from '../core/model/family.js';
import { familyOf, type Modelling } from '../core/model/modelling.js';
import type { References } from '../core/model/modelPlan.js';
import { usage } from './usageErrors.js';
import { MEMORY_BUDGET } from './useFile.js';

/** `COLUMN=LEVEL`, the level after the last `=` that a column's name may hold too. */
export function referencesOf(texts: readonly string[]): References {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.lastIndexOf('=');
      if (at < 1) throw usage(`\`--reference ${text}\` is not COLUMN=LEVEL, such as zone=centre.`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

type ModellingValues = { family?: string; link?: string; quantile?: string; weights?: string };

export function modellingOf({ family, link, quantile, weights }: ModellingValues): Modelling {
  // A quantile says by itself what noise is meant.
  const asked = family ?? (quantile === undefined ? 'gaussian' : 'laplace');
  const name = FAMILY_NAMES.find((known) => known === asked);
  if (name === undefined)
    throw usage(
      `There is no family \`${asked}\`; ${FAMILY_NAMES.map((known) => `\`${known}\``).join(', ')} are.`,
    );
  if (link !== undefined && name !== 'poisson')
    throw usage(`\`--link\` belongs to \`--family poisson\`; the family ${name} has the identity link.`);
  if (link !== undefined && link !== 'log' && link !== 'identity')
    throw usage(`\`--link ${link}\` is neither log nor identity.`);
  if (quantile !== undefined && name !== 'laplace')
    throw usage(`\`--quantile\` belongs to \`--family laplace\`, not to ${name}.`);
  return { weights, family: familyOf(name, { link, quantile: quantileOf(quantile) }) };
}

function quantileOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const quantile = text.trim() === '' ? Number.NaN : Number(text);
  if (quantile > 0 && quantile < 1) return quantile;
  throw usage(`\`--quantile ${text}\` is not a number between 0 and 1, such as 0.9.`);
}

const MOST_SAMPLES = 100_000;

export function bootstrapOf(
  { bootstrap, seed }: { bootstrap?: string; seed?: string },
  { family }: Modelling,
) {
  if (bootstrap === undefined && seed !== undefined) throw usage('`--seed` belongs to `--bootstrap`.');
  if (bootstrap === undefined) return null;
  if (family?.name !== 'laplace')
    throw usage(
      '`--bootstrap` belongs to `--family laplace`; other families have standard errors by formula.',
    );
  const samples = wholeNumber(bootstrap);
  if (!(samples >= 2 && samples <= MOST_SAMPLES))
    throw usage(`\`--bootstrap ${bootstrap}\` is not a whole number from 2 to ${MOST_SAMPLES}, such as 500.`);
  const start = seed === undefined ? 1 : wholeNumber(seed);
  if (!Number.isSafeInteger(start)) throw usage(`\`--seed ${seed}\` is not a whole number, such as 1.`);
  return { samples, seed: start };
}

function wholeNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

export function megabytesOf(text: string | undefined): number {
  if (text === undefined) return MEMORY_BUDGET;
  if (/^\d+$/.test(text)) return Number(text);
  throw usage(`\`--memory ${text}\` is not a whole number of megabytes, such as 1024.`);
}

export function confidenceOf(text: string | undefined): number {
  if (text === undefined) return 0.95;
  const confidence = text.trim() === '' ? Number.NaN : Number(text);
  if (confidence > 0 && confidence < 1) return confidence;
  throw usage(`\`--confidence ${text}\` is not a number between 0 and 1, such as 0.95.`);
}

export function lambdaOf(text: string | undefined): number | RidgeRule {
  if (text === undefined) return 0;
  if (text === 'gcv' || text === 'cv') return text;
  const lambda = text.trim() === '' ? Number.NaN : Number(text);
  if (lambda >= 0 && lambda < Number.POSITIVE_INFINITY) return lambda;
  throw usage(`\`--ridge ${text}\` is neither a number of 0 or more, such as 1, nor gcv or cv.`);
}

export function covarianceOf(text = 'classic'): CovarianceKind {
  const kind = COVARIANCE_KINDS.find((name) => name === text.toLowerCase());
  if (kind !== undefined) return kind;
  throw usage(`\`--se ${text}\` is none of ${COVARIANCE_KINDS.join(', ')}.`);
}
