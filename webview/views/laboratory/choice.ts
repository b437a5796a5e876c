import { element } from '../../element.js';

/** A select with its label, for the form of a study. `value` is what it says now. */
export function choice<T extends string>(
  label: string,
  part: string,
  options: readonly (readonly [T, string])[],
  first: T,
): { element: HTMLElement; readonly value: T } {
  const select = element(
    'select',
    { 'data-part': part },
    ...options.map(([value, word]) => element('option', { value, selected: value === first }, word)),
  );
  return {
    element: element('label', {}, label, select),
    get value() {
      return select.value as T;
    },
  };
}
