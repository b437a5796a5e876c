import { type FitReport, formatCount } from '../../src/protocol/index.js';
import { type Child, element, icon, linkButton, listening } from '../element.js';
import { dialectWords } from '../format.js';

export type SourceStripInput = {
  name: string;
  report: FitReport | null;
  /** Why the result is no longer of this text; null while it is. */
  stale: string | null;
  showsLeftOut: boolean;
  onRefit(): void;
  onToggleLeftOut(): void;
};

/** File name and whether the fit is stale; at the right how the file was cut and what was left out. */
export function sourceStrip(input: SourceStripInput): Child[] {
  const { name, report, stale } = input;
  const refit = linkButton('Refit', input.onRefit, { 'data-part': 'refit' });
  const staleWord = element('span', { class: 'stale', 'data-part': 'stale', title: stale }, 'stale');
  return [
    element(
      'div',
      { class: 'file' },
      element('h1', { title: name }, name),
      stale !== null && staleWord,
      stale !== null && refit,
    ),
    report &&
      element(
        'div',
        { class: 'cut' },
        element('span', { class: 'dialect' }, `${dialectWords(report.source.dialect)} · `),
        rowsPart(report, input),
      ),
  ];
}

/** What was left out in words: `3 of 506 rows left out`, `2 columns left out`, or `506 rows`. */
export function leftOutWords({ leftOut, leftOutColumns, source }: FitReport): {
  wide: string;
  narrow: string;
} {
  const all = formatCount(source.rowCount);
  const rows = leftOut.count === 0 ? `${all} rows` : `${formatCount(leftOut.count)} of ${all} rows left out`;
  const columns = leftOutColumns.length;
  const plural = columns === 1 ? 'column' : 'columns';
  const narrow = leftOut.count === 0 ? rows : rows.replace(' rows', '');
  if (columns === 0) return { wide: rows, narrow };
  const wide =
    leftOut.count === 0 ? `${rows} · ${columns} ${plural} left out` : `${rows} · ${columns} ${plural}`;
  return { wide, narrow };
}

function rowsPart(report: FitReport, input: SourceStripInput): HTMLElement {
  const words = leftOutWords(report);
  const text = [
    element('span', { class: 'wide' }, words.wide),
    element('span', { class: 'narrow' }, words.narrow),
  ];
  const hasList = report.leftOut.count > 0 || report.leftOutColumns.length > 0;
  if (!hasList) return element('span', { 'data-part': 'left-out' }, ...text);
  const attributes = {
    type: 'button',
    class: 'plain',
    'aria-expanded': String(input.showsLeftOut),
    'data-part': 'left-out',
  };
  const made = element(
    'button',
    attributes,
    ...text,
    icon(input.showsLeftOut ? 'chevron-down' : 'chevron-right'),
  );
  return listening(made, { click: input.onToggleLeftOut });
}
