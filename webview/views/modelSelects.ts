import {
  COVARIANCE_KINDS,
  type CovarianceKind,
  type Factor,
  type FitChoices,
  type FitReport,
  formatCount,
  type ModelSpec,
} from '../../src/protocol/index.js';
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

const FAMILIES: readonly { value: string; label: string; family: FitChoices['family'] }[] = [
  { value: 'gaussian', label: 'Gaussian', family: undefined },
  { value: 'poisson-log', label: 'Poisson, log link', family: { name: 'poisson', link: 'log' } },
  {
    value: 'poisson-identity',
    label: 'Poisson, identity link',
    family: { name: 'poisson', link: 'identity' },
  },
];

/** How rows scatter about their mean, and what of it is linear. */
export function familySelect({ family }: ModelSpec, choose: Choose): HTMLElement {
  const chosen = FAMILIES.find((one) => one.family?.link === family?.link) ?? FAMILIES[0]!;
  return quietSelect(FAMILIES, chosen.value, {
    label: 'Family: how rows scatter about their mean',
    part: 'family',
    onChoose: (value) => {
      const { family } = FAMILIES.find((one) => one.value === value) ?? FAMILIES[0]!;
      // The kinds of standard errors are those of least squares.
      choose(family === undefined ? { family } : { family, covariance: undefined });
    },
  });
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
