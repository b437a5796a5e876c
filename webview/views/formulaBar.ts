import type { TextRange } from '../../src/protocol/index.js';
import { button, element, listening } from '../element.js';
import { type MenuItem, menuButton } from './menu.js';

export type FormulaBarActions = {
  onDraft(formula: string): void;
  onFit(formula: string): void;
  onTrain(): void;
  menu: readonly MenuItem[];
};

export type FormulaBarInput = {
  draft: string;
  /** The wrong place, as long as the text is the one it was found in. */
  wrong: TextRange | null;
  /** One filled button on screen: beside a message that has the mending button, Fit is not it. */
  isPrimary: boolean;
  isWorking: boolean;
  /** A run is being trained. */
  isRunning: boolean;
};

/** The formula field with its Fit button and menu. Made once, so that typing is never disturbed. */
export class FormulaBar {
  readonly element: HTMLElement;
  private readonly field: HTMLInputElement;
  private readonly wave = element('div', { class: 'wave', 'aria-hidden': 'true' });
  private readonly fit: HTMLElement;
  private readonly train: HTMLElement;

  constructor(actions: FormulaBarActions) {
    const attributes = {
      type: 'text',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-label': 'Formula',
      placeholder: 'target ~ feature + feature',
      'data-part': 'formula',
    };
    this.field = listening(element('input', attributes), {
      input: () => actions.onDraft(this.field.value),
      keydown: (event) => event.key === 'Enter' && actions.onFit(this.field.value),
      scroll: () => this.followScroll(),
    });
    this.fit = button('Fit', () => actions.onFit(this.field.value), { 'data-part': 'fit-button' });
    this.train = button('Train', () => actions.onTrain(), {
      ...{ secondary: true, icon: 'play', class: 'train-button', 'data-part': 'train-button' },
    });
    const box = element('div', { class: 'field' }, this.field, this.wave);
    this.element = element(
      'div',
      { class: 'formula' },
      box,
      this.fit,
      this.train,
      menuButton('More', actions.menu, 'more'),
    );
  }

  update({ draft, wrong, isPrimary, isWorking, isRunning }: FormulaBarInput): void {
    if (this.field.value !== draft) this.field.value = draft;
    this.field.setAttribute('aria-invalid', String(wrong !== null));
    this.wave.replaceChildren(...(wrong === null ? [] : waveOver(draft, wrong)));
    this.fit.toggleAttribute('secondary', !isPrimary);
    this.fit.toggleAttribute('disabled', isWorking);
    this.train.toggleAttribute('disabled', isWorking || isRunning);
    this.followScroll();
  }

  private followScroll(): void {
    this.wave.style.transform = `translateX(${-this.field.scrollLeft}px)`;
  }
}

/** The same text unseen, with a wavy line under the wrong place. An empty place is widened to one character. */
function waveOver(text: string, { start, end }: TextRange): (string | HTMLElement)[] {
  const wrong = text.slice(start, Math.max(end, start + 1)) || '\u00a0';
  return [text.slice(0, start), element('span', {}, wrong)];
}
