import { button, element, icon } from '../../element.js';
import { Region } from '../../region.js';
import { isStale, type PanelModel } from '../../state.js';
import type { InfluenceActions } from './influenceActions.js';
import { rowsTable } from './rowsTable.js';
import { withoutPart, withoutWords } from './withoutPart.js';

/** Under the charts of influence: the rows that decide most, and the fit without those that are chosen. */
export class InfluenceView {
  readonly element = element('div', { class: 'view influence-view', 'data-view': 'influence-rows' });
  private readonly regions: readonly Region<PanelModel>[];

  constructor(actions: InfluenceActions) {
    const rows = new Region<PanelModel>(
      element('div', {}),
      ({ report, influence, selectedLine }) => [
        report,
        influence.described,
        influence.ticked,
        influence.isLong,
        selectedLine,
      ],
      (model) => [rowsTable(model, actions)],
    );
    const without = new Region<PanelModel>(
      element('div', {}),
      ({ influence, report, snapshot }) => [
        influence.without,
        influence.described,
        influence.error,
        report,
        isStale(snapshot),
      ],
      (model) => [notice(model), withoutPart(model, actions)],
    );
    // The whole table read aloud at every click would be noise: only what moves most is.
    const status = new Region<PanelModel>(
      element('div', { class: 'unseen', role: 'status' }),
      ({ influence }) => [influence.without],
      (model) => [withoutWords(model)],
    );
    const save = button('Export rows with diagnostics as CSV...', actions.onExport, {
      ...{ secondary: true, 'data-part': 'export-rows' },
    });
    this.element.append(
      rows.element,
      without.element,
      status.element,
      element('p', { class: 'influence-export' }, save),
    );
    this.regions = [rows, without, status];
  }

  /** Built only while it is in sight. */
  update(model: PanelModel): void {
    const isShown = model.view === 'influence' && model.report !== null;
    this.element.hidden = !isShown;
    if (!isShown || model.report?.influenceView.kind === null) {
      this.element.hidden = true;
      return;
    }
    for (const region of this.regions) region.update(model);
  }
}

function notice({ snapshot, influence }: PanelModel): HTMLElement | false {
  const words = isStale(snapshot)
    ? 'The text has changed since this fit: fit again to see it without rows.'
    : influence.error;
  return (
    words !== null &&
    element(
      'p',
      { class: 'predict-error', role: 'alert', 'data-part': 'influence-error' },
      icon('warning'),
      words,
    )
  );
}
