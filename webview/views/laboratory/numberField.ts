import { element } from '../../element.js';

/** A field for a whole number with its label, for the form of a study. `value` is NaN where it holds none. */
export function numberField(
  label: string,
  part: string,
  first: number,
): { element: HTMLElement; readonly value: number } {
  const input = element('input', { type: 'number', step: 1, value: first, 'data-part': part });
  return {
    element: element('label', {}, label, input),
    get value() {
      return input.value.trim() === '' ? Number.NaN : Number(input.value);
    },
  };
}
