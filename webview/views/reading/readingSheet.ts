import type { Layout, ShownReading, SourceSummary } from '../../../src/protocol/index.js';
import { element, icon, linkButton, listening } from '../../element.js';
import { type ReadingField, readingFields } from '../../reading.js';
import { type ColumnSearch, columnTable } from './columnTable.js';
import { titleOf } from './fieldMenu.js';
import { missingTokens } from './missingTokens.js';
import type { ReadingActions } from './readingActions.js';

export type SheetInput = {
  /** Null where the file could not be read. */
  source: SourceSummary | null;
  shown: ShownReading;
  actions: ReadingActions;
  search: ColumnSearch;
};

/** Everything that can be settled about a file: its dialect, then its columns. */
export function readingSheet({ source, shown, actions, search }: SheetInput): HTMLElement {
  const fields = readingFields(source ?? { dialect: shown.chosen.dialect, notes: [] }, shown);
  const attributes = { class: 'sheet', role: 'region', 'aria-label': 'How the file is read', tabindex: -1 };
  const tokens = source?.dialect.missingTokens ?? shown.chosen.dialect.missingTokens ?? null;
  return element(
    'div',
    { ...attributes, 'data-part': 'reading-sheet' },
    element(
      'div',
      { class: 'reading-fields' },
      ...fields.filter(isShown).map((field) => fieldRow(field, actions)),
    ),
    tokens !== null && missingTokens(tokens, fields.find(({ field }) => field === 'missingTokens')!, actions),
    source && layoutNote(source.layout),
    source && columnTable(source, { chosen: shown.chosen, actions, search }),
    element(
      'p',
      { class: 'sheet-foot' },
      linkButton('Export as clean CSV...', actions.onExport, { 'data-part': 'export-csv' }),
    ),
  );
}

/** How quotes are written inside quotes is asked only where it matters. */
function isShown({ field, settledBy, example, options }: ReadingField): boolean {
  if (field === 'missingTokens') return false;
  if (field !== 'escape') return true;
  return settledBy !== null || example !== null || options[0]?.change.escape !== 'doubled';
}

function fieldRow(field: ReadingField, actions: ReadingActions): HTMLElement {
  const id = `reading-${field.field}`;
  const note = field.settledBy === 'setting' ? 'from your settings' : field.example;
  return element(
    'div',
    { class: 'reading-field', title: titleOf(field) },
    element(
      'label',
      { for: id, class: field.isAmbiguous ? 'doubtful' : null },
      field.isAmbiguous && icon('warning'),
      field.label,
    ),
    fieldSelect(id, field, actions),
    note !== null && element('span', { class: 'field-note', title: note }, note),
  );
}

/** The first choice leaves the field to Gaussline; an own one has a mark at its edge. */
function fieldSelect(id: string, field: ReadingField, actions: ReadingActions): HTMLElement {
  const isOwn = field.settledBy === 'you';
  const others = field.options.filter(({ isNow }) => isOwn || !isNow);
  const select = element(
    'select',
    { id, class: isOwn ? 'own' : null, 'data-part': id },
    element('option', { value: '' }, isOwn ? 'automatic' : field.now),
    ...others.map(({ label, example }, index) =>
      element('option', { value: String(index) }, example === null ? label : `${label}: ${example}`),
    ),
  );
  const own = others.findIndex(({ isNow }) => isNow);
  select.value = own < 0 ? '' : String(own);
  return listening(select, {
    change: () => {
      const chosen = select.value === '' ? undefined : others[Number(select.value)];
      if (chosen === undefined) actions.onForget(field.field);
      else actions.onSettle(chosen.change);
    },
  });
}

/** What of the file is no part of the table; nothing where all of it is. */
function layoutNote(layout: Layout): HTMLElement | null {
  const words = layoutWords(layout);
  return words === '' ? null : element('p', { class: 'note', 'data-part': 'layout' }, words);
}

/** `The table begins on line 4 and ends before line 512; what stands around it is not read.` */
export function layoutWords({ preambleLines, headerRecords, endLine }: Layout): string {
  const begins = preambleLines > 0 ? `begins on line ${preambleLines + 1}` : '';
  const ends = endLine === null ? '' : `ends before line ${endLine}`;
  const around = [begins, ends].filter((words) => words !== '').join(' and ');
  const outside = around === '' ? '' : `The table ${around}; what stands around it is not read.`;
  const names = headerRecords > 1 ? `The names come from ${headerRecords} header records.` : '';
  return [outside, names].filter((words) => words !== '').join(' ');
}
