import { type CellPreview, type ColumnSummary, formatCount } from '../src/protocol/index.js';

/** How the cells of a column are read, beyond its kind; empty where there is nothing to add. */
export function formWords({ form, firstDay }: ColumnSummary): string {
  if (form === null || form === 'plain') return '';
  if (form === 'date') return firstDay === null ? 'days' : `days since ${firstDay}`;
  if (form === 'boolean') return 'yes 1, no 0';
  return form;
}

/** `2 missing, 1 odd, 14 different`; empty where nothing of that kind is there. */
export function countWords({ missingCount, oddCount, distinctCount, kind }: ColumnSummary): string {
  if (kind === 'ignored') return '';
  return [
    missingCount > 0 && `${formatCount(missingCount)} missing`,
    oddCount > 0 && `${formatCount(oddCount)} not a number`,
    distinctCount !== null && `${formatCount(distinctCount)} different`,
  ]
    .filter((words) => words !== false)
    .join(', ');
}

/** A cell and what became of it: `0,435 → 0.435`; the cell alone where it is read as it stands. */
export function cellWords({ raw, read }: CellPreview): { raw: string; read: string | null } {
  if (read === null) return { raw: raw === '' ? '(empty)' : raw, read: raw === '' ? null : 'no value' };
  const shown = String(read);
  return { raw, read: shown === raw || Number(raw) === read ? null : shown };
}
