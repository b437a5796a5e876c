import { element } from '../../element.js';

/** A select with its label, for the form of a study. `value` is what it says. */
export function choice(
  label: string,
  part: string,
  options: readonly (readonly [string, string])[],
  first: string,
): { element: HTMLElement; value: string } {
  const select = element(
    'select',
    { 'data-part': part },
    ...options.map(([value, word]) => element('option', { value, selected: value === first }, word)),
  );
  return {
    element: element('label', {}, label, select),
    get value() {
      return select.value;
    },
    set value(value: string) {
      select.value = value;
    },
  };
}
