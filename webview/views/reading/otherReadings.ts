import type { DialectNote, FitReport } from '../../../src/protocol/index.js';
import { button } from '../../element.js';
import type { ReadingActions } from './readingActions.js';

/** Warnings about a reading that was a close call, by their code. */
const FIELDS: Readonly<Record<string, DialectNote['field']>> = {
  'csv/decimal-ambiguous': 'decimal',
  'csv/delimiter-ambiguous': 'delimiter',
  'csv/thousands-ambiguous': 'thousands',
};

/** The other readings as buttons, where a warning is about one that was a close call; all columns, where it is about kinds. */
export function otherReadings(code: string, { source }: FitReport, actions: ReadingActions): HTMLElement[] {
  if (code === 'csv/text-left-out') return [showColumns(actions)];
  const note = source.notes.find(({ field }) => field === FIELDS[code]);
  return (note?.others ?? []).map(({ label, example, change }) =>
    button(`Read as ${label}`, () => actions.onSettle(change), {
      ...{ secondary: true, title: example, 'data-part': 'other-reading' },
    }),
  );
}

function showColumns(actions: ReadingActions): HTMLElement {
  return button('Columns and other settings', () => actions.onSheet(), {
    secondary: true,
    'data-part': 'show-columns',
  });
}
