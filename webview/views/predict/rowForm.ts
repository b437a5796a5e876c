import type { NewRow, ShownForm } from '../../../src/protocol/index.js';
import { element, linkButton } from '../../element.js';
import type { PanelModel } from '../../state.js';
import { type FormField, fieldFor } from './formField.js';
import type { PredictActions } from './predictActions.js';

/** A field for every column that the model needs. Built once to a form, so that a slider being moved stays in hand. */
export class RowForm {
  readonly element = element('form', { class: 'predict-form', 'aria-label': 'A new row' });
  private shown: ShownForm | null = null;
  private fields: readonly FormField[] = [];
  private row: NewRow = {};
  private startLine: number | null = null;
  private readonly start = linkButton('', () => this.startLine && this.actions.onStartFrom(this.startLine), {
    'data-part': 'start-from',
  });
  private readonly reset = linkButton('Reset to averages', () => this.toAverages(), {
    'data-part': 'reset-averages',
  });

  constructor(private readonly actions: PredictActions) {
    this.element.addEventListener('submit', (event) => event.preventDefault());
  }

  update({ predict, selectedLine, cursorLine }: PanelModel): void {
    if (predict.form !== this.shown) this.build(predict.form);
    if (predict.row !== null && predict.row !== this.row) {
      this.row = predict.row;
      for (const field of this.fields) field.show(this.row[field.column]);
    }
    this.startLine = selectedLine ?? cursorLine;
    this.start.hidden = this.startLine === null;
    const words = `Start from line ${this.startLine ?? ''}`;
    if (this.start.textContent !== words) this.start.textContent = words;
  }

  private build(shown: ShownForm | null): void {
    this.shown = shown;
    this.row = {};
    this.fields = (shown?.form.fields ?? []).map((field) =>
      fieldFor(field, (value) => this.actions.onRow({ ...this.row, [field.name]: value })),
    );
    const links = element('div', { class: 'predict-links' }, this.start, this.reset);
    this.element.replaceChildren(
      ...this.fields.map((field) => field.element),
      ...(this.fields.length > 0 ? [links] : []),
    );
  }

  private toAverages(): void {
    if (this.shown !== null) this.actions.onRow(this.shown.form.averages);
  }
}
