import { element, listening } from '../../element.js';

/** A field for a whole number with its label, for the form of a study. What is none goes back to the number before. */
export function numberField(
  label: string,
  part: string,
  first: number,
): { element: HTMLElement; readonly value: number } {
  let value = first;
  const input = element('input', { type: 'number', step: 1, value: first, 'data-part': part });
  listening(input, {
    change: () => {
      const typed = Number(input.value);
      if (input.value.trim() !== '' && Number.isSafeInteger(typed)) value = typed;
      input.value = String(value);
    },
  });
  return {
    element: element('label', {}, label, input),
    get value() {
      return value;
    },
  };
}
