import {
  type ColumnSummary,
  formatCount,
  formatName,
  oneUnit,
  type TextRange,
} from '../src/protocol/index.js';
import { FORMULA_FUNCTIONS, type FormulaFunction } from './formulaFunctions.js';
import { type FormulaPlace, placeAt } from './formulaPlace.js';

/** Something that can stand where the caret is. */
export type CompletionOption = {
  kind: 'column' | 'function' | 'interaction';
  text: string;
  /** The part of `text` that was typed; null where it is of what is not shown, such as the unit. */
  matched: TextRange | null;
  /** What it is, in a few words: `years, 503 numbers`. */
  note: string;
  /** How the values are spread; null where that is not known. */
  shape: readonly number[] | null;
  /** The formula holds it already. */
  isIn: boolean;
  insertion: string;
  /** Where the caret stands afterwards, from the beginning of the insertion. */
  caret: number;
};

export type Completion = {
  /** What an option takes the place of. */
  range: TextRange;
  options: readonly CompletionOption[];
  /** Columns that fit and are not among the options. */
  moreCount: number;
};

export type CompletionColumns = { columns: readonly ColumnSummary[]; rowCount: number };

const MOST_COLUMNS = 40;
const MOST_INTERACTIONS = 2;
/** Functions that take a column of any kind. */
const OF_ANY_KIND = new Set(['factor', 'I']);

/**
 * What may stand at the caret: columns first, those that begin with what was typed before others; then functions and
 * interactions. Null where nothing fits, or the one thing that fits stands there already.
 */
export function completionAt(
  text: string,
  caret: number,
  { columns, rowCount }: CompletionColumns,
): Completion | null {
  const place = placeAt(text, caret);
  if (place === null) return null;
  const fitting = place.isCall ? [] : fittingColumns(place, columns);
  const options = [
    ...fitting.slice(0, MOST_COLUMNS).map((found) => columnOption(found, place, rowCount)),
    ...functionOptions(place),
    ...interactionOptions(place, fitting, columns),
  ];
  const written = text.slice(place.range.start, place.range.end);
  const [only] = options;
  if (only === undefined || (options.length === 1 && only.insertion === written)) return null;
  return { range: place.range, options, moreCount: Math.max(0, fitting.length - MOST_COLUMNS) };
}

type Found = { column: ColumnSummary; rank: number; at: number };

function fittingColumns(place: FormulaPlace, columns: readonly ColumnSummary[]): Found[] {
  const needsNumber = place.isTarget || (place.call !== null && !OF_ANY_KIND.has(place.call));
  return columns
    .filter(({ kind, name }) => kind !== 'ignored' && (place.isTarget || !place.targets.has(name)))
    .filter(({ kind }) => !needsNumber || kind === 'number')
    .map((column) => ({ column, ...matchIn(column.name, place.typed) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => orderOf(a, place) - orderOf(b, place));
}

function orderOf({ column, rank }: Found, { terms }: FormulaPlace): number {
  return rank + (terms.has(column.name) ? 10 : 0);
}

/** Rank 0 where the name begins with what was typed, 1 where a word in it does, 2 elsewhere in it, else -1. */
function matchIn(name: string, typed: string): { rank: number; at: number } {
  const lower = name.toLowerCase();
  const at = lower.indexOf(typed.toLowerCase());
  if (at <= 0) return { rank: at, at };
  return { rank: /[\p{L}\p{N}]/u.test(lower[at - 1]!) ? 2 : 1, at };
}

function columnOption({ column, at }: Found, place: FormulaPlace, rowCount: number): CompletionOption {
  const { name, label, shape } = column;
  const isIn = place.terms.has(name);
  const insertion = formatName(name);
  return {
    kind: 'column',
    text: label,
    matched: matchedIn(label, at, place.typed),
    note: isIn ? 'already in' : columnNote(column, rowCount),
    ...{ shape, isIn, insertion, caret: insertion.length },
  };
}

function matchedIn(text: string, start: number, typed: string): TextRange | null {
  const end = start + typed.length;
  return typed === '' || end > text.length ? null : { start, end };
}

/** `years, 503 numbers`; `3 levels`; `text, 480 different`. */
function columnNote(column: ColumnSummary, rowCount: number): string {
  const { kind, unit, missingCount, oddCount, distinctCount } = column;
  const different = formatCount(distinctCount ?? 0);
  if (kind === 'category') return distinctCount === 1 ? '1 level' : `${different} levels`;
  if (kind === 'text') return `text, ${different} different`;
  const count = rowCount - missingCount - oddCount;
  const words = count === 1 ? '1 number' : `${formatCount(count)} numbers`;
  return unit === null ? words : `${unit}, ${words}`;
}

/** By their first letters only; all of them where nothing was typed and anything may stand. */
function functionOptions(place: FormulaPlace): CompletionOption[] {
  const { typed, isTarget, call, isCall } = place;
  return FORMULA_FUNCTIONS.filter(({ name, isForTarget }) => {
    if (isTarget && !isForTarget) return false;
    if (call !== null && !isForTarget) return false;
    return name.toLowerCase().startsWith(typed.toLowerCase());
  }).map((one) => functionOption(one, typed, isCall));
}

function functionOption(
  { name, note, rest }: FormulaFunction,
  typed: string,
  isCall: boolean,
): CompletionOption {
  return {
    kind: 'function',
    text: `${name}(...)`,
    matched: matchedIn(name, 0, typed),
    note,
    ...{ shape: null, isIn: false },
    insertion: isCall ? name : `${name}(${rest})`,
    caret: name.length + (isCall ? 0 : 1),
  };
}

/** Of a column that is in already and begins with what was typed: its slope may depend on another one. */
function interactionOptions(
  place: FormulaPlace,
  fitting: readonly Found[],
  columns: readonly ColumnSummary[],
): CompletionOption[] {
  const { typed, isTarget, call, isCall, terms } = place;
  if (typed === '' || isTarget || call !== null || isCall) return [];
  const first = fitting.find(({ column, rank }) => rank === 0 && terms.has(column.name))?.column;
  if (first === undefined) return [];
  const target = columns.find(({ name }) => place.targets.has(name));
  const others = [
    ...fitting
      .filter(({ rank, column }) => rank === 0 && !terms.has(column.name))
      .map(({ column }) => column),
    ...columns.filter(({ name }) => terms.has(name)),
  ];
  return others
    .filter(({ name }) => name !== first.name)
    .slice(0, MOST_INTERACTIONS)
    .map((second) => interactionOption({ first, second, target }, typed));
}

function interactionOption(
  {
    first,
    second,
    target,
  }: { first: ColumnSummary; second: ColumnSummary; target: ColumnSummary | undefined },
  typed: string,
): CompletionOption {
  const insertion = `${formatName(first.name)}:${formatName(second.name)}`;
  const what =
    first.unit === null || target === undefined
      ? `effect of ${first.label}`
      : `${target.label} of a ${oneUnit(first.unit)}`;
  return {
    kind: 'interaction',
    text: `${first.label}:${second.label}`,
    matched: matchedIn(first.label, 0, typed),
    note: `lets the ${what} depend on ${second.label}`,
    ...{ shape: null, isIn: false, insertion, caret: insertion.length },
  };
}
