import {
  type CellPreview,
  COLUMN_KINDS,
  type ColumnKind,
  type ColumnSummary,
  formatCount,
  type ReadChoices,
  type SourceSummary,
} from '../../../src/protocol/index.js';
import { cellWords, countWords, formWords } from '../../columnWords.js';
import { type Child, element, listening } from '../../element.js';
import { chosenKind } from '../../reading.js';
import type { ReadingActions } from './readingActions.js';

const SHOWN_COLUMNS = 200;
/** From so many columns on a field to find one by its name is worth its place. */
const MANY_COLUMNS = 12;

/** What is looked for among the columns; it outlives the list. */
export type ColumnSearch = { text: string };

export type ColumnTableInput = { chosen: ReadChoices; actions: ReadingActions; search: ColumnSearch };

/** The columns with kind, counts and first cells; the kind of each can be settled. */
export function columnTable(
  { columns }: SourceSummary,
  { chosen, actions, search }: ColumnTableInput,
): HTMLElement {
  const body = element('tbody', {});
  const rest = element('p', { class: 'note', role: 'status' });
  const fill = () => {
    const part = search.text.toLowerCase();
    const found = columns.filter(({ name }) => name.toLowerCase().includes(part));
    const shown = found.slice(0, SHOWN_COLUMNS);
    body.replaceChildren(...shown.map((column) => columnRow(column, chosen, actions)));
    rest.hidden = found.length === shown.length && found.length > 0;
    rest.textContent = restWords(found.length, shown.length);
  };
  fill();
  const heads = ['column', 'read as', 'counts', 'first cells'];
  const head = element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)));
  return element(
    'div',
    { class: 'columns', 'data-part': 'columns' },
    columns.length > MANY_COLUMNS && findField(columns.length, search, fill),
    element(
      'table',
      {},
      element('caption', { class: 'unseen' }, 'Columns'),
      element('thead', {}, head),
      body,
    ),
    rest,
  );
}

function restWords(found: number, shown: number): string {
  if (found === 0) return 'No column has this in its name.';
  return `The first ${formatCount(shown)} of ${formatCount(found)} columns; a part of the name finds the others.`;
}

function findField(count: number, search: ColumnSearch, fill: () => void): HTMLElement {
  const field = element('input', {
    ...{ type: 'text', class: 'find', spellcheck: 'false', autocomplete: 'off' },
    placeholder: `find one of ${formatCount(count)} columns`,
    'aria-label': 'Find a column',
    'data-part': 'find-column',
  });
  field.value = search.text;
  const find = () => {
    search.text = field.value;
    fill();
  };
  return listening(field, { input: find });
}

function columnRow(column: ColumnSummary, chosen: ReadChoices, actions: ReadingActions): HTMLElement {
  const { name, label, unit } = column;
  const form = formWords(column);
  return element(
    'tr',
    { 'data-column': name },
    element(
      'th',
      { scope: 'row', title: name },
      label,
      unit !== null && element('span', { class: 'quiet' }, ` ${unit}`),
    ),
    element(
      'td',
      { class: 'kind' },
      kindSelect(column, chosenKind(chosen, name), actions),
      form !== '' && element('span', { class: 'form' }, form),
    ),
    element('td', { class: 'counts' }, unbroken(countWords(column))),
    element('td', { class: 'preview' }, ...column.preview.flatMap(previewCell)),
  );
}

/** A line may end between two counts, not inside of one. */
function unbroken(words: string): string {
  return words.replaceAll(' ', '\u00a0').replaceAll(',\u00a0', ', ');
}

/** The first choice leaves the kind to Gaussline. */
function kindSelect(
  { name, kind }: ColumnSummary,
  chosen: ColumnKind | null,
  actions: ReadingActions,
): HTMLElement {
  const select = element(
    'select',
    { 'aria-label': `Kind of ${name}`, class: chosen === null ? null : 'own', 'data-part': `kind-${name}` },
    element('option', { value: '' }, chosen === null ? kind : 'automatic'),
    ...COLUMN_KINDS.filter((one) => chosen !== null || one !== kind).map((one) =>
      element('option', { value: one }, one),
    ),
  );
  select.value = chosen ?? '';
  const settled = () => COLUMN_KINDS.find((one) => one === select.value) ?? null;
  return listening(select, { change: () => actions.onKind(name, settled()) });
}

function previewCell(cell: CellPreview): Child[] {
  const { raw, read } = cellWords(cell);
  const code = element('code', {}, raw);
  const became = read === null ? null : element('span', { class: 'quiet' }, ` → ${read}`);
  return [element('span', { class: 'cell' }, code, became)];
}
