import { formatNumber } from '../../../src/protocol/index.js';
import { element, listening } from '../../element.js';
import { fieldText, numberOf } from '../../predictionNumbers.js';

const STEPS = 400;

/** What a field stands at, and how far its slider goes. */
export type Parameter = { value: number; low: number; high: number; unit: string | null };

let fieldCount = 0;

/** A number of a curve with a slider and a box; the box takes what the slider does not reach. */
export class ParameterField {
  readonly element: HTMLElement;
  private readonly text: HTMLInputElement;
  private readonly slider: HTMLInputElement;
  private readonly unit = element('span', { class: 'quiet' });
  private readonly label: HTMLElement;
  private shown: Parameter | null = null;

  constructor(
    private readonly plan: { label: string; part: string; isPositive: boolean },
    private readonly onValue: (value: number) => void,
  ) {
    const id = `curve-field-${fieldCount++}`;
    const { label, part } = plan;
    this.text = element('input', {
      ...{ id, type: 'text', inputmode: 'decimal', spellcheck: 'false', autocomplete: 'off' },
      'data-part': part,
    });
    this.slider = element('input', {
      ...{ type: 'range', min: 0, max: STEPS, step: 1, class: 'predict-slider', 'aria-label': label },
      'data-part': `${part}-slider`,
    });
    this.label = element('label', { for: id }, label);
    const box = element('span', { class: 'predict-box' }, this.text, this.unit);
    const head = element('div', { class: 'predict-head' }, this.label, box);
    this.element = element('div', { class: 'predict-field' }, head, this.slider);
    listening(this.slider, { input: () => this.onSlide() });
    listening(this.text, { change: () => this.onText(), focus: () => this.text.select() });
  }

  show(parameter: Parameter): void {
    this.shown = parameter;
    const { value, low, high, unit } = parameter;
    this.text.value = fieldText(Number(value.toPrecision(7)));
    this.text.setAttribute('aria-invalid', 'false');
    const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
    this.slider.value = String(Math.round(share * STEPS));
    this.slider.style.setProperty('--share', `${(share * 100).toFixed(2)}%`);
    this.slider.setAttribute('aria-valuetext', `${formatNumber(value, 4)}${unit === null ? '' : ` ${unit}`}`);
    this.unit.textContent = unit ?? '';
    this.unit.hidden = unit === null;
  }

  /** To a round number, so that the box is short: a tenth of a step of the slider is not seen. */
  private onSlide(): void {
    if (this.shown === null) return;
    const { low, high } = this.shown;
    const step = (high - low) / STEPS;
    const round = 10 ** Math.floor(Math.log10(step / 2));
    const value = Math.round((low + Number(this.slider.value) * step) / round) * round;
    this.onValue(Number(value.toPrecision(12)) + 0);
  }

  private onText(): void {
    const value = numberOf(this.text.value);
    const isRight = value !== null && (!this.plan.isPositive || value > 0);
    this.text.setAttribute('aria-invalid', String(!isRight));
    if (isRight && value !== null) this.onValue(value);
  }
}
