import type { FitReport } from '../../../src/protocol/index.js';
import { button, type Child, element, icon } from '../../element.js';
import { Region } from '../../region.js';
import type { PanelModel } from '../../state.js';
import { addsUp } from './addsUp.js';
import { answerText, answerView } from './answer.js';
import { emptyRowsTable } from './emptyRows.js';
import type { PredictActions } from './predictActions.js';
import { RowForm } from './rowForm.js';

/** New rows: a form over the data they come from, the prediction with both intervals, and how it adds up. */
export class PredictView {
  readonly element = element('div', {
    ...{ id: 'view-predict', role: 'tabpanel', class: 'view predict-view' },
    'aria-labelledby': 'tab-predict',
    'data-view': 'predict',
  });
  private readonly form: RowForm;
  private readonly regions: readonly Region<PanelModel>[];

  constructor(private readonly actions: PredictActions) {
    this.form = new RowForm(actions);
    const host = (name: string) => element('div', { class: name });
    const notice = new Region<PanelModel>(host('predict-notice'), noticeDeps, noticeOf);
    const answer = new Region<PanelModel>(
      host('predict-answer'),
      ({ predict }) => [predict.answer, predict.form],
      ({ predict: { answer, form } }) => (answer && form ? answerView(form.form, answer) : []),
    );
    const sum = new Region<PanelModel>(
      host('predict-sum'),
      ({ predict }) => [predict.answer, predict.form],
      ({ predict: { answer, form } }) => (answer && form ? [addsUp(form.form, answer)] : []),
    );
    const rows = new Region<PanelModel>(
      host('predict-rows'),
      ({ predict }) => [predict.emptyRows, predict.form],
      ({ predict: { emptyRows, form } }) =>
        emptyRows && form && emptyRows.count > 0 ? [emptyRowsTable(form.form, emptyRows, actions)] : [],
    );
    const score = new Region<PanelModel>(
      host('predict-score'),
      ({ predict }) => [predict.form !== null],
      ({ predict }) => (predict.form === null ? [] : this.scoreLine()),
    );
    // A picture and a table read aloud at every step of a slider would be noise: only the number is.
    const status = new Region<PanelModel>(
      element('div', { class: 'unseen', role: 'status' }),
      ({ predict }) => [predict.answer, predict.form],
      ({ predict: { answer, form } }) => (answer && form ? [answerText(form.form, answer)] : []),
    );
    const right = element('div', { class: 'predict-right' }, answer.element, sum.element);
    const pair = element('div', { class: 'predict-pair' }, this.form.element, right);
    this.element.append(notice.element, status.element, pair, rows.element, score.element);
    this.regions = [notice, status, answer, sum, rows, score];
  }

  /** Built only while it is in sight. */
  update(model: PanelModel): void {
    this.element.hidden = model.view !== 'predict';
    if (model.view !== 'predict') return;
    this.form.update(model);
    for (const region of this.regions) region.update(model);
  }

  private scoreLine(): Child[] {
    return [
      element(
        'p',
        { class: 'quiet' },
        'Score another file: every row gets a prediction, and both intervals where the model has them.',
      ),
      button('Score a CSV...', this.actions.onScore, { secondary: true, 'data-part': 'score-csv' }),
    ];
  }
}

function noticeDeps({ predict, report, snapshot }: PanelModel): unknown[] {
  return [predict.error, predict.form, predict.report === report, isStale(snapshot)];
}

/** What stands in the way of a form, or of a prediction of this row. */
function noticeOf({ predict, report, snapshot }: PanelModel): Child[] {
  const notes = [...(predict.form?.form.notes ?? []), ...(predict.form ? robustNote(report) : [])];
  const stale = isStale(snapshot) && (predict.form === null || predict.report !== report);
  const words = stale ? 'The text has changed since this fit: fit again to predict with it.' : predict.error;
  return [
    words !== null &&
      element(
        'p',
        { class: 'predict-error', role: 'alert', 'data-part': 'predict-error' },
        icon('warning'),
        words,
      ),
    ...notes.map((note) => element('p', { class: 'note' }, note)),
  ];
}

/** Robust standard errors are of the coefficients; nothing like them is known of one new row. */
function robustNote(report: FitReport | null): string[] {
  if (report === null || report.summary.covariance === 'classic' || report.summary.counts !== null) return [];
  return [
    'Both intervals take the spread to be the same everywhere, whatever standard errors the terms have.',
  ];
}

function isStale(snapshot: PanelModel['snapshot']): boolean {
  return snapshot?.phase.kind === 'fitted' && snapshot.phase.stale !== null;
}
