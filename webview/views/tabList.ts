import { element, listening } from '../element.js';

export type Tab<Id extends string> = {
  id: Id;
  word: string /** The element it shows, by id. */;
  controls: string;
};

export type TabPlan<Id extends string> = {
  label: string;
  tabs: readonly Tab<Id>[];
  active: Id;
  /** Tabs with a dot that says: look here. */
  marked?: readonly Id[];
  className?: string;
  onTab(id: Id): void;
};

/** Tabs: one of them in the tab order, the arrows move between them. */
export function tabList<Id extends string>(plan: TabPlan<Id>): HTMLElement {
  const { label, tabs, className = 'tabs' } = plan;
  return element(
    'div',
    { class: className, role: 'tablist', 'aria-label': label },
    ...tabs.map((tab, at) => tabButton(plan, tab, at)),
  );
}

function tabButton<Id extends string>(
  { tabs, active, marked, onTab }: TabPlan<Id>,
  { id, word, controls }: Tab<Id>,
  at: number,
): HTMLElement {
  const attributes = {
    type: 'button',
    role: 'tab',
    id: `tab-${id}`,
    'data-part': `tab-${id}`,
    'aria-selected': String(id === active),
    'aria-controls': controls,
    tabindex: id === active ? 0 : -1,
  };
  const isMarked = marked?.includes(id) ?? false;
  const dot = isMarked && element('span', { class: 'tab-dot', role: 'img', 'aria-label': 'look here' });
  return listening(element('button', attributes, word, dot), {
    click: () => onTab(id),
    keydown: (event) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const next = tabs[(at + step + tabs.length) % tabs.length]!;
      onTab(next.id);
      document.getElementById(`tab-${next.id}`)?.focus();
    },
  });
}
