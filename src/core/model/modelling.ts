import { GausslineError } from '../errors.js';
import type { Table } from '../table/table.js';
import type { Family, FamilyName, Link } from './family.js';
import { inBackticks } from './formatFormula.js';
import type { ModelSpec } from './modelSpec.js';
import { nearestName } from './nearestName.js';

/** What a model says besides its formula; see `ModelSpec`. Plain data. */
export type Modelling = Pick<ModelSpec, 'weights' | 'family'>;

/** True where there is nothing to be said: Gaussian, and all rows weigh 1. */
export function isPlain({ weights, family }: Modelling): boolean {
  return weights === undefined && family === undefined;
}

/** A family by the names that the command line and a request have for it; undefined for Gaussian. */
export function familyOf(
  name: FamilyName,
  { link = 'log', quantile = 0.5 }: FamilyChoices,
): Family | undefined {
  switch (name) {
    case 'gaussian':
      return undefined;
    case 'poisson':
      return { name, link };
    case 'laplace':
      return { name, quantile };
    case 'huber':
      return { name };
  }
}

/** What a family may be told besides its name: `quantile` between 0 and 1. */
export type FamilyChoices = { link?: Link | undefined; quantile?: number | undefined };

/**
 * Refuses weights that are no column of numbers.
 *
 * @throws GausslineError `formula/unknown-column`, `formula/not-numeric`.
 */
export function checkWeights({ columns }: Table, weights: string): void {
  const column = columns.find(({ name }) => name === weights);
  if (column?.kind === 'number') return;
  const numbers = columns.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  const hint = `Choose a column of numbers: ${numbers.slice(0, NAMED_COLUMNS).map(inBackticks).join(', ')}.`;
  if (column !== undefined)
    throw new GausslineError(
      'formula/not-numeric',
      `The weights ${inBackticks(weights)} hold no numbers.`,
      hint,
    );
  const nearest = nearestName(weights, numbers);
  throw new GausslineError(
    'formula/unknown-column',
    `There is no column ${inBackticks(weights)} for the weights.`,
    nearest === null ? hint : `Change it to ${inBackticks(nearest)}, the nearest name.`,
  );
}

/** Columns a message names. */
const NAMED_COLUMNS = 8;
