import { formatCount, type StudyKind, type StudySnapshot } from '../../../src/protocol/index.js';
import { button, type Child, element, textWithCode } from '../../element.js';
import { studyOf } from '../../laboratory.js';
import { Region } from '../../region.js';
import type { PanelModel } from '../../state.js';
import type { ViewContext } from '../context.js';
import { messageBox } from '../messages.js';
import { hindrance } from './studyHindrance.js';
import type { StudyActions, StudyPlan, StudyView } from './studyView.js';

/** One kind of study: what it is, its form, its button, how far it is, and what has come of it. */
export class StudyCard<K extends StudyKind> {
  readonly element: HTMLElement;
  private readonly view: StudyView<K>;
  private readonly regions: readonly Region<PanelModel>[];
  private shown: StudySnapshot<K>['outcome'] = null;
  /** The form says what it was last told, by the user or by what was kept. */
  private isFilled = false;

  constructor(
    private readonly kind: K,
    private readonly plan: StudyPlan<K>,
    { context, actions }: { context: ViewContext; actions: StudyActions },
  ) {
    this.view = plan.make(context, actions);
    this.view.body.hidden = true;
    const made = this.makeRegions(actions);
    this.regions = Object.values(made);
    this.element = element(
      'section',
      { class: 'study', 'data-study': kind, 'aria-label': plan.title },
      element('h2', {}, plan.title),
      element('p', { class: 'about' }, ...textWithCode(plan.about)),
      element('div', { class: 'study-bar' }, this.view.form, made.buttons.element),
      made.progress.element,
      made.message.element,
      this.view.body,
    );
  }

  update(model: PanelModel): void {
    for (const region of this.regions) region.update(model);
    const study = this.studyIn(model);
    this.element.dataset.state = study?.state ?? '';
    if (study !== null) this.fill(study.order);
    this.view.update?.(model);
    const outcome = study?.outcome ?? null;
    this.view.body.hidden = outcome === null;
    if (outcome === null || outcome === this.shown) return;
    this.shown = outcome;
    this.view.show(outcome, model);
  }

  repaint(): void {
    this.view.repaint();
  }

  private fill(order: StudySnapshot<K>['order']): void {
    if (!this.isFilled) this.view.restore?.(order);
    this.isFilled = true;
  }

  private studyIn({ snapshot }: PanelModel): StudySnapshot<K> | null {
    return studyOf(snapshot?.studies ?? [], this.kind);
  }

  private makeRegions(actions: StudyActions) {
    const host = (name: string) => element('div', { class: name, 'data-part': `${name}-${this.kind}` });
    return {
      buttons: new Region<PanelModel>(
        host('study-buttons'),
        (model) => [this.studyIn(model)?.state, hindrance(model)],
        (model) => this.buttons(model, actions),
      ),
      progress: new Region<PanelModel>(
        host('study-progress'),
        (model) => [this.studyIn(model)?.state, this.studyIn(model)?.done, this.studyIn(model)?.total],
        (model) => progressOf(this.studyIn(model)),
      ),
      message: new Region<PanelModel>(
        host('study-message'),
        (model) => [this.studyIn(model)?.error, staleWords(this.studyIn(model), model)],
        (model) => messageOf(this.studyIn(model), model),
      ),
    };
  }

  private buttons(model: PanelModel, actions: StudyActions): Child[] {
    const isRunning = this.studyIn(model)?.state === 'running';
    const why = hindrance(model);
    const start = button(this.plan.verb, () => actions.onStart(this.view.order()), {
      ...{ secondary: true, icon: 'play', 'data-part': `start-${this.kind}`, disabled: why !== null },
      title: why,
    });
    const stop = button('Stop', () => actions.onStop(this.kind), {
      ...{ secondary: true, icon: 'debug-stop', 'data-part': `stop-${this.kind}` },
      title: 'End it and keep what has come of it',
    });
    return [isRunning ? stop : start];
  }
}

function progressOf(study: StudySnapshot | null): Child[] {
  if (study === null) return [];
  const { state, done, total } = study;
  const share = total === 0 ? 0 : Math.min(1, done / total);
  const isOver = state !== 'running';
  const bar = element('div', { class: isOver ? 'bar over' : 'bar' });
  bar.style.width = `${Math.round(1000 * share) / 10}%`;
  const parts = total === 0 ? 'preparing' : `${formatCount(Math.floor(done))} of ${formatCount(total)} done`;
  const words = state === 'running' ? parts : state === 'stopped' ? `stopped, ${parts}` : '';
  return [
    !(isOver && share === 1) && element('div', { class: 'run-bar', 'aria-hidden': 'true' }, bar),
    words !== '' && element('p', { class: 'quiet-note', role: 'status' }, words),
  ];
}

function messageOf(study: StudySnapshot | null, model: PanelModel): Child[] {
  const stale = staleWords(study, model);
  return [
    study?.error && errorOf(study.error),
    stale && element('p', { class: 'quiet-note' }, ...textWithCode(stale)),
  ];
}

function errorOf({ message, hint, code }: NonNullable<StudySnapshot['error']>): HTMLElement {
  return messageBox('error', [
    element('p', {}, ...textWithCode(message)),
    hint && element('p', {}, ...textWithCode(hint)),
    element('div', { class: 'message-actions' }, element('code', { class: 'message-code' }, code)),
  ]);
}

/** What is shown is of another model or another text than the fit on screen. */
function staleWords(study: StudySnapshot | null, { report, snapshot }: PanelModel): string | null {
  if (study === null || study.outcome === null || study.state === 'running' || report === null) return null;
  if (study.formula !== report.spec.formula) return `Of another formula: \`${study.formula}\`.`;
  const isEdited = snapshot?.phase.kind === 'fitted' && snapshot.phase.stale !== null;
  const isOfThisText = study.fingerprint === report.source.fingerprint && !isEdited;
  return isOfThisText ? null : 'Of the text as it was before.';
}
