import { element, icon, listening } from '../element.js';

export type QuietOption = { value: string; label: string };

/** A choice that reads as a word of the line it stands in. */
export function quietSelect(
  options: readonly QuietOption[],
  chosen: string,
  { label, part, onChoose }: { label: string; part: string; onChoose: (value: string) => void },
): HTMLElement {
  const made = element('select', {
    class: 'quiet-select',
    'aria-label': label,
    title: label,
    'data-part': part,
  });
  made.append(...options.map((one) => element('option', { value: one.value }, one.label)));
  made.value = chosen;
  listening(made, { change: () => onChoose(made.value) });
  return element('span', { class: 'quiet-select-host' }, made, icon('chevron-down'));
}
