import type { TextRange } from '../../src/protocol/index.js';
import type { CompletionColumns } from '../completion.js';
import { button, element } from '../element.js';
import { FormulaField, type FormulaFieldActions } from './formulaField.js';
import { type MenuItem, menuButton } from './menu.js';

export type FormulaBarActions = FormulaFieldActions & {
  onTrain(): void;
  menu(): readonly MenuItem[];
};

export type FormulaBarInput = {
  draft: string;
  /** The wrong place, as long as the text is the one it was found in. */
  wrong: TextRange | null;
  /** What names are completed from. */
  columns: CompletionColumns;
  /** One filled button on screen: beside a message that has the mending button, Fit is not it. */
  isPrimary: boolean;
  isWorking: boolean;
  /** A run is being trained. */
  isRunning: boolean;
};

/** The formula field with its Fit button and menu. Made once, so that typing is never disturbed. */
export class FormulaBar {
  readonly element: HTMLElement;
  private readonly field: FormulaField;
  private readonly fit: HTMLElement;
  private readonly train: HTMLElement;

  constructor(actions: FormulaBarActions) {
    this.field = new FormulaField(actions);
    this.fit = button('Fit', () => actions.onFit(this.field.text), { 'data-part': 'fit-button' });
    this.train = button('Train', () => actions.onTrain(), {
      ...{ secondary: true, icon: 'play', class: 'train-button', 'data-part': 'train-button' },
    });
    this.element = element(
      'div',
      { class: 'formula' },
      this.field.element,
      this.fit,
      this.train,
      menuButton('More', actions.menu, 'more'),
    );
  }

  update({ draft, wrong, columns, isPrimary, isWorking, isRunning }: FormulaBarInput): void {
    this.field.update(draft, wrong, columns);
    this.fit.toggleAttribute('secondary', !isPrimary);
    this.fit.toggleAttribute('disabled', isWorking);
    this.train.toggleAttribute('disabled', isWorking || isRunning);
  }
}
