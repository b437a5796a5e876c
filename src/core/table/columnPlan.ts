import type { NumberForm } from './table.js';

/** Dates by what stands first in them; `date` begins with the year. */
const DATE_FORMS = ['date', 'dayFirst', 'monthFirst'] as const;
export type DateForm = (typeof DATE_FORMS)[number];

/** How the cells of a number column are written; `grouped` is plain with marks between groups of three digits. */
export type CellForm = NumberForm | 'grouped' | DateForm;

export function isDateForm(form: CellForm): form is DateForm {
  return (DATE_FORMS as readonly CellForm[]).includes(form);
}

/** How a column is read. Plain data: the same plan serves all parts of a file. */
export type ColumnPlan = {
  /** `text` keeps codes of its levels as long as they are few: it may turn out a category. */
  kind: 'number' | 'text' | 'ignored';
  form: CellForm;
  /** Of dates: the day that counts as 0, in days since 1970-01-01. */
  origin: number;
  /** The sign of amounts, as the file writes it; empty for none. One of another currency is no number here. */
  currency: string;
  /** False where what the cells turn out to be may still change the kind. */
  isSettled: boolean;
  /** Levels whose codes are given beforehand, in order. */
  levels: readonly string[];
};

/** How a number is read. */
export type NumberReading = Pick<ColumnPlan, 'form' | 'origin' | 'currency'>;

export const PLAIN_READING: NumberReading = { form: 'plain', origin: 0, currency: '' };
export const PLAIN_NUMBERS: ColumnPlan = { kind: 'number', ...PLAIN_READING, isSettled: false, levels: [] };
export const TEXTS: ColumnPlan = { ...PLAIN_NUMBERS, kind: 'text' };
export const IGNORED: ColumnPlan = { ...PLAIN_NUMBERS, kind: 'ignored', isSettled: true };

/** Numbers except for at most one cell or one in twenty, and two numbers to an odd cell. */
export function areNumbers(numberCount: number, oddCount: number): boolean {
  const cells = numberCount + oddCount;
  return numberCount > 0 && oddCount <= Math.max(1, cells / 20) && numberCount >= 2 * oddCount;
}
