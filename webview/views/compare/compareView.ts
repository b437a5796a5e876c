import { testSentence } from '../../../src/protocol/index.js';
import { comparedPair } from '../../comparisonClient.js';
import { type Child, element, icon, textWithCode } from '../../element.js';
import { Region } from '../../region.js';
import type { PanelModel } from '../../state.js';
import type { CompareActions } from './compareActions.js';
import { coefficientsBeside, statisticsBeside } from './comparedTables.js';
import { FitsTable } from './fitsTable.js';

/** Two fits of the file side by side: which, whether the larger says more than chance, statistics and coefficients. */
export class CompareView {
  readonly element = element('div', {
    ...{ id: 'view-compare', role: 'tabpanel', class: 'view compare-view' },
    'aria-labelledby': 'tab-compare',
    'data-view': 'compare',
  });
  private readonly fits: FitsTable;
  private readonly beside: Region<PanelModel>;

  constructor(actions: CompareActions) {
    this.fits = new FitsTable(actions);
    this.beside = new Region(
      element('div', { class: 'compare-host' }),
      (model) => [model.comparing.comparison, model.comparing.error, pairKey(model)],
      (model) => sideBySide(model),
    );
    this.element.append(this.fits.element, this.beside.element);
  }

  /** Built only while it is in sight. */
  update(model: PanelModel): void {
    this.element.hidden = model.view !== 'compare';
    if (model.view !== 'compare') return;
    this.fits.update(model.snapshot?.fits ?? [], comparedPair(model));
    this.beside.update(model);
  }
}

function pairKey(model: PanelModel): string {
  return JSON.stringify(comparedPair(model)?.map(({ id }) => id));
}

function sideBySide(model: PanelModel): Child[] {
  const pair = comparedPair(model);
  const { comparison, error } = model.comparing;
  if (pair === null) return [onlyOne(model.report !== null)];
  if (error !== null)
    return [element('p', { class: 'predict-error', role: 'alert' }, icon('warning'), error)];
  if (comparison === null || comparison.of.some((id, k) => id !== pair[k]!.id)) return [];
  const { value } = comparison;
  const [first, second] = pair;
  return [
    element(
      'div',
      { class: 'compare-verdict', role: 'status', 'data-part': 'compare-verdict' },
      element('p', {}, ...textWithCode(testSentence(value))),
      ...value.notes.map((note) => element('p', { class: 'quiet' }, ...textWithCode(note))),
    ),
    element(
      'div',
      { class: 'compare-tables' },
      statisticsBeside(value),
      coefficientsBeside(value, [first.digest, second.digest]),
    ),
  ];
}

function onlyOne(hasFit: boolean): HTMLElement {
  return element(
    'p',
    { class: 'quiet', 'data-part': 'compare-empty' },
    hasFit
      ? 'Every fit of this file is listed here. Change the formula, the family or a setting and fit again: the two stand side by side.'
      : 'Fits of this file are listed here, to be set side by side.',
  );
}
