import { CellReader } from './cellReader.js';
import { cellText, shortened } from './cellText.js';
import {
  areNumbers,
  type CellForm,
  type ColumnPlan,
  IGNORED,
  isDateForm,
  PLAIN_NUMBERS,
  PLAIN_READING,
  TEXTS,
} from './columnPlan.js';
import { currencyOf } from './currency.js';
import type { Dialect } from './dialect.js';
import { type FormReader, formReader } from './formReader.js';
import type { ColumnKind } from './readChoices.js';
import type { RecordBatch } from './recordFeed.js';
import type { OddCell } from './table.js';

/** Rows that a plan is made by. */
export const LOOKED_AT_ROWS = 500;
/** In order of preference. */
const FORMS: readonly CellForm[] = [
  'plain',
  'grouped',
  'currency',
  'percent',
  'date',
  'dayFirst',
  'monthFirst',
  'boolean',
];
const AMOUNTS = FORMS.indexOf('currency');
const DAY_FIRST = FORMS.indexOf('dayFirst');
const MONTH_FIRST = FORMS.indexOf('monthFirst');
/** So many of them, from the first on, hold plain numbers too. */
const WITH_PLAIN_NUMBERS = 3;

/** What the first rows say of a column. */
export type ColumnGuess = { plan: ColumnPlan; firstOdd: OddCell | undefined };

/** Looks at the first rows of a table, to plan how its columns are read. */
export class ColumnGuesses {
  private readonly columns: CellCounts[];
  private readonly cells: CellReader;
  private rowCount = 0;

  constructor(dialect: Dialect, columnCount: number) {
    this.cells = new CellReader(dialect);
    const readers = new FormReaders(dialect);
    this.columns = Array.from({ length: columnCount }, () => new CellCounts(this.cells, readers));
  }

  /** `batch` holds rows as wide as the table. */
  add(batch: RecordBatch): void {
    const { spans } = batch;
    const count = Math.min(spans.recordCount, LOOKED_AT_ROWS - this.rowCount);
    for (let record = 0; record < count; record++, this.rowCount++)
      for (let column = 0; column < this.columns.length; column++)
        this.columns[column]!.add(batch, spans.firstCells[record]! + column, this.rowCount);
  }

  /** Adds rows of which every cell is plainly a number; false where they have to be looked at all the same. */
  addNumbers(rowCount: number): boolean {
    if (this.cells.decimal !== '.' || this.cells.missing.includeNumbers) return false;
    const count = Math.min(rowCount, LOOKED_AT_ROWS - this.rowCount);
    this.rowCount += count;
    for (const column of this.columns) column.addNumbers(count);
    return true;
  }

  /** How each column is read; `kinds` are what a user has settled, by name. */
  plans(names: readonly string[], kinds: Readonly<Record<string, ColumnKind>>): ColumnGuess[] {
    return this.columns.map((counts, column) => {
      const asked = Object.hasOwn(kinds, names[column]!) ? kinds[names[column]!] : undefined;
      return { plan: counts.plan(asked), firstOdd: counts.firstOdd };
    });
  }
}

/** A reader to each form, and to each currency that is met. */
class FormReaders {
  private readonly forms: readonly FormReader[];
  private readonly amounts = new Map<string, FormReader>();

  constructor(private readonly dialect: Dialect) {
    this.forms = FORMS.map((form) => formReader({ ...PLAIN_READING, form }, dialect));
  }

  /** @param form its place among the forms */
  of(form: number, currency: string): FormReader {
    if (form !== AMOUNTS || currency === '') return this.forms[form]!;
    const reader = this.amounts.get(currency) ?? this.amountsIn(currency);
    this.amounts.set(currency, reader);
    return reader;
  }

  private amountsIn(currency: string): FormReader {
    return formReader({ form: 'currency', origin: 0, currency }, this.dialect);
  }
}

/** How many of a column's cells are numbers in each form. */
class CellCounts {
  /** The first cell that is no plain number. */
  private firstText: OddCell | undefined;
  private readonly counts = new Uint32Array(FORMS.length);
  private present = 0;
  /** The day of the first date, by its form. */
  private readonly firstDays = new Float64Array(FORMS.length).fill(Number.NaN);
  /** How many amounts are in each currency. */
  private readonly amounts = new Map<string, number>();

  constructor(
    private readonly cells: CellReader,
    private readonly readers: FormReaders,
  ) {}

  add(batch: RecordBatch, cell: number, row: number): void {
    const value = this.cells.plainNumber(batch, cell) ?? this.cells.value(batch, cell);
    if (value === undefined) return;
    if (typeof value !== 'string') this.addNumbers(1);
    else {
      this.present++;
      this.addText(cellText(batch, cell).trim(), row);
    }
  }

  /** The first cell that is no plain number, where half of them or more are. */
  get firstOdd(): OddCell | undefined {
    return this.counts[0]! * 2 >= this.present ? this.firstText : undefined;
  }

  addNumbers(count: number): void {
    this.present += count;
    for (let form = 0; form < WITH_PLAIN_NUMBERS; form++) this.counts[form]! += count;
  }

  plan(asked: ColumnKind | undefined): ColumnPlan {
    if (asked === 'ignored') return IGNORED;
    const isSettled = asked !== undefined;
    if (asked === 'text' || asked === 'category') return { ...TEXTS, isSettled };
    const currency = this.commonestCurrency();
    const counts = this.countsIn(currency);
    const fitting = counts.findIndex((count) => areNumbers(count, this.present - count));
    // A column without values may still turn out to have numbers.
    if (fitting < 0 && this.present > 0 && !isSettled) return TEXTS;
    const place = fitting < 0 ? counts.indexOf(Math.max(...counts)) : fitting;
    const form = FORMS[place]!;
    const origin = isDateForm(form) ? this.firstDays[place]! : 0;
    return { ...PLAIN_NUMBERS, form, origin, currency: form === 'currency' ? currency : '', isSettled };
  }

  private commonestCurrency(): string {
    const ordered = [...this.amounts].sort(([, one], [, other]) => other - one);
    return ordered[0]?.[0] ?? '';
  }

  /** Cells by form; amounts in another currency are none, nor are dates in the rarer order. */
  private countsIn(currency: string): Uint32Array {
    const counts = this.counts.slice();
    for (const [other, count] of this.amounts) if (other !== currency) counts[AMOUNTS]! -= count;
    // 01/02/2024 is in January here and in February there: where no other date tells which, it is a text.
    const [byDay, byMonth] = [counts[DAY_FIRST]!, counts[MONTH_FIRST]!];
    if (byDay <= byMonth) counts[DAY_FIRST] = 0;
    if (byMonth <= byDay) counts[MONTH_FIRST] = 0;
    return counts;
  }

  private addText(text: string, row: number): void {
    this.firstText ??= { row, text: shortened(text) };
    const currency = currencyOf(text);
    for (const [k, form] of FORMS.entries()) {
      const value = this.readers.of(k, currency).readText(text);
      if (Number.isNaN(value)) continue;
      this.counts[k]!++;
      if (isDateForm(form) && Number.isNaN(this.firstDays[k]!)) this.firstDays[k] = Math.floor(value);
      if (form === 'currency' && currency !== '')
        this.amounts.set(currency, (this.amounts.get(currency) ?? 0) + 1);
    }
  }
}
