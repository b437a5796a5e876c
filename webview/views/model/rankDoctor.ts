import type { FitReport } from '../../../src/protocol/index.js';
import { element, linkButton } from '../../element.js';
import { type Doctor, hasDoctor } from '../../state.js';
import type { ModelActions } from './modelActions.js';
import { wayOptions } from './wayOptions.js';
import { repeatsSentence, waysTable } from './waysTable.js';

/** The rank of the design, what was dropped and why, and the ways out of it side by side. Nothing of a sound one unasked. */
export function rankDoctor(report: FitReport, doctor: Doctor, actions: ModelActions): HTMLElement | null {
  const isAsked = doctor.report === report;
  const { summary, coefficients } = report;
  if ((!isAsked && summary.aliased.length === 0) || !hasDoctor(report)) return null;
  const diagnosis = isAsked ? doctor.diagnosis : null;
  const title = `Rank ${summary.rank} of ${coefficients.length}`;
  return element(
    'section',
    { 'data-part': 'rank-doctor' },
    element('h2', {}, title),
    element('p', { class: 'sentence' }, rankSentence(report)),
    diagnosis && wayOptions(diagnosis, doctor.options, actions),
    diagnosis && waysTable(diagnosis, report),
    diagnosis && element('p', { class: 'note' }, repeatsSentence(diagnosis)),
    doctor.error !== null && isAsked && element('p', { class: 'note', role: 'alert' }, doctor.error),
    isAsked && diagnosis === null && doctor.error === null && element('p', { class: 'note' }, 'Comparing...'),
  );
}

/** Opens the doctor for a design whose rank is full. */
export function askForDoctor(actions: ModelActions): HTMLElement {
  return linkButton('Compare: drop, minimum norm, ridge, jitter', () => actions.onDiagnose({}), {
    'data-part': 'ask-doctor',
  });
}

/** What was dropped, and why, stands in the warning above. */
function rankSentence({ summary, coefficients }: FitReport): string {
  return summary.rank === coefficients.length
    ? 'Every column tells something of its own, so one set of weights fits best. What other ways would say:'
    : 'Infinitely many weights fit these rows equally well. Four ways to choose among them:';
}
