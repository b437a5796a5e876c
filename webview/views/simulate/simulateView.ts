import type { Simulation, SimulationPreview } from '../../../src/protocol/index.js';
import { button, type Child, element, icon, listening } from '../../element.js';
import { fieldText } from '../../predictionNumbers.js';
import { Region } from '../../region.js';
import type { PanelModel, Simulating } from '../../state.js';
import { SIMULATION_FIELDS, type SimulationField } from './simulationFields.js';

export type SimulateActions = {
  onSimulation(simulation: Simulation): void;
  onMake(): void;
  onClose(): void;
};

/** A form for data from a model, with its equation and its first rows. It stands in place of all else. */
export class SimulateView {
  readonly element = element('main', {
    class: 'simulate',
    'aria-label': 'New data from a model',
    'data-part': 'simulate',
  });
  private readonly fields: readonly Field[];
  private readonly regions: readonly Region<Simulating>[];
  private simulation: Simulation | null = null;
  private readonly wrong = new Set<string>();

  constructor(private readonly actions: SimulateActions) {
    this.fields = SIMULATION_FIELDS.map((field) => new Field(field, (text) => this.read(field, text)));
    const host = (name: string, part: string) => element('div', { class: name, 'data-part': part });
    const error = new Region<Simulating>(
      element('div', { class: 'simulate-error', role: 'alert', 'data-part': 'simulate-error' }),
      (now) => [now.error, [...this.wrong].join()],
      (now) => this.errorOf(now),
    );
    const preview = new Region<Simulating>(
      host('simulate-preview', 'simulate-preview'),
      (now) => [now.preview],
      ({ preview }) => (preview === null ? [] : previewOf(preview)),
    );
    const buttons = new Region<Simulating>(
      host('simulate-buttons', 'simulate-buttons'),
      ({ isMaking }) => [isMaking],
      ({ isMaking }) => this.buttonsOf(isMaking),
    );
    this.regions = [error, preview, buttons];
    this.element.append(
      element('h1', {}, 'New data from a model'),
      element(
        'p',
        { class: 'quiet' },
        'A CSV with a column to a feature and the target, fitted at once and set beside the truth.',
      ),
      this.form(buttons.element, error.element),
      preview.element,
    );
  }

  update({ simulating }: PanelModel): void {
    const wasHidden = this.element.hidden;
    this.element.hidden = !simulating.isOpen;
    if (!simulating.isOpen) return;
    this.simulation = simulating.simulation;
    for (const field of this.fields) field.show(simulating.simulation);
    for (const region of this.regions) region.update(simulating);
    if (wasHidden) this.element.querySelector('input')?.focus();
  }

  private form(...ends: readonly HTMLElement[]): HTMLElement {
    const fields = element('div', { class: 'settings' }, ...this.fields.map((field) => field.element));
    const form = element('form', { 'aria-label': 'The model' }, fields, ...ends);
    return listening(form, {
      submit: (event) => {
        event.preventDefault();
        this.make();
      },
      keydown: (event) => {
        if (event.key === 'Escape') this.actions.onClose();
        // A form whose button is not of the browser's own does not hear Enter.
        else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          event.target.dispatchEvent(new Event('change'));
          this.make();
        }
      },
    });
  }

  private make(): void {
    if (this.wrong.size === 0) this.actions.onMake();
  }

  private read(field: SimulationField, text: string): boolean {
    const read = this.simulation && field.read(text, this.simulation);
    if (read) this.wrong.delete(field.label);
    else this.wrong.add(field.label);
    if (this.simulation) this.actions.onSimulation(read ?? { ...this.simulation });
    return read !== null;
  }

  private errorOf({ error }: Simulating): Child[] {
    const [label] = this.wrong;
    const words =
      label === undefined
        ? error
        : `${label}: type a number${label === 'Weights' ? ' to each feature, such as 2, −1, 0.5' : ''}.`;
    return words === null ? [] : [icon('warning'), words];
  }

  private buttonsOf(isMaking: boolean): Child[] {
    return [
      button('Create and fit', () => this.make(), { 'data-part': 'simulate-make', disabled: isMaking }),
      button('Cancel', this.actions.onClose, { secondary: true, 'data-part': 'simulate-cancel' }),
    ];
  }
}

/** One field. Made once, so that typing is never disturbed. */
class Field {
  readonly element: HTMLElement;
  private readonly control: HTMLInputElement | HTMLSelectElement;
  private readonly note = element('span', { class: 'setting-note' });

  constructor(
    private readonly field: SimulationField,
    onText: (text: string) => boolean,
  ) {
    const id = `simulate-${field.name}`;
    const read = () => this.control.setAttribute('aria-invalid', String(!onText(this.control.value)));
    const { choices } = field;
    this.control = choices
      ? element('select', { id }, ...choices.map(([value, word]) => element('option', { value }, word)))
      : element('input', { id, type: 'text', spellcheck: 'false', autocomplete: 'off' });
    listening<HTMLElement>(this.control, { change: read, input: read });
    this.element = element(
      'div',
      { class: 'setting', 'data-part': id },
      element('label', { for: id }, field.label),
      element('div', { class: 'setting-box' }, this.control, this.note),
    );
  }

  show(simulation: Simulation): void {
    const { field, control } = this;
    this.element.hidden = field.isShown?.(simulation) === false;
    const isTyped = document.activeElement === control || control.getAttribute('aria-invalid') === 'true';
    if (!isTyped) control.value = field.text(simulation);
    this.note.textContent = field.note(simulation);
  }
}

function previewOf({ equation, columns, rows }: SimulationPreview): Child[] {
  const cells = (tag: 'th' | 'td', words: readonly string[]) => words.map((word) => element(tag, {}, word));
  return [
    element('p', { class: 'simulate-equation' }, element('code', {}, equation)),
    element(
      'div',
      { class: 'simulate-rows' },
      element(
        'table',
        {},
        element('caption', { class: 'unseen' }, 'The first rows'),
        element(
          'thead',
          {},
          element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name))),
        ),
        element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cells('td', row.map(fieldText))))),
      ),
    ),
    element('p', { class: 'note' }, `The first ${rows.length} rows.`),
  ];
}
