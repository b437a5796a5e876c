import { element } from '../../element.js';

/** A select with its label: `value` is what it says, `set` makes it say another of its options. */
export type Choice<T extends string> = { element: HTMLElement; readonly value: T; set(value: string): void };

/** A select for the form of a study. */
export function choice<T extends string>(
  label: string,
  part: string,
  options: readonly (readonly [T, string])[],
  first: NoInfer<T>,
): Choice<T> {
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
    set(value) {
      if (options.some(([known]) => known === value)) select.value = value;
    },
  };
}
