import type { StudyWish, TrainingOrder, TrainingSettings } from '../protocol/index.js';
import type { FitState } from './fitState.js';
import type { StudyState } from './studyState.js';
import type { TrainingState } from './trainingState.js';

/** What a `TrainingOrders` needs of its panel. */
export type OrderingPanel = {
  readonly state: Pick<FitState, 'phase' | 'shownFormula'>;
  readonly training: Pick<TrainingState, 'start' | 'makePlan'>;
  readonly studies: Pick<StudyState, 'start'>;
  fit(formula: string | null): Promise<void>;
};

/** What a panel is told to train: always the formula of a fit, so that there is an exact answer beside it. */
export class TrainingOrders {
  constructor(private readonly panel: OrderingPanel) {}

  /** Trains the formula; fits first where the fit on screen is not of this formula or of the text as it is. */
  async train({ formula, settings, isStepwise }: TrainingOrder): Promise<void> {
    const fitted = await this.fittedFirst(formula);
    if (fitted !== null) await this.panel.training.start({ formula: fitted, settings, isStepwise });
  }

  /** Makes a study of the formula; fits first as `train` does. */
  async study(wish: StudyWish): Promise<void> {
    const formula = await this.fittedFirst(wish.formula);
    if (formula !== null) await this.panel.studies.start({ ...wish, formula });
  }

  /** Plans a run of the fit on screen. */
  async plan(settings: TrainingSettings): Promise<void> {
    const formula = this.panel.state.shownFormula;
    if (formula !== null) await this.panel.training.makePlan(formula, settings);
  }

  /** The formula that is fitted now; null where that failed. */
  private async fittedFirst(formula: string): Promise<string | null> {
    const { state } = this.panel;
    const isFresh = state.phase.kind === 'fitted' && state.phase.stale === null;
    if (!isFresh || state.shownFormula !== formula) await this.panel.fit(formula === '' ? null : formula);
    return state.shownFormula;
  }
}
