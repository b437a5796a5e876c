import { type Bars, formatCount, type PredictionField } from '../../../src/protocol/index.js';
import { element, listening, svgElement } from '../../element.js';
import { fieldText, numberOf, stepOf } from '../../predictionNumbers.js';

/** A field of the form: a column, and how its value is shown. */
export type FormField = {
  column: string;
  element: HTMLElement;
  show(value: number | string | undefined): void;
};

type OnValue = (value: number | string) => void;

let fieldCount = 0;

/** A number with a slider over its values, or a level to choose. */
export function fieldFor(field: PredictionField, onValue: OnValue): FormField {
  const id = `predict-field-${fieldCount++}`;
  return field.kind === 'number' ? numberField(field, id, onValue) : levelField(field, id, onValue);
}

function numberField(field: PredictionField & { kind: 'number' }, id: string, onValue: OnValue): FormField {
  const { name, label, unit, low, high, bars } = field;
  const step = stepOf(field);
  const text = element('input', {
    ...{ id, type: 'text', inputmode: 'decimal', spellcheck: 'false', autocomplete: 'off' },
    'data-column': name,
    'data-part': 'predict-value',
  });
  const slider = element('input', {
    ...{ type: 'range', min: low, max: high, step: step ?? 'any', class: 'predict-slider' },
    'aria-label': `${label}, ${fieldText(low)} to ${fieldText(high)}`,
    'data-column': name,
    'data-part': 'predict-slider',
  });
  const hasSlider = high > low;
  listening(slider, { input: () => onValue(Number(Number(slider.value).toPrecision(12))) });
  listening(text, {
    change: () => {
      const value = numberOf(text.value);
      text.setAttribute('aria-invalid', String(value === null));
      if (value !== null) onValue(value);
    },
    focus: () => text.select(),
  });
  const show = (value: number | string | undefined) => {
    if (typeof value !== 'number') return;
    text.value = fieldText(value);
    text.setAttribute('aria-invalid', 'false');
    slider.value = String(value);
    const share = hasSlider ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0;
    slider.style.setProperty('--share', `${(share * 100).toFixed(2)}%`);
    slider.setAttribute('aria-valuetext', unit === null ? fieldText(value) : `${fieldText(value)} ${unit}`);
  };
  const box = element(
    'span',
    { class: 'predict-box' },
    text,
    unit && element('span', { class: 'quiet' }, unit),
  );
  const made = element(
    'div',
    { class: 'predict-field' },
    element('div', { class: 'predict-head' }, element('label', { for: id }, label), box),
    bars && barsPicture(bars),
    hasSlider && slider,
    element(
      'div',
      { class: 'predict-ends' },
      element('span', {}, fieldText(low)),
      hasSlider && element('span', {}, fieldText(high)),
    ),
  );
  return { column: name, element: made, show };
}

function levelField(field: PredictionField & { kind: 'level' }, id: string, onValue: OnValue): FormField {
  const { name, label, unit, levels, isNumeric } = field;
  const select = element('select', {
    id,
    class: 'predict-select',
    'data-column': name,
    'data-part': 'predict-level',
  });
  select.append(
    ...levels.map(({ level, count }) =>
      element('option', { value: level, title: `${formatCount(count)} rows` }, level),
    ),
  );
  listening(select, { change: () => onValue(isNumeric ? Number(select.value) : select.value) });
  const words = unit === null ? label : `${label}, ${unit}`;
  const head = element('div', { class: 'predict-head' }, element('label', { for: id }, words), select);
  return {
    column: name,
    element: element('div', { class: 'predict-field' }, head),
    show: (value) => {
      if (value !== undefined) select.value = String(value);
    },
  };
}

/** How the values lie along the slider. */
function barsPicture({ counts }: Bars): Element {
  const highest = counts.reduce((a, b) => Math.max(a, b), 0);
  const width = 100 / counts.length;
  const bars = Array.from(counts, (count, k) => {
    // A bin with a row in it is seen.
    const height = count === 0 ? 0 : Math.max(3, (100 * count) / highest);
    return svgElement('rect', {
      ...{ x: `${(k * width + 0.15).toFixed(2)}%`, width: `${(width - 0.3).toFixed(2)}%` },
      ...{ y: `${(100 - height).toFixed(2)}%`, height: `${height.toFixed(2)}%` },
    });
  });
  return svgElement('svg', { class: 'predict-bars', 'aria-hidden': 'true' }, ...bars);
}
