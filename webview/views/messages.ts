import type { ShownError, Warning } from '../../src/protocol/index.js';
import { button, type Child, element, icon, linkButton, textWithCode } from '../element.js';
import type { Lines } from './lines.js';

export type ErrorActions = {
  /** Puts the mended formula into the field and fits it. */
  onMend(formula: string): void;
  goTo(lines: Lines): void;
};

/** What went wrong, what to do, and the doing as a button. `formula` is the text the error was found in. */
export function errorBox(error: ShownError, formula: string, actions: ErrorActions): HTMLElement {
  const mended = mendedFormula(error, formula);
  const { line, replacement } = error.details;
  return messageBox('error', [
    element('p', {}, ...textWithCode(error.message)),
    error.hint && element('p', {}, ...textWithCode(error.hint)),
    element(
      'div',
      { class: 'message-actions' },
      mended !== null &&
        button(`Change to ${replacement}`, () => actions.onMend(mended), { 'data-part': 'mend' }),
      line !== undefined &&
        button(`Show line ${line}`, () => actions.goTo({ firstLine: line, lastLine: line }), {
          secondary: true,
          'data-part': 'show-line',
        }),
      element('code', { class: 'message-code' }, error.code),
    ),
  ]);
}

/** The formula with the wrong place replaced; null where the error does not say how. */
export function mendedFormula({ details }: ShownError, formula: string): string | null {
  const { range, replacement } = details;
  if (!range || replacement === undefined) return null;
  return formula.slice(0, range.start) + replacement + formula.slice(range.end);
}

/** Nothing is wrong where these are told: they stand after what is. */
const isNote = (code: Warning['code']) => code === 'fit/statistic-undefined';

/**
 * What must be known of a result that stands, mere notes last; the first three at once, the rest on demand. `actionsFor`
 * makes the buttons that go with a code.
 */
export function warningBoxes(
  warnings: readonly Warning[],
  actionsFor: (code: Warning['code']) => readonly HTMLElement[] = () => [],
): HTMLElement[] {
  const notesLast = [...warnings].sort((a, b) => Number(isNote(a.code)) - Number(isNote(b.code)));
  const boxes = notesLast.map((warning) => warningWith(warning, actionsFor(warning.code)));
  const hidden = boxes.slice(3);
  if (hidden.length === 0) return boxes;
  for (const made of hidden) made.hidden = true;
  const more = linkButton(`Show ${hidden.length} more`, () => {
    for (const made of hidden) made.hidden = false;
    more.remove();
  });
  return [...boxes, more];
}

/** Work was stopped on request: a quiet sentence and the way back. */
export function cancelledNote(onFit: () => void): HTMLElement {
  return element(
    'p',
    { class: 'quiet-note', 'data-part': 'cancelled' },
    'Cancelled; nothing was changed. ',
    linkButton('Fit again', onFit, { 'data-part': 'fit-again' }),
  );
}

/** Something to know of a result that stands. */
export function warningBox(warning: Warning): HTMLElement {
  return warningWith(warning, []);
}

function warningWith({ code, message, hint }: Warning, actions: readonly HTMLElement[]): HTMLElement {
  return messageBox(isNote(code) ? 'note' : 'warning', [
    element('p', {}, ...textWithCode(message)),
    hint && element('p', { class: 'quiet' }, ...textWithCode(hint)),
    actions.length > 0 && element('div', { class: 'message-actions' }, ...actions),
    element('code', { class: 'message-code' }, code),
  ]);
}

/** A message with its sign. */
export function messageBox(kind: 'error' | 'warning' | 'note', content: Child[]): HTMLElement {
  const role = kind === 'error' ? 'alert' : 'note';
  const body = element('div', { class: 'message-body' }, ...content);
  const sign = icon(kind === 'note' ? 'info' : kind);
  return element('div', { class: `message ${kind}`, role, 'data-part': 'message' }, sign, body);
}
