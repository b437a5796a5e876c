import type { PanelView } from '../../src/protocol/index.js';
import { element, listening } from '../element.js';
import { isReportView } from './chartStage.js';

const TABS: readonly { view: PanelView; word: string }[] = [
  { view: 'fit', word: 'Fit' },
  { view: 'residuals', word: 'Residuals' },
  { view: 'training', word: 'Training' },
  { view: 'influence', word: 'Influence' },
  { view: 'predict', word: 'Predict' },
  { view: 'model', word: 'Model' },
];

/** The views as tabs: one of them in the tab order, the arrows move between them. A dot on those `marked`. */
export function tabs(
  active: PanelView,
  onView: (view: PanelView) => void,
  marked: readonly PanelView[],
): HTMLElement {
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views' });
  list.append(
    ...TABS.map(({ view, word }, at) =>
      tab({ view, word, at, isMarked: marked.includes(view) }, active, onView),
    ),
  );
  return list;
}

function tab(
  { view, word, at, isMarked }: { view: PanelView; word: string; at: number; isMarked: boolean },
  active: PanelView,
  onView: (view: PanelView) => void,
): HTMLElement {
  const attributes = {
    type: 'button',
    role: 'tab',
    id: `tab-${view}`,
    'data-part': `tab-${view}`,
    'aria-selected': String(view === active),
    'aria-controls': isReportView(view) ? 'view' : `view-${view}`,
    tabindex: view === active ? 0 : -1,
  };
  const dot = isMarked && element('span', { class: 'tab-dot', role: 'img', 'aria-label': 'look here' });
  return listening(element('button', attributes, word, dot), {
    click: () => onView(view),
    keydown: (event) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const next = TABS[(at + step + TABS.length) % TABS.length]!;
      onView(next.view);
      document.getElementById(`tab-${next.view}`)?.focus();
    },
  });
}
