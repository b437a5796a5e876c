import type {
  Channel,
  FitReport,
  PanelHostSide,
  PanelSide,
  TrainingSettings,
} from '../src/protocol/index.js';
import type { PanelAction, PanelModel } from './state.js';
import type { StudyActions } from './views/laboratory/studyView.js';
import type { TrainingActions } from './views/training/trainingView.js';

/** What the Training view asks of the host: plans, runs and studies. */
export class TrainingClient {
  /** What a plan was last asked for. */
  private planned: { report: FitReport; settings: TrainingSettings } | null = null;

  constructor(
    private readonly channel: Channel<PanelSide, PanelHostSide>,
    private readonly model: () => PanelModel,
    private readonly dispatch: (action: PanelAction) => void,
  ) {}

  /** Auto's values are worked out when they are in sight, and again for another fit or other settings. */
  askForPlan(): void {
    const { snapshot, report, view } = this.model();
    if (view !== 'training' || snapshot?.phase.kind !== 'fitted' || !report) return;
    const { settings } = snapshot.training;
    if (this.planned?.report === report && sameSettings(this.planned.settings, settings)) return;
    this.planned = { report, settings };
    this.channel.announce('planTraining', { settings });
  }

  /** From anywhere: the Training view, with a run that begins. */
  train(): void {
    this.dispatch({ kind: 'view', view: 'training' });
    this.dispatch({ kind: 'trainingTab', tab: 'run' });
    this.start(false);
  }

  get actions(): TrainingActions {
    const { channel, dispatch } = this;
    return {
      onTrain: (isStepwise) => this.start(isStepwise),
      ...this.settingActions(),
      onSteer: (token, action) => channel.announce('steer', { token, action }),
      onPace: (pace) => channel.announce('setPace', { pace }),
      onLook: (change) => dispatch({ kind: 'look', change }),
      onSelect: (token) => dispatch({ kind: 'look', change: { run: token, zoom: null } }),
      onRename: (token, name) => channel.announce('renameRun', { token, name }),
      onHide: (token, isHidden) => channel.announce('hideRun', { token, isHidden }),
      onDelete: (token) => channel.announce('deleteRun', { token }),
    };
  }

  get studyActions(): StudyActions {
    const { channel, dispatch } = this;
    return {
      onTab: (tab) => dispatch({ kind: 'trainingTab', tab }),
      onStart: (order) => {
        const wish = this.submitted();
        if (wish !== null) channel.announce('startStudy', { ...wish, order });
      },
      onStop: (kind) => channel.announce('stopStudy', { kind }),
      ...this.settingActions(),
    };
  }

  private settingActions() {
    const onSettings = (settings: TrainingSettings) => this.dispatch({ kind: 'settings', settings });
    const onTrainWith = (settings: TrainingSettings) => {
      onSettings(settings);
      this.train();
    };
    return { onSettings, onTrainWith };
  }

  private start(isStepwise: boolean): void {
    const wish = this.submitted();
    if (wish !== null) this.channel.announce('train', { ...wish, isStepwise });
  }

  /** What stands in the formula field and in the form; null before there is a form. */
  private submitted(): { formula: string; settings: TrainingSettings } | null {
    const { snapshot, draft: formula } = this.model();
    if (snapshot === null) return null;
    this.dispatch({ kind: 'submit', formula });
    return { formula, settings: snapshot.training.settings };
  }
}

/** Settings that crossed a border are a copy. */
function sameSettings(a: TrainingSettings, b: TrainingSettings): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
