import type { TrainingSettings } from '../../../src/protocol/index.js';
import { button, type Child, element, textWithCode } from '../../element.js';
import { activeRun, type PanelModel, shownRun } from '../../state.js';
import { messageBox, warningBox } from '../messages.js';
import { mendedSettings } from './settings.js';

/** What stands in the way of a run or ended it, with what would work as a button; then what must be known of it. */
export function trainingMessages(
  model: PanelModel,
  onTrainWith: (settings: TrainingSettings) => void,
): Child[] {
  const error = shownError(model);
  // That a GPU trains in float32 stands where the GPU is named.
  const told = (shownRun(model)?.end?.warnings ?? []).filter(({ code }) => code !== 'train/float32');
  const warnings = told.map(warningBox);
  if (error === null) return warnings;
  const mended = mendOf(model);
  const mend = () => mended && onTrainWith(mended.settings);
  const isBusy = activeRun(model) !== null;
  const box = messageBox('error', [
    element('p', {}, ...textWithCode(error.message)),
    error.hint && element('p', {}, ...textWithCode(error.hint)),
    element(
      'div',
      { class: 'message-actions' },
      mended && button(mended.words, mend, { 'data-part': 'mend-training', disabled: isBusy }),
      element('code', { class: 'message-code' }, error.code),
    ),
  ]);
  return [box, ...warnings];
}

/** True where a message of the view on screen has the one filled button. */
export function offersMend(model: PanelModel): boolean {
  return model.view === 'training' && mendOf(model) !== null;
}

function shownError(model: PanelModel) {
  return model.snapshot?.training.error ?? shownRun(model)?.error ?? null;
}

function mendOf(model: PanelModel) {
  const error = shownError(model);
  if (error === null || !model.snapshot) return null;
  const { error: refusal, settings } = model.snapshot.training;
  return mendedSettings(refusal === null ? (shownRun(model)?.settings ?? settings) : settings, error);
}
