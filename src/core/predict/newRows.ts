import { GausslineError } from '../errors.js';
import { inBackticks } from '../model/formatFormula.js';
import { nearestName } from '../model/nearestName.js';
import { CellReader } from '../table/cellReader.js';
import {
  type CellForm,
  type ColumnPlan,
  isDateForm,
  type NumberReading,
  PLAIN_READING,
} from '../table/columnPlan.js';
import { parseDay } from '../table/dateReader.js';
import type { Dialect } from '../table/dialect.js';
import type { TablePlan } from '../table/planTable.js';
import type { Table } from '../table/table.js';
import type { InputFacts } from './predictionModel.js';

/** How the fit's file writes a column, so that another file's is read as the same numbers. Plain data. */
export type InputReading = { column: string } & NumberReading;

/** A column of the file to be scored: where it stands, and how it is read. `levels`: those of the fit. */
export type ScoredColumn = {
  column: string;
  place: number;
  isNumeric: boolean;
  levels: ReadonlySet<string> | null;
  cells: CellReader;
};

/** How the file of a fit writes the columns that predictions need. */
export function inputReadings(table: Table, inputs: readonly InputFacts[]): InputReading[] {
  return inputs.map(({ column }) => {
    const found = table.columns.find(({ name }) => name === column);
    if (found?.kind !== 'number') return { column, ...PLAIN_READING };
    const { form, firstDay, currency } = found;
    return { column, form, origin: firstDay === null ? 0 : parseDay(firstDay), currency };
  });
}

/**
 * Finds the columns that predictions need in another file, by their exact names.
 *
 * @throws GausslineError `predict/missing-column`.
 */
export function scoredColumns(
  name: string,
  plan: TablePlan,
  { inputs, readings }: { inputs: readonly InputFacts[]; readings: readonly InputReading[] },
): ScoredColumn[] {
  const { dialect } = plan.plan.guess;
  return inputs.map((facts, k) => {
    const place = plan.names.indexOf(facts.column);
    if (place < 0) throw missingColumn(name, facts.column, plan.names);
    const isNumeric = facts.kind === 'number' || facts.isNumeric;
    const levels = facts.kind === 'level' ? new Set(facts.levels.map(({ level }) => level)) : null;
    const cells = readerFor(readings[k]!, plan.columns[place]!.plan, dialect);
    return { column: facts.column, place, isNumeric, levels, cells };
  });
}

/** Amounts and dates may be written in another way here, but in no other currency; what a date counts from, and which word is 1, is the fit's. */
function readerFor(
  { form, origin, currency }: InputReading,
  own: Pick<ColumnPlan, 'kind' | 'form' | 'currency'>,
  dialect: Dialect,
): CellReader {
  const isAmount = (name: CellForm) => !isDateForm(name) && name !== 'boolean';
  const isAlike = (isAmount(form) && isAmount(own.form)) || (isDateForm(form) && isDateForm(own.form));
  const usesOwn = own.kind === 'number' && isAlike;
  const sign = currency === '' && usesOwn ? own.currency : currency;
  return new CellReader(dialect, { form: usesOwn ? own.form : form, origin, currency: sign });
}

function missingColumn(name: string, column: string, names: readonly string[]): GausslineError {
  const nearest = nearestName(column, names);
  return new GausslineError(
    'predict/missing-column',
    `\`${name}\` has no column ${inBackticks(column)}, and the model needs one.`,
    nearest === null
      ? `Add a column ${inBackticks(column)}: names must be the same to the letter.`
      : `Rename ${inBackticks(nearest)}, the nearest name, to ${inBackticks(column)}.`,
  );
}
