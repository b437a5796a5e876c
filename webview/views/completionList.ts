import type { TextRange } from '../../src/protocol/index.js';
import type { Completion, CompletionOption } from '../completion.js';
import { type Child, element, icon, listening, svgElement } from '../element.js';

const ICONS = { column: 'symbol-field', function: 'symbol-method', interaction: 'symbol-method' } as const;
const LIST_ID = 'formula-completion';
const BAR = { step: 5, width: 4, height: 14 } as const;

/** An option, and what it takes the place of. */
export type Chosen = { option: CompletionOption; range: TextRange };

/** What may stand at the caret, under the formula field. The keyboard stays in the field, as ARIA's combobox says. */
export class CompletionList {
  readonly element: HTMLElement;
  private shown: Completion | null = null;
  private active = 0;

  constructor(
    private readonly field: HTMLInputElement,
    private readonly onChoose: (chosen: Chosen) => void,
  ) {
    const attributes = { class: 'completion', id: LIST_ID, role: 'listbox', 'aria-label': 'Completions' };
    this.element = listening(element('div', { ...attributes, 'data-part': 'completion' }), {
      // A press here must not take the keyboard out of the field.
      pointerdown: (event) => event.preventDefault(),
    });
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-controls': LIST_ID,
    }))
      field.setAttribute(name, value);
    this.hide();
  }

  get isOpen(): boolean {
    return this.shown !== null;
  }

  /** What Enter and Tab would take. */
  get chosen(): Chosen | null {
    const option = this.shown?.options[this.active];
    return this.shown === null || option === undefined ? null : { option, range: this.shown.range };
  }

  /** `left`: where the name begins, in pixels from the field's edge. */
  show(completion: Completion, left: number): void {
    this.shown = completion;
    this.active = 0;
    this.element.replaceChildren(...this.groups(completion));
    this.element.hidden = false;
    this.element.scrollTop = 0;
    const room = (this.element.parentElement?.clientWidth ?? 0) - this.element.offsetWidth;
    this.element.style.left = `${Math.round(Math.max(0, Math.min(left, room)))}px`;
    this.field.setAttribute('aria-expanded', 'true');
    this.mark();
  }

  hide(): void {
    this.shown = null;
    this.element.hidden = true;
    this.field.setAttribute('aria-expanded', 'false');
    this.field.removeAttribute('aria-activedescendant');
  }

  /** Goes on by so many options, round the ends. */
  step(by: number): void {
    const count = this.shown?.options.length ?? 0;
    if (count === 0) return;
    this.active = (this.active + by + count) % count;
    this.mark();
  }

  private mark(): void {
    this.element.querySelectorAll('[role="option"]').forEach((one, i) => {
      one.setAttribute('aria-selected', String(i === this.active));
      if (i !== this.active) return;
      this.field.setAttribute('aria-activedescendant', one.id);
      one.scrollIntoView({ block: 'nearest' });
    });
  }

  /** Columns, then a line, then functions and interactions. */
  private groups({ options, range, moreCount }: Completion): HTMLElement[] {
    const rows = options.map((option, i) => ({ option, row: this.row({ option, range }, i) }));
    const columns = rows.filter(({ option }) => option.kind === 'column').map(({ row }) => row);
    const others = rows.filter(({ option }) => option.kind !== 'column').map(({ row }) => row);
    const rest = moreCount > 0 && element('div', { class: 'quiet more' }, `${moreCount} more: type on`);
    return [group('Columns', [...columns, rest]), group('Functions', others)].filter(
      ({ childElementCount }) => childElementCount > 0,
    );
  }

  private row({ option, range }: Chosen, index: number): HTMLElement {
    const attributes = {
      ...{ role: 'option', id: `${LIST_ID}-${index}`, 'data-part': 'completion-option' },
      class: option.isIn ? 'already-in' : null,
      'aria-label': `${option.text}, ${option.note}`,
    };
    const row = element(
      'div',
      attributes,
      icon(ICONS[option.kind]),
      element('span', { class: 'name' }, ...nameWords(option)),
      element('span', { class: 'quiet note' }, option.note),
      option.shape && sketch(option.shape),
    );
    return listening(row, { click: () => this.onChoose({ option, range }) });
  }
}

function group(label: string, rows: readonly Child[]): HTMLElement {
  return element('div', { class: 'completion-group', role: 'group', 'aria-label': label }, ...rows);
}

/** The name, with what was typed set apart. */
function nameWords({ text, matched }: CompletionOption): Child[] {
  if (matched === null) return [text];
  const { start, end } = matched;
  return [text.slice(0, start), element('mark', {}, text.slice(start, end)), text.slice(end)];
}

/** The shape of a column as bars; a bin with anything in it is seen. */
function sketch(shape: readonly number[]): SVGElement {
  const { step, width, height } = BAR;
  const most = Math.max(...shape, 1);
  const bars = shape.map((count, i) => {
    const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
    return svgElement('rect', { x: i * step, y: (height - tall).toFixed(1), width, height: tall.toFixed(1) });
  });
  return svgElement('svg', { class: 'sketch', width: 60, height, 'aria-hidden': 'true' }, ...bars);
}
