import type {
  StudyKind,
  StudyOrder,
  StudySnapshot,
  TrainingSettings,
  TrainingTab,
} from '../../../src/protocol/index.js';
import type { PanelModel } from '../../state.js';
import type { ViewContext } from '../context.js';

export type StudyActions = {
  onTab(tab: TrainingTab): void;
  onStart(order: StudyOrder): void;
  onStop(kind: StudyKind): void;
  /** Takes these settings into the form of the next run. */
  onSettings(settings: TrainingSettings): void;
  /** Takes these settings and trains with them. */
  onTrainWith(settings: TrainingSettings): void;
};

/** What a kind of study adds to its card. Made once. */
export type StudyView<K extends StudyKind> = {
  /** Fields for what can be chosen; null where nothing can. */
  form: HTMLElement | null;
  /** What the form says. */
  order(): StudyOrder<K>;
  /** Puts what was ordered before the page was loaded into the form; absent where nothing can be chosen. */
  restore?(order: StudyOrder<K>): void;
  /** What has come of it. Hidden as long as there is nothing. */
  body: HTMLElement;
  /** Shows the outcome there is; called when it is another one. */
  show(outcome: NonNullable<StudySnapshot<K>['outcome']>, model: PanelModel): void;
  /** Something else has changed: what there is, what is under way. */
  update?(model: PanelModel): void;
  /** The theme is another one. */
  repaint(): void;
};

/** A kind of study in the Training view. */
export type StudyPlan<K extends StudyKind = StudyKind> = {
  tab: Exclude<TrainingTab, 'run'>;
  title: string;
  /** In a sentence or two: what is done, and what it teaches. */
  about: string;
  /** The word on its button. */
  verb: string;
  make(context: ViewContext, actions: StudyActions): StudyView<K>;
};
