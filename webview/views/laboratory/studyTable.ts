import { type Child, element } from '../../element.js';

/** A table of what came of a study: a head, then rows whose first cell names them. */
export function studyTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  const heads = head.map((word) => element('th', { scope: 'col' }, word));
  const row = ([name, ...cells]: readonly Child[]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map((cell) => element('td', {}, cell)));
  return element(
    'div',
    { class: 'study-table', role: 'region', 'aria-label': caption },
    element(
      'table',
      {},
      element('caption', { class: 'unseen' }, caption),
      element('thead', {}, element('tr', {}, ...heads)),
      element('tbody', {}, ...rows.map(row)),
    ),
  );
}
