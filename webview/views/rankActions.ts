import type { FitReport } from '../../src/protocol/index.js';
import { button, linkButton } from '../element.js';
import { withoutColumns } from '../formulaEdits.js';
import { hasDoctor } from '../state.js';

export type RankActions = {
  onFit(formula: string): void;
  /** Opens the Model view, where the ways out are compared; null there. */
  onCompare: (() => void) | null;
};

/** Beside the warning of a deficient rank: what was done about it as a formula, and the other ways. */
export function rankActions(
  code: string,
  report: FitReport,
  { onFit, onCompare }: RankActions,
): HTMLElement[] {
  if (code !== 'fit/collinear') return [];
  const formula = withoutColumns(report.spec, report.summary.aliased);
  const compare =
    onCompare !== null &&
    hasDoctor(report) &&
    linkButton('Compare: drop, minimum norm, ridge, jitter', onCompare, {
      'data-part': 'compare-ways',
    });
  if (formula === null) return compare ? [compare] : [];
  const write = button('Write it into the formula', () => onFit(formula), {
    ...{ secondary: true, title: formula, 'data-part': 'write-rank' },
  });
  return compare ? [write, compare] : [write];
}
