import {
  type FitReport,
  formatCount,
  type ShownReading,
  type SourceSummary,
} from '../../src/protocol/index.js';
import { type Child, element, icon, linkButton, listening } from '../element.js';
import { type ReadingField, readingFields, stripFields } from '../reading.js';
import type { Sheet } from '../state.js';
import { fieldPart } from './reading/fieldMenu.js';
import type { ReadingActions } from './reading/readingActions.js';

export type SourceStripInput = {
  name: string;
  /** What was read; null where nothing is known of it. */
  source: SourceSummary | null;
  /** The fit on screen, where it is of this reading. */
  report: FitReport | null;
  reading: ShownReading;
  /** Nothing was tried yet: there is nothing to settle. */
  isNew: boolean;
  /** Why the result is no longer of this text; null while it is. */
  stale: string | null;
  sheet: Sheet | null;
  actions: ReadingActions;
  onRefit(): void;
  onToggleLeftOut(): void;
};

/** File name and whether the fit is stale; at the right how the file is read and what was left out. */
export function sourceStrip(input: SourceStripInput): Child[] {
  const { name, source, report, reading, stale } = input;
  const refit = linkButton('Refit', input.onRefit, { 'data-part': 'refit' });
  const staleWord = element('span', { class: 'stale', 'data-part': 'stale', title: stale }, 'stale');
  const fields = source === null ? [] : stripFields(readingFields(source, reading), source);
  return [
    element(
      'div',
      { class: 'file' },
      element('h1', { title: name }, name),
      stale !== null && staleWord,
      stale !== null && refit,
    ),
    !input.isNew &&
      element(
        'div',
        { class: 'cut' },
        ...fields.map((field) => shownPart(field, input.actions)),
        sheetButton(input),
        report && rowsPart(report, input),
      ),
  ];
}

/** Where there is little room only a doubtful part is shown. */
function shownPart(field: ReadingField, actions: ReadingActions): HTMLElement {
  return element(
    'span',
    { class: field.isAmbiguous ? 'dialect in-doubt' : 'dialect' },
    fieldPart(field, actions),
  );
}

function sheetButton({ sheet, actions }: SourceStripInput): HTMLElement {
  const label = 'Columns and how the file is read';
  const attributes = {
    ...{ type: 'button', class: 'icon-button', 'aria-label': label, title: label },
    ...{ 'aria-expanded': String(sheet === 'reading'), 'data-part': 'reading' },
  };
  return listening(element('button', attributes, icon('settings')), { click: actions.onSheet });
}

/** What was left out in words: `3 of 506 rows left out`, `2 columns left out`, or `506 rows`. */
export function leftOutWords({ leftOut, leftOutColumns, source }: FitReport): {
  wide: string;
  narrow: string;
} {
  const all = formatCount(source.rowCount);
  const byYou = leftOut.byReason['left out by you'] ?? 0;
  const yours = byYou === 0 ? '' : byYou === leftOut.count ? ' by you' : `, ${formatCount(byYou)} by you`;
  const rows =
    leftOut.count === 0 ? `${all} rows` : `${formatCount(leftOut.count)} of ${all} rows left out${yours}`;
  const columns = leftOutColumns.length;
  const plural = columns === 1 ? 'column' : 'columns';
  const narrow = leftOut.count === 0 ? rows : rows.replace(' rows', '');
  if (columns === 0) return { wide: rows, narrow };
  const wide =
    leftOut.count === 0 ? `${rows} · ${columns} ${plural} left out` : `${rows} · ${columns} ${plural}`;
  return { wide, narrow };
}

function rowsPart(report: FitReport, { sheet, onToggleLeftOut }: SourceStripInput): HTMLElement {
  const words = leftOutWords(report);
  const text = [
    element('span', { class: 'wide' }, words.wide),
    element('span', { class: 'narrow' }, words.narrow),
  ];
  const hasList = report.leftOut.count > 0 || report.leftOutColumns.length > 0;
  if (!hasList) return element('span', { 'data-part': 'left-out' }, ...text);
  const isOpen = sheet === 'left-out';
  const attributes = {
    ...{ type: 'button', class: 'plain' },
    ...{ 'aria-expanded': String(isOpen), 'data-part': 'left-out' },
  };
  const made = element('button', attributes, ...text, icon(isOpen ? 'chevron-down' : 'chevron-right'));
  return listening(made, { click: onToggleLeftOut });
}
