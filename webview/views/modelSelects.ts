import {
  COVARIANCE_KINDS,
  type CovarianceKind,
  type Factor,
  formatCount,
  type ModelChoices,
} from '../../src/protocol/index.js';
import { quietSelect } from './quietSelect.js';

type Choose = (change: ModelChoices) => void;

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
