import type { FitReport } from '../../src/protocol/index.js';
import { button, linkButton } from '../element.js';
import { withoutColumns } from '../formulaEdits.js';

export type RankActions = {
  onFit(formula: string): void;
  /** Opens the Model view, where the ways out are compared. */
  onCompare(): void;
};

/** Beside the warning of a deficient rank: what was done about it as a formula, and the other ways. */
export function rankActions(
  code: string,
  { spec, summary }: FitReport,
  { onFit, onCompare }: RankActions,
): HTMLElement[] {
  if (code !== 'fit/collinear') return [];
  const formula = withoutColumns(spec, summary.aliased);
  const compare = linkButton('Compare: drop, minimum norm, ridge, jitter', onCompare, {
    'data-part': 'compare-ways',
  });
  if (formula === null) return [compare];
  const write = button('Write it into the formula', () => onFit(formula), {
    ...{ secondary: true, title: formula, 'data-part': 'write-rank' },
  });
  return [write, compare];
}
