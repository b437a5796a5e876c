import {
  COVARIANCE_KINDS,
  type CovarianceKind,
  type Factor,
  type FitChoices,
  type FitReport,
  formatCount,
  type ModelSpec,
} from '../../src/protocol/index.js';
import { element, listening } from '../element.js';
import { quietSelect } from './quietSelect.js';

type Choose = (change: FitChoices) => void;

/** The level that a factor's other levels are compared with; another one is a choice away. */
export function referenceSelect({ column, label, levels }: Factor, choose: Choose): HTMLElement {
  const options = [...levels]
    .sort((a, b) => a.level.localeCompare(b.level, undefined, { numeric: true }))
    .map(({ level, count }) => ({ value: level, label: `${level} (${formatCount(count)} rows)` }));
  return quietSelect(options, levels[0]?.level ?? '', {
    label: `Reference level of ${label}`,
    part: `reference-${column}`,
    onChoose: (level) => choose({ references: { [column]: level } }),
  });
}

/** How standard errors are found; the intervals, t and p follow from them. */
export function covarianceSelect(
  covariance: CovarianceKind,
  choose: Choose,
  nameOf: (kind: CovarianceKind) => string = covarianceName,
): HTMLElement {
  const options = COVARIANCE_KINDS.map((kind) => ({ value: kind, label: nameOf(kind) }));
  return quietSelect(options, covariance, {
    label: 'Standard errors: classic where all rows are equally noisy, HC0 to HC3 where they are not',
    part: 'covariance',
    onChoose: (chosen) => {
      const kind = COVARIANCE_KINDS.find((one) => one === chosen);
      if (kind !== undefined) choose({ covariance: kind });
    },
  });
}

/** `classic`, `HC3`. */
function covarianceName(kind: CovarianceKind): string {
  return kind === 'classic' ? kind : kind.toUpperCase();
}

/** The quantile that is fitted where the median is not. */
const OTHER_QUANTILE = 0.9;

/** The families of core's table that a click chooses; the quantile is a field of its own. */
const FAMILIES: readonly { value: string; label: string; family: FitChoices['family'] }[] = [
  { value: 'gaussian', label: 'Gaussian', family: undefined },
  { value: 'poisson-log', label: 'Poisson, log link', family: { name: 'poisson', link: 'log' } },
  {
    value: 'poisson-identity',
    label: 'Poisson, identity link',
    family: { name: 'poisson', link: 'identity' },
  },
  { value: 'median', label: 'Laplace: median', family: { name: 'laplace', quantile: 0.5 } },
  {
    value: 'quantile',
    label: 'Laplace: another quantile',
    family: { name: 'laplace', quantile: OTHER_QUANTILE },
  },
  { value: 'huber', label: 'Huber', family: { name: 'huber' } },
];

function familyValue(family: FitChoices['family']): string {
  if (family === undefined) return 'gaussian';
  if (family.name === 'poisson') return `poisson-${family.link}`;
  if (family.name === 'huber') return 'huber';
  return family.quantile === 0.5 ? 'median' : 'quantile';
}

/** How rows scatter about what is fitted, and what of it is linear. */
export function familySelect({ family }: ModelSpec, choose: Choose): HTMLElement {
  const chosen = FAMILIES.find(({ value }) => value === familyValue(family)) ?? FAMILIES[0]!;
  return quietSelect(FAMILIES, chosen.value, {
    label: 'Family: how rows scatter about what is fitted',
    part: 'family',
    onChoose: (value) => {
      const { family } = FAMILIES.find((one) => one.value === value) ?? FAMILIES[0]!;
      // The kinds of standard errors are those of least squares, the bootstrap that of quantiles.
      choose({
        family,
        ...(family === undefined ? {} : { covariance: undefined }),
        ...(family?.name === 'laplace' ? {} : { bootstrap: undefined }),
        ...(family === undefined ? {} : { ridge: undefined }),
      });
    },
  });
}

/** Which quantile is fitted: a number between 0 and 1. */
export function quantileInput(quantile: number, choose: Choose): HTMLElement {
  const label = 'Quantile: the share of the rows that lie below the fit, between 0 and 1';
  const attributes = { type: 'number', min: '0.01', max: '0.99', step: '0.05', 'data-part': 'quantile' };
  const input = element('input', { ...attributes, class: 'quiet-number', 'aria-label': label, title: label });
  input.value = String(quantile);
  return listening(input, {
    change: () => {
      const chosen = input.value.trim() === '' ? Number.NaN : Number(input.value);
      const isOne = chosen > 0 && chosen < 1;
      input.setAttribute('aria-invalid', String(!isOne));
      if (isOne) choose({ family: { name: 'laplace', quantile: chosen } });
    },
  });
}

const BOOTSTRAPS: readonly { value: string; label: string; bootstrap: number | undefined }[] = [
  { value: 'none', label: 'none', bootstrap: undefined },
  { value: '200', label: 'bootstrap, 200 samples', bootstrap: 200 },
  { value: '1000', label: 'bootstrap, 1,000 samples', bootstrap: 1000 },
];

/** Standard errors of a quantile: from samples of the rows, or none. */
export function bootstrapSelect(bootstrap: number | undefined, choose: Choose): HTMLElement {
  const chosen = BOOTSTRAPS.find((one) => one.bootstrap === bootstrap) ?? BOOTSTRAPS[0]!;
  return quietSelect(BOOTSTRAPS, chosen.value, {
    label: 'Standard errors: from samples of the rows, drawn with replacement',
    part: 'bootstrap',
    onChoose: (value) => choose({ bootstrap: BOOTSTRAPS.find((one) => one.value === value)?.bootstrap }),
  });
}

const RIDGES: readonly { value: string; label: string }[] = [
  { value: 'none', label: 'none' },
  { value: 'gcv', label: 'by generalised cross-validation' },
  { value: 'cv', label: 'by ten-fold cross-validation' },
  { value: 'own', label: 'λ of my own' },
];

/** Whether terms are drawn towards zero, and by what the penalty is chosen; with a ridge the penalty itself. */
export function ridgeControl(
  { summary }: FitReport,
  ridge: FitChoices['ridge'],
  choose: Choose,
): HTMLElement {
  const lambda = summary.ridge?.lambda ?? 1;
  const chosen = ridge === undefined ? 'none' : typeof ridge === 'number' ? 'own' : ridge;
  const select = quietSelect(RIDGES, chosen, {
    label: 'Ridge: by what its penalty is chosen',
    part: 'ridge',
    onChoose: (value) =>
      choose({
        ridge: value === 'none' ? undefined : value === 'own' ? lambda : value === 'gcv' ? 'gcv' : 'cv',
      }),
  });
  if (ridge === undefined) return select;
  const label = 'Ridge λ, added to the diagonal of X′X in the units of the file, not for the intercept';
  const attributes = {
    type: 'text',
    inputmode: 'decimal',
    spellcheck: 'false',
    'data-part': 'ridge-penalty',
  };
  const input = element('input', { ...attributes, class: 'quiet-number', 'aria-label': label, title: label });
  input.value = String(Number(lambda.toPrecision(6)));
  listening(input, {
    change: () => {
      const asked = input.value.trim() === '' ? Number.NaN : Number(input.value);
      const isOne = asked > 0 && asked < Number.POSITIVE_INFINITY;
      input.setAttribute('aria-invalid', String(!isOne));
      if (isOne) choose({ ridge: asked });
    },
  });
  return element('span', { class: 'ridge-control' }, select, input);
}

/** No weights, or a column of them. The empty text is no column's name. */
export function weightsSelect({ spec, source }: FitReport, choose: Choose): HTMLElement {
  const numbers = source.columns.filter(({ kind, name }) => kind === 'number' && name !== spec.target.name);
  const options = [
    { value: '', label: 'none' },
    ...numbers.map(({ name }) => ({ value: name, label: name })),
  ];
  return quietSelect(options, spec.weights ?? '', {
    label: 'Weights: the column that says how much a row counts',
    part: 'weights',
    onChoose: (name) => choose({ weights: name === '' ? undefined : name }),
  });
}

const ARITHMETICS: readonly { value: string; label: string; isExact: boolean | undefined }[] = [
  { value: 'auto', label: 'auto', isExact: undefined },
  { value: 'exact', label: 'double-double', isExact: true },
  { value: 'double', label: 'double', isExact: false },
];

/** With how many digits least squares is computed. */
export function arithmeticSelect(isExact: boolean | undefined, choose: Choose): HTMLElement {
  const chosen = ARITHMETICS.find((one) => one.isExact === isExact) ?? ARITHMETICS[0]!;
  return quietSelect(ARITHMETICS, chosen.value, {
    label: 'Arithmetic: how many digits least squares is computed with',
    part: 'arithmetic',
    onChoose: (value) => choose({ isExact: ARITHMETICS.find((one) => one.value === value)?.isExact }),
  });
}
