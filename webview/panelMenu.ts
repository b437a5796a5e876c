import { formulaEdits } from './formulaEdits.js';
import type { PanelModel } from './state.js';
import type { MenuItem } from './views/menu.js';

/** What the items of the panel's menu do. */
export type PanelMenuActions = {
  onTrain(): void;
  onChooseColumns(): void;
  onFit(formula: string): void;
  onCompare(): void;
  onReading(): void;
  onExport(): void;
  onExportRows(): void;
  onRecallAdvice(): void;
  onSimulate(): void;
  onCopy(text: string): void;
};

/** Made each time it opens: what can be changed about the model depends on the model. */
export function panelMenu({ report, snapshot, draft }: PanelModel, actions: PanelMenuActions): MenuItem[] {
  const edits = report ? formulaEdits(report.spec) : [];
  const where = (isSo: boolean, item: MenuItem) => (isSo ? [item] : []);
  const isFitted = report !== null;
  return [
    { label: 'Train with gradient descent', part: 'menu-train', run: actions.onTrain },
    { label: 'Choose target and features...', part: 'choose-columns', run: actions.onChooseColumns },
    ...edits.map(({ label, part, formula }, i) => ({
      ...{ label, part, isApart: i === 0 },
      run: () => actions.onFit(formula),
    })),
    ...where(isFitted, {
      ...{ label: 'Keep this fit and compare...', part: 'menu-compare', isApart: true },
      run: actions.onCompare,
    }),
    {
      ...{ label: 'Columns and how the file is read', part: 'menu-reading', isApart: true },
      run: actions.onReading,
    },
    { label: 'Export as clean CSV...', part: 'menu-export', run: actions.onExport },
    ...where(isFitted, {
      ...{ label: 'Export rows with diagnostics as CSV...', part: 'menu-export-rows' },
      run: actions.onExportRows,
    }),
    ...where((snapshot?.dismissedAdvice.length ?? 0) > 0, {
      ...{ label: 'Show dismissed advice', part: 'menu-recall-advice' },
      run: actions.onRecallAdvice,
    }),
    { label: 'New data from a model...', part: 'menu-simulate', run: actions.onSimulate },
    { label: 'Copy formula', part: 'copy-formula', run: () => actions.onCopy(draft) },
  ];
}
