import type { TextRange } from '../../src/protocol/index.js';
import { type CompletionColumns, completionAt } from '../completion.js';
import { element, icon, listening } from '../element.js';
import { type Chosen, CompletionList } from './completionList.js';

export type FormulaFieldActions = {
  onDraft(formula: string): void;
  onFit(formula: string): void;
};

/** From the edge of the field to its first letter. */
const INDENT = 8;

/** The formula as text, completed as it is typed, with a wave under what is wrong in it. */
export class FormulaField {
  readonly element: HTMLElement;
  private readonly field: HTMLInputElement;
  private readonly wave = element('div', { class: 'wave', 'aria-hidden': 'true' });
  /** The same letters unseen, to find out where on screen one stands. */
  private readonly ruler = element('div', { class: 'wave ruler', 'aria-hidden': 'true' });
  private readonly list: CompletionList;
  private columns: CompletionColumns = { columns: [], rowCount: 0 };
  private wrong: TextRange | null = null;

  constructor(private readonly actions: FormulaFieldActions) {
    const attributes = {
      type: 'text',
      spellcheck: 'false',
      autocomplete: 'off',
      autocapitalize: 'off',
      'aria-label': 'Formula',
      placeholder: 'target ~ feature + feature',
      'data-part': 'formula',
    };
    this.field = listening(element('input', attributes), {
      input: () => this.onInput(),
      keydown: (event) => this.onKey(event),
      scroll: () => this.followScroll(),
      click: () => this.list.hide(),
      blur: () => this.list.hide(),
    });
    this.list = new CompletionList(this.field, (chosen) => this.take(chosen));
    const open = element(
      'button',
      {
        type: 'button',
        class: 'field-open',
        tabindex: -1,
        'aria-label': 'Columns',
        'data-part': 'columns-open',
      },
      icon('chevron-down'),
    );
    listening(open, { pointerdown: (event) => this.onOpener(event) });
    const box = element('div', { class: 'field' }, this.field, this.wave, this.ruler, open);
    this.element = element('div', { class: 'field-host' }, box, this.list.element);
  }

  get text(): string {
    return this.field.value;
  }

  /** `wrong`: the place an error names, as long as the text is the one it was found in. */
  update(draft: string, wrong: TextRange | null, columns: CompletionColumns): void {
    this.columns = columns;
    if (this.field.value !== draft) this.field.value = draft;
    this.field.setAttribute('aria-invalid', String(wrong !== null));
    this.wave.replaceChildren(...(wrong === null ? [] : waveOver(draft, wrong)));
    if (wrong !== null && (wrong.start !== this.wrong?.start || wrong.end !== this.wrong.end)) this.reveal();
    this.wrong = wrong;
    this.followScroll();
  }

  private onInput(): void {
    this.actions.onDraft(this.field.value);
    this.complete(false);
  }

  private onKey(event: KeyboardEvent): void {
    if (this.list.isOpen ? this.onListKey(event.key) : this.onClosedKey(event)) event.preventDefault();
  }

  /** True where the key was for the list. */
  private onListKey(key: string): boolean {
    const { chosen } = this.list;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.list.step(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Escape') this.list.hide();
    else if (key === 'Enter' && (chosen === null || this.stands(chosen))) this.submit();
    else if ((key === 'Enter' || key === 'Tab') && chosen !== null) this.take(chosen);
    else {
      if (/^(Arrow|Home|End)/.test(key)) this.list.hide();
      return false;
    }
    return true;
  }

  private onClosedKey({ key, ctrlKey, altKey }: KeyboardEvent): boolean {
    if (key === 'Enter') this.submit();
    else if (key === 'ArrowDown' || (key === ' ' && ctrlKey && !altKey)) this.complete(true);
    else return false;
    return true;
  }

  private onOpener(event: PointerEvent): void {
    event.preventDefault();
    if (this.list.isOpen) this.list.hide();
    else {
      this.field.focus();
      this.complete(true);
    }
  }

  private submit(): void {
    this.list.hide();
    this.actions.onFit(this.field.value);
  }

  /** Asked for, the list opens also where no name is begun. */
  private complete(isAskedFor: boolean): void {
    const caret = this.field.selectionStart ?? 0;
    const found = completionAt(this.field.value, caret, this.columns);
    const isBegun = found !== null && found.range.start < caret;
    if (found !== null && (isBegun || isAskedFor)) this.list.show(found, this.pixelOf(found.range.start));
    else this.list.hide();
  }

  /** True where the option is what is written already: Enter then fits. */
  private stands({ option, range }: Chosen): boolean {
    return this.field.value.slice(range.start, range.end) === option.insertion;
  }

  private take({ option, range }: Chosen): void {
    const { insertion, caret } = option;
    this.field.setRangeText(insertion, range.start, range.end, 'end');
    this.field.setSelectionRange(range.start + caret, range.start + caret);
    this.actions.onDraft(this.field.value);
    this.list.hide();
    if (caret < insertion.length) this.complete(true);
  }

  /** Where a letter begins, from the field's edge. */
  private pixelOf(index: number): number {
    this.ruler.textContent = this.field.value.slice(0, index);
    return this.ruler.getBoundingClientRect().width - INDENT - this.field.scrollLeft;
  }

  /** A wrong place that is out of sight is brought into it. */
  private reveal(): void {
    const place = this.wave.querySelector('span');
    if (place === null) return;
    const { offsetLeft, offsetWidth } = place;
    const { scrollLeft, clientWidth } = this.field;
    if (offsetLeft < scrollLeft || offsetLeft + offsetWidth > scrollLeft + clientWidth)
      this.field.scrollLeft = offsetLeft - clientWidth / 3;
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
