import { RESIDUALS_TABS, type ResidualsTab } from '../../../src/protocol/index.js';
import { tabList } from '../tabList.js';

const WORDS: Readonly<Record<ResidualsTab, string>> = {
  charts: 'Charts',
  likelihoods: 'Likelihoods',
  curves: 'Normal curves',
};

/** The tabs inside the Residuals view. */
export function residualsTabs(active: ResidualsTab, onTab: (tab: ResidualsTab) => void): HTMLElement {
  return tabList({
    ...{ label: 'Residuals', active, onTab, className: 'tabs inner-tabs' },
    tabs: RESIDUALS_TABS.map((id) => ({
      ...{ id, word: WORDS[id], controls: id === 'charts' ? 'view' : `residuals-${id}` },
    })),
  });
}
