import type { StudyKind, TrainingTab } from '../../../src/protocol/index.js';
import { element } from '../../element.js';
import { Region } from '../../region.js';
import type { PanelModel } from '../../state.js';
import type { ViewContext } from '../context.js';
import { STUDY_PLANS } from '../laboratory/studies.js';
import { StudyCard } from '../laboratory/studyCard.js';
import type { StudyActions, StudyPlan } from '../laboratory/studyView.js';
import { tabList } from '../tabList.js';
import type { TrainingView } from './trainingView.js';

const WORDS: Readonly<Record<TrainingTab, string>> = {
  run: 'Run',
  tune: 'Tune',
  many: 'Many at once',
  experiments: 'Experiments',
  benchmark: 'Benchmark',
};

type Card = Pick<StudyCard<StudyKind>, 'element' | 'update' | 'repaint'>;
type Pane = { tab: TrainingTab; element: HTMLElement; cards: readonly Card[] };

/** The Training view: a run, and beside it the laboratory, a tab to each kind of place. */
export class TrainingTabs {
  readonly element: HTMLElement;
  private readonly panes: readonly Pane[];
  private readonly tabs: Region<PanelModel>;

  constructor(
    private readonly run: TrainingView,
    private readonly parts: { context: ViewContext; actions: StudyActions },
  ) {
    const runPane: Pane = { tab: 'run', element: run.element, cards: [] };
    const places = (Object.keys(WORDS) as TrainingTab[]).filter((tab) => tab !== 'run');
    this.panes = [
      runPane,
      ...places.map((tab) => this.makePane(tab)).filter(({ cards }) => cards.length > 0),
    ];
    this.tabs = new Region(
      element('div', {}),
      (model) => [model.trainingTab],
      (model) => [this.makeTabs(model.trainingTab)],
    );
    this.element = element(
      'div',
      {
        id: 'view-training',
        role: 'tabpanel',
        class: 'view',
        'data-view': 'training',
        'aria-labelledby': 'tab-training',
      },
      this.tabs.element,
      ...this.panes.map((pane) => pane.element),
    );
  }

  update(model: PanelModel): void {
    const isShown = model.view === 'training' && model.snapshot !== null && model.report !== null;
    this.element.hidden = !isShown;
    if (isShown) this.tabs.update(model);
    this.run.update(model);
    for (const { tab, element: pane, cards } of this.panes) {
      if (tab !== 'run') pane.hidden = tab !== model.trainingTab;
      if (isShown && tab === model.trainingTab) for (const card of cards) card.update(model);
    }
  }

  /** The theme is another one. */
  repaint(): void {
    this.run.repaint();
    for (const { cards } of this.panes) for (const card of cards) card.repaint();
  }

  private makePane(tab: TrainingTab): Pane {
    const kinds = (Object.keys(STUDY_PLANS) as StudyKind[]).filter((kind) => STUDY_PLANS[kind].tab === tab);
    const cards = kinds.map((kind) => this.makeCard(kind));
    const id = `training-${tab}`;
    const pane = element(
      'div',
      { id, role: 'tabpanel', class: 'studies', 'aria-labelledby': `tab-${tab}` },
      ...cards.map((card) => card.element),
    );
    return { tab, element: pane, cards };
  }

  private makeCard<K extends StudyKind>(kind: K): Card {
    const plan: StudyPlan<K> = STUDY_PLANS[kind];
    return new StudyCard(kind, plan, this.parts);
  }

  private makeTabs(active: TrainingTab): HTMLElement {
    return tabList({
      ...{ label: 'Training', active, className: 'tabs inner-tabs' },
      tabs: this.panes.map(({ tab: id }) => ({ id, word: WORDS[id], controls: `training-${id}` })),
      onTab: (tab) => this.parts.actions.onTab(tab),
    });
  }
}
