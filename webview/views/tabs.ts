import type { PanelView } from '../../src/protocol/index.js';
import { isReportView } from './chartStage.js';
import { tabList } from './tabList.js';

const WORDS: Readonly<Record<PanelView, string>> = {
  fit: 'Fit',
  residuals: 'Residuals',
  training: 'Training',
  influence: 'Influence',
  predict: 'Predict',
  model: 'Model',
  compare: 'Compare',
};

/** The views as tabs. A dot on those `marked`. */
export function tabs(
  active: PanelView,
  onTab: (view: PanelView) => void,
  marked: readonly PanelView[],
): HTMLElement {
  const views = Object.entries(WORDS) as [PanelView, string][];
  return tabList({
    ...{ label: 'Views', active, marked, onTab },
    tabs: views.map(([id, word]) => ({
      ...{ id, word },
      controls: isReportView(id) ? 'view' : `view-${id}`,
    })),
  });
}
