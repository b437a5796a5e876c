import type { ShownPlan, TrainingSettings } from '../../../src/protocol/index.js';
import { element, icon, listening } from '../../element.js';
import { menuButton } from '../menu.js';
import { type AutoWords, type Setting, wordOf } from './settings.js';

/** One field of the form. Made once, so that typing is never disturbed. */
export class SettingField {
  readonly element: HTMLElement;
  private readonly control: HTMLInputElement | HTMLSelectElement;
  private readonly note = element('span', { class: 'setting-note' });
  private readonly revert: HTMLElement;
  private readonly box: HTMLElement;

  constructor(
    readonly setting: Setting,
    private readonly onChange: (text: string | null) => void,
  ) {
    const { name, label, presets } = setting;
    this.control = setting.choices ? this.makeSelect(setting.choices) : this.makeInput();
    this.revert = listening(
      element(
        'button',
        {
          type: 'button',
          class: 'setting-revert',
          'aria-label': `${label}: back to auto`,
          title: 'Back to auto',
        },
        icon('discard'),
      ),
      { click: () => this.onChange(null) },
    );
    const items = (presets ?? []).map((text) => ({ label: text, run: () => this.onChange(text) }));
    const menu = presets && menuButton(`${label}: presets`, items, `presets-${name}`, 'chevron-down');
    this.box = element('div', { class: 'setting-box' }, this.control, this.note, this.revert, menu);
    this.element = element(
      'div',
      { class: 'setting', 'data-part': `setting-${name}` },
      element('label', { for: `setting-${name}` }, label),
      this.box,
    );
  }

  update(settings: TrainingSettings, plan: ShownPlan | null, isWrong: boolean): void {
    const { setting, control } = this;
    this.element.hidden = setting.isShown?.(settings, plan) === false;
    const own = setting.read(settings);
    const auto = setting.auto(plan, settings);
    this.box.classList.toggle('own', own !== null);
    this.box.classList.toggle('wrong', isWrong);
    control.setAttribute('aria-invalid', String(isWrong));
    const shown = own ?? auto?.text ?? '';
    // What was typed and is no number stays as it was typed.
    if (document.activeElement !== control && !(shown === 'NaN' && control.value !== ''))
      control.value = shown;
    this.note.textContent = noteOf(setting, own, auto);
    this.box.title = own === null ? (auto?.explanation ?? '') : '';
    this.revert.hidden = own === null;
  }

  private makeInput(): HTMLInputElement {
    const attributes = {
      id: `setting-${this.setting.name}`,
      type: 'text',
      spellcheck: 'false',
      autocomplete: 'off',
    };
    const input = element('input', attributes);
    return listening(input, {
      change: () => this.onChange(input.value.trim() === '' ? null : input.value.trim()),
      focus: () => input.select(),
      keydown: (event) => event.key === 'Enter' && input.blur(),
    });
  }

  private makeSelect(choices: readonly (readonly [string, string])[]): HTMLSelectElement {
    const options = choices.map(([value, word]) => element('option', { value }, word));
    const select = element('select', { id: `setting-${this.setting.name}` }, ...options);
    return listening(select, { change: () => this.onChange(select.value) });
  }
}

/** `auto, small file`; beside an own value what Auto would have taken. */
function noteOf(setting: Setting, own: string | null, auto: AutoWords | null): string {
  if (auto === null) return '';
  if (own !== null) return auto.reason === 'default' ? '' : `auto: ${wordOf(setting, auto.text)}`;
  if (auto.reason === 'default') return 'default';
  return auto.reason === '' ? 'auto' : `auto, ${auto.reason}`;
}
