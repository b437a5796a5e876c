import { type AssumptionTest, pText, statisticText } from '../../src/protocol/index.js';
import { type Child, element, icon } from '../element.js';
import { Region } from '../region.js';
import type { PanelModel } from '../state.js';

/** Under the charts of the residuals: what the fit assumes, each assumption with its tests in words and numbers. */
export class AssumptionsPart {
  readonly element = element('div', { class: 'view assumptions-view' });
  private readonly region: Region<PanelModel>;

  constructor() {
    this.region = new Region<PanelModel>(
      element('div', {}),
      ({ assumptions, report }) => [assumptions, report],
      (model) => contentOf(model),
    );
    this.element.append(this.region.element);
  }

  /** Built only while it is in sight. */
  update(model: PanelModel): void {
    const isShown = model.view === 'residuals' && model.residualsTab === 'charts' && model.report !== null;
    this.element.hidden = !isShown;
    if (isShown) this.region.update(model);
  }
}

/** Nothing where the fit on screen is not the one that was asked about, or assumes nothing of the kind. */
function contentOf({ assumptions, report }: PanelModel): Child[] {
  const { answer: tests, error } = assumptions;
  if (assumptions.report !== report) return [];
  if (error !== null) return [element('p', { class: 'note', role: 'alert' }, error)];
  if (tests === null) return [element('p', { class: 'note' }, 'Testing what the fit assumes...')];
  return tests.length === 0 ? [] : [assumptionsTable(tests)];
}

function assumptionsTable(tests: readonly AssumptionTest[]): HTMLElement {
  const heads = [
    ['assumed', 'assumes'],
    ['words', 'what the residuals say'],
    ['statistic', 'statistic'],
    ['p', 'p'],
  ] as const;
  return element(
    'section',
    { 'data-part': 'assumptions' },
    element('h2', {}, 'Assumptions'),
    element(
      'table',
      { class: 'assumptions-table' },
      element('caption', { class: 'unseen' }, 'Tests of what the fit assumes'),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...heads.map(([name, words]) => element('th', { scope: 'col', class: name }, words)),
        ),
      ),
      element('tbody', {}, ...tests.map((test, i) => testRow(test, tests[i - 1]?.assumed === test.assumed))),
    ),
    element(
      'p',
      { class: 'note' },
      'A p of 0.05 comes up once in twenty sound fits, and here are eight tests: the charts above say whether a departure matters.',
    ),
  );
}

function testRow(test: AssumptionTest, isContinued: boolean): HTMLElement {
  const { assumed, title, elsewhere, statistic, verdict, words } = test;
  return element(
    'tr',
    { class: verdict === 'look' ? 'look' : null, 'data-test': test.name },
    element('th', { scope: 'row', class: 'assumed' }, isContinued ? '' : assumed),
    element(
      'td',
      { class: 'words' },
      element('div', {}, ...signOf(verdict), words),
      element('div', { class: 'named' }, title, element('span', { class: 'elsewhere' }, ` · ${elsewhere}`)),
    ),
    element('td', { class: 'statistic' }, statisticText(statistic)),
    element('td', { class: 'p' }, pText(test)),
  );
}

/** A check or a warning, with its words for those who do not see it; nothing for a verdict between. */
export function signOf(verdict: AssumptionTest['verdict']): Child[] {
  if (verdict === null || verdict === 'faint') return [];
  const sign = icon(verdict === 'good' ? 'check' : 'warning');
  return [
    sign,
    element('span', { class: 'unseen' }, verdict === 'good' ? 'As it should be: ' : 'Look here: '),
  ];
}
