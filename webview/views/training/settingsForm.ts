import type { TrainingSnapshot } from '../../../src/protocol/index.js';
import { element, listening } from '../../element.js';
import { SettingField } from './settingField.js';
import { SETTINGS } from './settings.js';

/** The hyperparameters: six in sight, the rest behind a disclosure. */
export class SettingsForm {
  readonly element: HTMLElement;
  private readonly fields: readonly SettingField[];
  private now: TrainingSnapshot['settings'] | null = null;

  constructor(onChange: (settings: TrainingSnapshot['settings']) => void) {
    this.fields = SETTINGS.map(
      (setting) => new SettingField(setting, (text) => this.now && onChange(setting.write(this.now, text))),
    );
    const grid = (isMain: boolean) =>
      element(
        'div',
        { class: 'settings' },
        ...this.fields.filter(({ setting }) => setting.isMain === isMain).map((field) => field.element),
      );
    const more = element(
      'details',
      { class: 'more-settings', 'data-part': 'more-settings' },
      element('summary', {}, 'More settings'),
      grid(false),
    );
    this.element = listening(
      element(
        'form',
        { 'aria-label': 'Settings of the next run', 'data-part': 'settings' },
        grid(true),
        more,
      ),
      { submit: (event) => event.preventDefault() },
    );
  }

  update({ settings, plan, error }: TrainingSnapshot): void {
    this.now = settings;
    for (const field of this.fields)
      field.update(settings, plan, error !== null && (field.setting.codes?.includes(error.code) ?? false));
  }
}
