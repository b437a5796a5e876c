import {
  formatCount,
  isOver,
  type Pace,
  type SteerAction,
  type TrainingRunRecord,
} from '../../../src/protocol/index.js';
import { button, type Child, element, listening } from '../../element.js';

export type ControlActions = {
  onTrain(isStepwise: boolean): void;
  onSteer(token: number, action: SteerAction): void;
  onPace(pace: Pace): void;
};

/** Train, or Pause and Resume; Step; Stop. Only what can be done now can be pressed. */
export function controlButtons(
  run: TrainingRunRecord | null,
  canTrain: boolean,
  actions: ControlActions,
): Child[] {
  const active = run !== null && !isOver(run.state) ? run : null;
  const steer = (action: SteerAction) => () => active && actions.onSteer(active.token, action);
  const canStep = active === null ? canTrain : active.state === 'paused';
  const step = active === null ? () => actions.onTrain(true) : steer('step');
  return [
    mainButton(active, canTrain, actions),
    button('Step', step, {
      ...{ secondary: true, icon: 'debug-step-over', disabled: !canStep, 'data-part': 'step' },
      title: 'One update',
    }),
    button('Stop', steer('stop'), {
      ...{ secondary: true, icon: 'debug-stop', disabled: active === null, 'data-part': 'stop' },
      title: 'End the run and keep what it has learnt',
    }),
  ];
}

/** `epoch 78 of 120`; between updates of a stepped run also the step. */
export function epochWords(run: TrainingRunRecord | null): Child[] {
  if (run?.opened === null || run === null) return [];
  const { epochs, stepsPerEpoch } = run.opened.plan;
  const done = run.curve.epochCount;
  const step = run.curve.stepCount - done * stepsPerEpoch;
  const isBetween = run.state === 'paused' && step > 0;
  return [
    'epoch ',
    element('strong', {}, formatCount(done)),
    ` of ${formatCount(epochs.value)}`,
    isBetween && `, step ${formatCount(step)} of ${formatCount(stepsPerEpoch)}`,
  ];
}

/** How fast epochs go by. */
export function paceSelect(pace: Pace, epochs: number, onPace: (pace: Pace) => void): HTMLElement {
  const watched = formatCount(Math.max(20, Math.round(epochs / 12)));
  const words: readonly (readonly [Pace, string])[] = [
    ['watch', `watch, ${watched} epochs/s`],
    ['slow', 'slow, 2 epochs/s'],
    ['full', 'full speed'],
  ];
  const select = element(
    'select',
    { 'data-part': 'pace' },
    ...words.map(([value, word]) => element('option', { value, selected: value === pace }, word)),
  );
  listening(select, { change: () => onPace(select.value as Pace) });
  return element('label', { class: 'pace' }, element('span', { class: 'quiet' }, 'pace'), select);
}

function mainButton(
  active: TrainingRunRecord | null,
  canTrain: boolean,
  actions: ControlActions,
): HTMLElement {
  if (active === null)
    return button('Train', () => actions.onTrain(false), {
      ...{ secondary: true, icon: 'play', disabled: !canTrain, 'data-part': 'train' },
    });
  const isPaused = active.state === 'paused';
  const action = isPaused ? 'resume' : 'pause';
  return button(isPaused ? 'Resume' : 'Pause', () => actions.onSteer(active.token, action), {
    icon: isPaused ? 'debug-continue' : 'debug-pause',
    'data-part': action,
    disabled: active.state === 'opening',
  });
}
