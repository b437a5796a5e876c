import { element } from '../../element.js';

/** A select with its label, for the form of a study. `value` is what it says. */
export function choice<Value extends string>(
  label: string,
  part: string,
  options: readonly (readonly [Value, string])[],
  first: NoInfer<Value>,
): { element: HTMLElement; get value(): Value; set value(value: string) } {
  const select = element(
    'select',
    { 'data-part': part },
    ...options.map(([value, word]) => element('option', { value, selected: value === first }, word)),
  );
  return {
    element: element('label', {}, label, select),
    get value(): Value {
      return select.value as Value;
    },
    set value(value: string) {
      select.value = value;
    },
  };
}
